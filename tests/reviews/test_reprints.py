"""Reprints in a batch: found by their words, pointed at their first, and looked up once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from harbour import TEXT
from typer.testing import Result

from claims.annotation import Name
from claims.article import Article
from claims.claim import KINDS, Claim
from reviews.reprints import FEWEST, Reprints, runs_of
from reviews.store import Store
from sources.candidate import Candidate, Passage, Verdict, candidate

SAID = Passage(
    "told", "Minutes", "https://lidby.example/m", None, "It is so.", None, "2026-03-03T09:00:00Z", "lidby"
)
Claims = Callable[..., Result]
AGENCY = (
    "The council of Lidby voted on Monday to double the fees of its harbour, which have not changed since 2011. "
    "Fishing boats will pay 40 euros a night from May, the council said after a meeting of four hours. "
    "Omar Tull, who speaks for the fishermen, called the vote a mistake and said that boats would go to Ostby. "
    "The harbour lost 2.1 million euros last year, and the town has had to close a school and two libraries."
)
OTHER = (
    "A storm took the roof of the old theatre in Ostby on Tuesday night and nobody was hurt, the fire service said. "
    "The theatre had been closed for repairs since the spring, and a festival that was planned there will move to a "
    "tent by the river. The mayor of Ostby thanked forty volunteers who carried costumes and lamps out of the rain."
)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (f"Fees to double in Lidby\n\n{AGENCY}", True),
        (AGENCY.upper().replace(",", ""), True),
        (f"{AGENCY} Readers of this paper will remember the quarrel over the ferry in 2019.", True),
        (AGENCY.rsplit("The harbour", 1)[0], True),
        (OTHER, False),
        (AGENCY[:220] + OTHER, False),
        (AGENCY[:120], False),
    ],
)
def test_what_is_a_reprint(text: str, is_one: bool) -> None:
    reprints = Reprints()
    assert reprints.first("a", "agency.txt", AGENCY) is None
    found = reprints.first("b", "b.txt", text)
    assert (found is not None) is is_one
    if found is not None:
        assert (found.of, found.name) == ("a", "agency.txt")
        assert found.alike >= 0.6


def test_a_reprint_of_a_reprint_points_at_the_first() -> None:
    reprints = Reprints()
    names = ("a", "b", "c")
    texts = (AGENCY, f"{AGENCY} One more line.", f"{AGENCY} One more line. And another one.")
    found = [reprints.first(name, name, text) for name, text in zip(names, texts, strict=True)]
    assert [one.of if one else None for one in found] == [None, "a", "a"]


def test_the_same_article_twice_is_no_reprint() -> None:
    reprints = Reprints()
    assert [reprints.first("a", "a.txt", AGENCY) for _ in range(3)] == [None, None, None]
    assert reprints.first("b", "b.txt", OTHER) is None
    assert reprints.first("a", "a.txt", AGENCY) is None


def test_short_texts_are_alike_by_chance() -> None:
    assert len(runs_of(AGENCY[:120])) < FEWEST <= len(runs_of(AGENCY))


@pytest.fixture
def press(article_file: Path) -> Path:
    """Three papers: one with the article, one that reprints it, one with another story."""
    folder = article_file.parent / "press"
    folder.mkdir()
    (folder / "1.txt").write_text(f"{TEXT} {AGENCY}", encoding="utf-8")
    (folder / "2.txt").write_text(f"{TEXT} {AGENCY} This paper asked the council, in vain.", encoding="utf-8")
    (folder / "3.txt").write_text(OTHER, encoding="utf-8")
    return folder


def test_a_batch_points_a_reprint_at_its_first(claims: Claims, press: Path, store: Store) -> None:
    done = claims("extract", str(press))
    (line,) = [line for line in done.stderr.splitlines() if "a reprint of" in line]
    assert "2.txt: a reprint of " in line
    found = {Path(line.path or "").name: store.review_of(line.id) for line in store.articles()}
    assert {name: one.reprint_of for name, one in found.items()} == {
        "1.txt": None,
        "2.txt": found["1.txt"].extraction.article.id,
        "3.txt": None,
    }
    shown = claims("show", found["2.txt"].extraction.article.id)
    assert f"# reprint of {found['1.txt'].extraction.article.id[:8]}" in shown.stdout
    assert "as a reprint of" in claims("log", found["2.txt"].extraction.article.id).stdout
    assert [fault for one in store.verify() for fault in one.faults] == []


def test_alone_nothing_is_a_reprint(claims: Claims, press: Path) -> None:
    for name in ("1.txt", "2.txt"):
        assert "a reprint of" not in claims("extract", str(press / name)).stderr


def test_what_both_ask_is_looked_up_once(
    claims: Claims, press: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[str]()
    monkeypatch.setattr("sources.search.adapters", lambda *_, **__: (Told(asked),))
    assert claims("extract", str(press)).exit_code == 0
    one, two = sorted(line.path or "" for line in store.articles())[:2]
    first, second = (store.review_of(store.article_id(path)) for path in (one, two))
    assert claims("lookup", one, two).exit_code == 0
    assert sorted(asked) == sorted(one.claim.id for one in first.claims)
    said = {
        one.claim.id: [c.excerpt for c in one.candidates]
        for one in store.review_of(store.article_id(two)).claims
    }
    assert set(said) == {one.claim.id for one in second.claims}
    assert all(found == ["It is so."] for found in said.values())
    asked.clear()
    assert "not asked again" in claims("lookup", two).stderr
    assert asked == []
    claims("lookup", two, "--refresh")
    assert sorted(asked) == sorted(said)


def test_what_only_the_reprint_asks_is_asked(
    claims: Claims, press: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[str]()
    monkeypatch.setattr("sources.search.adapters", lambda *_, **__: (Told(asked),))
    claims("extract", str(press))
    one, two = sorted(line.path or "" for line in store.articles())[:2]
    claims("add", two, "--text", "This paper asked the council", "--kind", "statement")
    claims("lookup", one, two)
    ours = {entry.claim.id: entry.claim.text for entry in store.review_of(store.article_id(two)).claims}
    assert [ours[claim] for claim in asked if claim in ours] == ["This paper asked the council"]


class Told:
    """A source that says the same of every claim, and notes which it was asked about."""

    name = "told"
    kinds = frozenset(KINDS)
    configured = True

    def __init__(self, asked: list[str]) -> None:
        self._asked = asked

    def ask(self, claims: Sequence[Claim], article: Article, names: Sequence[Name]) -> Iterator[Candidate]:
        for claim in claims:
            self._asked.append(claim.id)
            yield candidate(claim, SAID, Verdict("related", "nothing was compared"))
