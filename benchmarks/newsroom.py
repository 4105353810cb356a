"""A newsroom's work, generated: articles of sentences that each are a claim, a share of them decided.

Words are made of syllables and drawn as words of a language are, few of them often and most of them hardly
ever, between real function words; names, places, years and figures come with them. The same for a seed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from sqlalchemy import update

from claims.annotation import Annotations, Quantity
from claims.article import Article, Paragraph
from claims.claim import Claim, Detail, FigureDetail, Kind, StatementDetail, claim_id
from claims.extraction import Coverage, Extraction, MadeBy
from claims.span import Named
from reviews import fulltext, rows, rules, tables, writes
from reviews.database import writing
from reviews.review import FINDINGS, Review, step
from reviews.rules import Policy
from reviews.store import Store

PEOPLE = ("ana", "bo", "cy", "dee", "eli", "fay", "gus", "hal")
SYLLABLES = [consonant + vowel for consonant in "bcdfghjklmnprstvw" for vowel in "aeiou"]
# How many different words, family names and places there are.
WORDS, FAMILIES, TOWNS = 30_000, 4_000, 800
SHAPES = (
    "In {year} the {a} {b} of {town} counted {figure} {c} for the {d}.",
    "{name} said that the {a} of {town} had {b} the {c} by {figure} since {year}.",
    "The {a} {b} in {town} was the first {c} to have more than {figure} of its {d}.",
    "{name} was {a} of {town} and met the {b} of the {c} there in {year}.",
    "About {figure} {a} were {b} with the {c} when {name} opened the {d} at {town}.",
)


@dataclass(frozen=True, slots=True)
class Size:
    """How many articles, claims in all of them, and decided ones among those."""

    articles: int
    claims: int
    decided: int


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, the person or place that it is about, and the figure in it."""

    words: str
    about: str
    figure: str | None


class _Language:
    """Words by Zipf's law, names and places."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        made = Random(1)
        self._words = [_word(made, 2 + number // 3_000) for number in range(WORDS)]
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(WORDS)))
        self._families = [_word(made, 3).title() for _ in range(FAMILIES)]
        self._towns = [_word(made, 2).title() + "by" for _ in range(TOWNS)]

    def sentence(self) -> Said:
        """A sentence, and what it is about."""
        shape = self.chance.choice(SHAPES)
        a, b, c, d = self.chance.choices(self._words, cum_weights=self._weights, k=4)
        name = f"{self.chance.choice(self._families[:40])} {self.chance.choice(self._families)}"
        town, year = self.chance.choice(self._towns), self.chance.randint(1950, 2025)
        figure = f"{self.chance.randint(2, 99_999):,}"
        words = shape.format(a=a, b=b, c=c, d=d, name=name, town=town, year=year, figure=figure)
        about = name if "{name}" in shape else town
        return Said(words, about, figure if "{figure}" in shape else None)


def _word(chance: Random, length: int) -> str:
    return "".join(chance.choices(SYLLABLES, k=min(length, 6)))


def articles(size: Size, *, seed: int = 11) -> Iterator[Extraction]:
    """The articles, five claims to a paragraph."""
    spoken = _Language(seed)
    for number in range(size.articles):
        yield _article(spoken, f"Story {seed} {number}", size.claims // size.articles)


def _article(spoken: _Language, title: str, count: int) -> Extraction:
    said = [spoken.sentence() for _ in range(count)]
    blocks = [title, *(" ".join(one.words for one in said[i : i + 5]) for i in range(0, count, 5))]
    text = "\n\n".join(blocks)
    starts = [0, *accumulate(len(block) + 2 for block in blocks[:-1])]
    paragraphs = tuple(
        Paragraph(start, start + len(block), "body" if start else "headline")
        for start, block in zip(starts, blocks, strict=True)
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    day = f"{spoken.chance.randint(2010, 2025)}-{spoken.chance.randint(1, 12):02}-01"
    article = Article(digest, 1, title, None, day, None, "en", digest, digest, text, paragraphs)
    places = accumulate(
        (len(one.words) + (2 if i % 5 == 4 else 1) for i, one in enumerate(said)), initial=starts[1]
    )
    made = tuple(_claim(article, start, one) for start, one in zip(places, said, strict=False))
    return Extraction(MadeBy("0", "none"), article, made, Annotations(), Coverage(count, count, ()))


def _claim(article: Article, start: int, said: Said) -> Claim:
    end = start + len(said.words)
    assert article.text[start:end] == said.words
    at = start + said.words.index(said.about)
    about = Named(said.about, at, at + len(said.about), said.about)
    detail: Detail = StatementDetail(about, None, None)
    kind: Kind = "statement"
    if said.figure is not None:
        at = start + said.words.index(said.figure)
        quantity = Quantity(said.figure, at, at + len(said.figure), said.figure.replace(",", ""))
        kind, detail = "figure", FigureDetail(quantity, None, about)
    return Claim(
        id=claim_id(article.id, kind, said.words, 0),
        kind=kind,
        start=start,
        end=end,
        text=said.words,
        statement=said.words,
        question=f"Is this so: {said.words}",
        worth=0.5,
        made_by="machine",
        detail=detail,
    )


def fill(store: Store, size: Size) -> None:
    """Store the articles, and decide and assign claims of each by the rules, as its people would."""
    chance, share = Random(13), size.decided / size.claims
    for found in articles(size):
        store.save(found, source=found.article.text.encode())
        _work_on(store, found, [c for c in found.claims if chance.random() < share], chance)


def _work_on(store: Store, found: Extraction, chosen: Sequence[Claim], chance: Random) -> None:
    """Decide the chosen claims and assign one more, in one transaction."""
    with writing(store.engine) as db:
        held = writes.Held(db, found.article.id, actor=chance.choice(PEOPLE), clock=store.clock)
        for claim in chosen:
            finding = chance.choice(FINDINGS)
            decided = rules.decide(claim, Review(), finding=finding, policy=Policy(second_review=True))
            _row(db, claim, step(Review(), held.append(decided)))
        left = next(claim for claim in found.claims if claim not in chosen)
        given = held.append(rules.assign(left, Review(), to=chance.choice(PEOPLE)))
        _row(db, left, step(Review(), given))
        fulltext.put(db, [claim.id for claim in chosen])


def _row(db: writes.Connection, claim: Claim, state: Review) -> None:
    db.execute(update(tables.claims).where(tables.claims.c.id == claim.id).values(rows.review_row(state)))


def busy(store: Store, events: int) -> str:
    """One more article, with so many events in its history; its id."""
    (found,) = articles(Size(1, 200, 0), seed=17)
    store.save(found, source=b"")
    with writing(store.engine) as db:
        held = writes.Held(db, found.article.id, actor=PEOPLE[0], clock=store.clock)
        states = {claim.id: Review() for claim in found.claims}
        for number in range(events - 1):
            claim = found.claims[number % len(found.claims)]
            noted = rules.note(claim, states[claim.id], text=f"Asked again, call {number}.")
            states[claim.id] = step(states[claim.id], held.append(noted))
        for claim in found.claims:
            _row(db, claim, states[claim.id])
    return found.article.id
