"""Office-holders made from dated facts: `python -m benchmarks --only offices`.

Places and bodies with posts, each held by one person after another. What the base of items says of a term is
sometimes rougher than what was so: known to the month or the year, ended on a day unknown, or undated; some
terms stand on the person's item alone, some on the place's or the post's list alone. Claims are right, or
wrong by a day, a month, a successor or a stranger, and are asked of a snapshot, so that names, titles and
lists are matched as in a look-up. A claim counts as determined where every statement about it is known to
the day and nobody else bears the name: of those, none should be left without a stance.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.figures import Figure
from claims.article import Article
from claims.claim import Claim, OfficeDetail
from claims.span import Named
from sources.candidate import Candidate
from sources.dump import import_dump
from sources.session import Session
from sources.settings import Settings, SourceSettings
from sources.snapshot import Snapshot

CLAIMS, PLACES, BODIES, TERMS, SEED = 5_000, 60, 30, 9, 17
GIVEN = "Ada Bruno Celia Dario Edda Felix Greta Hugo Inês Jonas Karin Lars Maren Nils Olga Pavel Rosa Sven Tilda Uwe"
FAMILY = (
    "Abel Brandt Cruz Dorn Engel Falk Gomes Hartog Ivarsson Jansen Kowal Lindt Moser Novak Ortiz Prado Quist"
)
ENDINGS = "a ia land stan ria mark via"
SYLLABLES = "bar del for gal hem jor kel lum mor nar ost pel ran sel tor ulm ver wes zan"


@dataclass(frozen=True, slots=True)
class Post:
    """A post of a place or body: its item, its title, who lists its holders (properties or None)."""

    item: str
    title: str
    of: str
    of_name: str
    holder_property: str | None
    post_property: str | None
    is_place: bool


@dataclass(frozen=True, slots=True)
class Held:
    """One term as it was, whether all that the base says of it is known to the day, and where it stands."""

    post: Post
    person: str
    name: str
    start: date
    end: date
    exact: bool
    own: bool
    listed: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim, whether it is true, and whether the base determines it."""

    claim: Claim
    true: bool
    determined: bool


