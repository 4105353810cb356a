"use strict";
(() => {
  const cards = [...document.querySelectorAll(".card")];
  const marks = [...document.querySelectorAll("mark")].map((element) => ({ element, ids: element.dataset.claims.trim().split(" ") }));
  const rows = [...document.querySelectorAll(".row")].filter((row) => row.querySelector(".card"));
  const byId = new Map(cards.map((card) => [card.id, card]));
  const refs = new Map(cards.map((card) => [card.id, document.getElementById(card.id.replace("-claim-", "-text-"))]));
  const marksOf = new Map(cards.map((card) => [card.id, []]));
  for (const mark of marks) for (const id of mark.ids) marksOf.get(id)?.push(mark.element);
  const form = document.querySelector(".filters");
  let current = null;

  // Light up a claim with all of its text, and put out what was lit before.
  const light = (card) => {
    for (const old of document.querySelectorAll(".lit")) old.classList.remove("lit");
    current = card;
    if (!card) return;
    card.classList.add("lit");
    for (const mark of marksOf.get(card.id)) mark.classList.add("lit");
  };
  const show = (element) => {
    const box = element.getBoundingClientRect();
    if (box.top < form.offsetHeight + 10 || box.bottom > innerHeight - 20) element.scrollIntoView({ block: box.height > innerHeight - 160 ? "start" : "center" });
  };
  const go = (card) => {
    light(card);
    card.focus({ preventScroll: true });
    show(card);
  };
  const toText = (card) => {
    const ref = refs.get(card.id);
    if (!ref) return;
    light(card);
    ref.focus({ preventScroll: true });
    show(marksOf.get(card.id)[0] ?? ref);
  };

  // Each claim as near the height of its text as the others in its row let it be. All is measured first.
  const align = (some) => {
    if (!some.length) return;
    document.documentElement.style.setProperty("--bar", `${form.offsetHeight}px`);
    const beside = getComputedStyle(some[0]).gridTemplateColumns.split(" ").length > 1;
    for (const row of some) for (const card of row.querySelectorAll(".card")) card.style.marginTop = "";
    if (!beside) return;
    const plans = some.map((row) => {
      const text = row.querySelector(".text").getBoundingClientRect();
      const list = [...row.querySelectorAll(".card")].filter((card) => !card.hidden);
      const boxes = list.map((card) => card.getBoundingClientRect());
      return { text, list, boxes, wanted: list.map((card) => (marksOf.get(card.id)[0]?.getBoundingClientRect().top ?? text.top) - text.top) };
    });
    for (const { text, list, boxes, wanted } of plans) {
      const gap = boxes.length > 1 ? boxes[1].top - boxes[0].bottom : 0;
      let spare = Math.max(0, text.height - boxes.reduce((sum, box) => sum + box.height + gap, -gap));
      let at = 0;
      list.forEach((card, place) => {
        const push = Math.min(spare, Math.max(0, wanted[place] - 4 - at));
        if (push > 1) card.style.marginTop = `${push}px`;
        spare -= push;
        at += push + boxes[place].height + gap;
      });
    }
  };

  const seen = () => cards.filter((card) => !card.hidden);
  // A question that the claim above asks too is not said twice, until the claim is lit.
  const filter = () => {
    const wanted = [...form.querySelectorAll("[data-filter]")].filter((one) => one.value).map((one) => [one.dataset.filter, one.value]);
    for (const card of cards) card.hidden = !wanted.every(([name, value]) => card.dataset[name].split("\n").includes(value));
    for (const { element, ids } of marks) element.classList.toggle("off", ids.every((id) => byId.get(id)?.hidden));
    for (const [id, ref] of refs) if (ref) ref.parentElement.hidden = byId.get(id).hidden;
    for (const row of rows) {
      let before = "";
      for (const card of row.querySelectorAll(".card:not([hidden])")) {
        const { textContent } = card.querySelector(".question");
        card.classList.toggle("same", textContent === before);
        before = textContent;
      }
    }
    if (current?.hidden) light(null);
    form.querySelector("output").textContent = `${seen().length} of ${cards.length} claims`;
    align(rows);
  };

  // A passage under several claims goes to the next of them at each click.
  for (const { element, ids } of marks) {
    element.addEventListener("click", () => {
      const here = ids.map((id) => byId.get(id)).filter((card) => card && !card.hidden);
      if (here.length && !String(getSelection())) go(here[(here.indexOf(current) + 1) % here.length]);
    });
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#a']");
    if (link) {
      const [card, text] = [byId.get(link.hash.slice(1)), byId.get(link.hash.slice(1).replace("-text-", "-claim-"))];
      if (!card && !text) return;
      event.preventDefault();
      if ((card ?? text).hidden) { form.reset(); filter(); }
      if (card) go(card); else toText(text);
      return;
    }
    const card = event.target.closest(".card");
    if (card && card !== current && !event.target.closest("summary, a")) {
      light(card);
      const mark = marksOf.get(card.id)[0];
      if (mark) show(mark);
    }
  });
  document.addEventListener("focusin", (event) => {
    const card = event.target.closest(".card");
    if (card && card !== current) light(card);
  });
  const step = (by) => {
    const list = seen();
    const place = list.indexOf(current);
    const next = list[place < 0 ? (by > 0 ? 0 : list.length - 1) : place + by];
    if (next) go(next);
  };
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    t: () => { if (current) { if (document.activeElement === refs.get(current.id)) go(current); else toText(current); } },
    o: () => { const more = current?.querySelector(".more"); if (more) more.open = !more.open; },
    Escape: () => { light(null); },
  };
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    if (!Object.hasOwn(keys, event.key) || (event.key.length === 1 && !form.querySelector(".keys input").checked)) return;
    event.preventDefault();
    keys[event.key]();
  });

  document.addEventListener("toggle", (event) => {
    const row = event.target.closest(".row");
    if (row) align([row]);
  }, true);
  let waiting = 0;
  addEventListener("resize", () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(() => align(rows)); });
  if (!form) return;
  form.hidden = false;
  form.addEventListener("input", (event) => { if (event.target.dataset.filter) filter(); });
  form.addEventListener("reset", () => { setTimeout(filter); });
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
})();
