"use strict";
(() => {
  const cards = [...document.querySelectorAll(".card")];
  const marks = [...document.querySelectorAll("mark")];
  const claimsOf = (mark) => mark.dataset.claims.trim().split(" ");
  let current = -1;

  const light = (ids) => {
    for (const card of cards) card.classList.toggle("lit", ids.includes(card.id));
    for (const mark of marks) mark.classList.toggle("lit", claimsOf(mark).some((id) => ids.includes(id)));
  };
  const go = (card) => {
    current = cards.indexOf(card);
    light([card.id]);
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "center" });
  };
  const seen = () => cards.filter((card) => !card.hidden);

  for (const mark of marks) {
    mark.addEventListener("click", () => {
      const ids = claimsOf(mark);
      const card = seen().find((item) => ids.includes(item.id));
      if (card) { go(card); light(ids); }
    });
  }
  for (const card of cards) card.addEventListener("click", () => light([card.id]));

  for (const form of document.querySelectorAll(".filters")) {
    const count = form.querySelector("output");
    const apply = () => {
      const wanted = Object.fromEntries([...form.querySelectorAll("[data-filter]")].map((s) => [s.dataset.filter, s.value]));
      const main = form.nextElementSibling;
      const mine = cards.filter((card) => main.contains(card));
      for (const card of mine) {
        card.hidden = Boolean((wanted.kind && card.dataset.kind !== wanted.kind) || (wanted.state && card.dataset.state !== wanted.state));
      }
      count.textContent = `${mine.filter((card) => !card.hidden).length} of ${mine.length} claims`;
    };
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    apply();
  }

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    const step = { j: 1, k: -1 }[event.key];
    if (!step) return;
    const list = seen();
    const place = list.indexOf(cards[current]);
    const next = list[place < 0 ? (step > 0 ? 0 : list.length - 1) : place + step];
    if (next) { event.preventDefault(); go(next); }
  });
})();