class World:
    """Items in Wikidata's JSON, and the terms that they were made from."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.items: dict[str, dict[str, Any]] = {}
        self.terms: list[Held] = []
        self.names: dict[str, int] = {}
        for number in range(PLACES + BODIES):
            self._add_seat(number, is_place=number < PLACES)

    def _add_seat(self, number: int, *, is_place: bool) -> None:
        name = self._place_name(number)
        if is_place:
            shapes = [
                ("Prime Minister", "P6", "P1313"),
                ("President", "P35", "P1906"),
                ("finance minister", None, None),
            ]
        else:
            name = f"{name} Council"
            shapes = [("chair", "P488", None), ("secretary general", "P3975", None)]
        owner = self._item(name, "Q6256" if is_place else "Q43229")
        for title, holder, leads in shapes:
            label = f"Minister of Finance of {name}" if title == "finance minister" else f"{title} of {name}"
            post = Post(self._item(label, "Q4164871"), title, owner, name, holder, leads, is_place)
            if leads:
                self._say(owner, leads, post.item)
            self._succession(post)

    def _succession(self, post: Post) -> None:
        start = date(1955, 1, 1) + timedelta(self.chance.randrange(2_000))
        holders: list[tuple[str, str]] = []
        for _ in range(TERMS):
            end = start + timedelta(self.chance.randrange(100, 2_900))
            back = len(holders) > 2 and self.chance.random() < 0.1
            person = self.chance.choice(holders[:-1]) if back else self._person()
            holders.append(person)
            self._term(post, *person, start, end)
            start = end + timedelta(self.chance.choice((0, 0, 1, 1, 1, 30)))

    def _term(self, post: Post, person: str, name: str, start: date, end: date) -> None:
        views = self.chance.choice(("person", "both", "both", "both", "lists"))
        exact = True
        if views != "lists":
            qualifiers, exact = self._time(start, end)
            self._say(person, "P39", post.item, qualifiers)
        if views != "person":
            qualifiers, fine = self._time(start, end)
            self._say(post.item, "P1308", person, qualifiers)
            exact = exact and fine
            if post.holder_property:
                qualifiers, fine = self._time(start, end)
                self._say(post.of, post.holder_property, person, qualifiers)
                exact = exact and fine
        if self.chance.random() < 0.05:
            wrong = {"P580": [_time(start.replace(year=start.year - 9, day=1), 11)]}
            self._say(person, "P39", post.item, wrong, rank="deprecated")
        self.terms.append(Held(post, person, name, start, end, exact, views != "lists", views != "person"))

    def _time(self, start: date, end: date) -> tuple[dict[str, Any], bool]:
        """Qualifiers of a term, and whether they say all of it to the day."""
        dice = self.chance.random()
        if dice < 0.84:
            return {"P580": [_time(start, 11)], "P582": [_time(end, 11)]}, True
        if dice < 0.90:
            return {"P580": [_time(start, 10)], "P582": [_time(end, 10)]}, False
        if dice < 0.94:
            return {"P580": [_time(start, 9)], "P582": [_time(end, 9)]}, False
        if dice < 0.97:
            return {
                "P580": [_time(start, 11)],
                "P582": [{"snaktype": "somevalue", "property": "P582"}],
            }, False
        return {}, False

    def _person(self) -> tuple[str, str]:
        name = f"{self.chance.choice(GIVEN.split())} {self.chance.choice(FAMILY.split())}"
        if self.chance.random() < 0.9:
            name += f"-{self.chance.choice(SYLLABLES.split())}{self.chance.choice(SYLLABLES.split())}".title()
        self.names[name] = self.names.get(name, 0) + 1
        return self._item(name, "Q5"), name

    def _place_name(self, number: int) -> str:
        parts = SYLLABLES.split()
        stem = parts[number % len(parts)] + parts[(number // len(parts) * 7 + number) % len(parts)]
        return (stem + ENDINGS.split()[number % 7]).title()

    def _item(self, label: str, kind: str) -> str:
        identifier = f"Q{1_000_000 + len(self.items)}"
        labels = {"en": {"language": "en", "value": label}}
        self.items[identifier] = {"type": "item", "id": identifier, "labels": labels, "claims": {}}
        self._say(identifier, "P31", kind)
        return identifier

    def _say(
        self,
        item: str,
        name: str,
        target: str,
        qualifiers: dict[str, Any] | None = None,
        rank: str = "normal",
    ) -> None:
        value = {"value": {"entity-type": "item", "id": target}, "type": "wikibase-entityid"}
        snak = {"snaktype": "value", "property": name, "datavalue": value}
        statement = {"mainsnak": snak, "rank": rank, "qualifiers": qualifiers or {}}
        self.items[item]["claims"].setdefault(name, []).append(statement)


def _time(day: date, precision: int) -> dict[str, Any]:
    value = {"time": f"+{day.isoformat()}T00:00:00Z", "precision": precision}
    return {"snaktype": "value", "property": "P580", "datavalue": {"value": value, "type": "time"}}


def asked(world: World, count: int) -> Iterator[Asked]:
    """Claims about the world's terms, half of them right."""
    chance = Random(SEED + 1)
    for number in range(count):
        term = chance.choice(world.terms)
        length = (term.end - term.start).days
        inside = term.start + timedelta(chance.choice((0, 1, length // 2, length - 1, length)))
        person, day = term, inside
        match number % 8:
            case 4:
                day = chance.choice((term.start - timedelta(1), term.end + timedelta(1)))
            case 5:
                day = chance.choice((term.start - timedelta(30), term.end + timedelta(30)))
            case 6:
                person = chance.choice([other for other in world.terms if other.post is term.post])
            case 7:
                person = chance.choice(world.terms)
        yield _asked(world, number, term.post, person, day)


def _asked(world: World, number: int, post: Post, person: Held, day: date) -> Asked:
    mine = [t for t in world.terms if t.post is post and t.person == person.person]
    then = [t for t in world.terms if t.post is post and t.start <= day <= t.end]
    true = any(t.start <= day <= t.end for t in mine)
    bearing = _named(post.of_name)
    detail = OfficeDetail(
        _named(person.name),
        _named(post.title),
        organization=None if post.is_place else bearing,
        jurisdiction=bearing if post.is_place else None,
        as_of=day.isoformat(),
    )
    exact = all(term.exact for term in (*mine, *then)) and world.names[person.name] == 1
    # Of a stranger only a list can tell: where it has the one holder, and not on a day of changing over.
    listed = len(then) == 1 and then[0].listed and then[0].start < day < then[0].end
    determined = exact and (listed or any(term.own for term in mine))
    claim = Claim(f"c{number}", "office", 0, 1, "x", "x", "x?", 0.5, "machine", detail)
    return Asked(claim, true, determined)


def _named(text: str) -> Named:
    return Named(text, 0, len(text), text)


def stances(world: World, claims: list[Asked]) -> dict[str, set[str]]:
    """The stances of all candidates of each claim, by claim id, from a snapshot of the world."""
    article = Article("a", 1, None, None, "2024-01-01", None, "en", "", "", "x", ())
    found: dict[str, set[str]] = {}
    with TemporaryDirectory() as folder:
        dump, out = Path(folder, "dump.json"), Path(folder, "snapshot.sqlite")
        lines = ",\n".join(map(json.dumps, world.items.values()))
        dump.write_text(f"[\n{lines}\n]\n", "utf-8")
        import_dump(dump, out)
        settings = Settings(offline=True, sources={"snapshot": SourceSettings(file=out)})
        source = Snapshot(Session(settings, clock=lambda: datetime(2024, 1, 1, tzinfo=UTC)), settings)
        # One claim at a time: an article that names everybody would tell namesakes apart.
        for one in claims:
            for answer in source.ask([one.claim], article, []):
                if isinstance(answer, Candidate):
                    found.setdefault(one.claim.id, set()).add(answer.stance)
    return found


def figures(_: Path, count: int = CLAIMS) -> Iterator[Figure]:
    """Precision of both stances, and how many of the determined claims are left without one."""
    world = World(SEED)
    claims = list(asked(world, count))
    found = stances(world, claims)
    for stance, truth in (("supports", True), ("contradicts", False)):
        given = [one for one in claims if stance in found.get(one.claim.id, ())]
        right = sum(one.true is truth for one in given)
        yield Figure("office", f"precision of {stance}", round(right / len(given), 4), 0.99)
    determined = [one for one in claims if one.determined]
    silent = [one for one in determined if found.get(one.claim.id, set()) <= {"related"}]
    yield Figure(
        "office",
        "determined claims without a stance, of 1",
        round(len(silent) / len(determined), 4),
        0.01,
        at_most=True,
        kept=False,
    )
    without = sum(found.get(one.claim.id, set()) <= {"related"} for one in claims)
    yield Figure("office", "all claims without a stance, of 1", round(without / len(claims), 4), kept=False)
