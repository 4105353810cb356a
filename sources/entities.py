"""From a name in the article to an item of a knowledge base; a tie is a tie, and no stance comes of one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files

from claims.annotation import Name
from claims.claim import (
    AttendanceDetail,
    Claim,
    DateDetail,
    FigureDetail,
    OfficeDetail,
    QuoteDetail,
    SuperlativeDetail,
)
from claims.span import Named
from sources.days import Interval
from sources.names import key
from sources.statements import INSTANCE_OF, Item

BORN, DIED = "P569", "P570"
# Pages about words and pages: disambiguation, family and given names, lists, categories, templates.
NO_THINGS = frozenset(
    {"Q4167410", "Q101352", "Q202444", "Q12308941", "Q11879590", "Q13406463", "Q4167836", "Q11266439"}
)
COUNTRIES = frozenset({"Q6256", "Q3624078"})
# The best item must lead by this much, or nobody can say which one is meant.
LEAD = 0.15
# Types that do not say whether a person is meant.
VAGUE = frozenset({"MISC", "NORP"})
LONGEST_NAME = 80
# What speaks for an item, and how much of it counts at most.
LABEL, ALIAS, OF_TYPE, COUNTRY = 1.0, 0.9, 0.2, 0.3
WORD, MOST_WORDS = 0.1, 3
NEIGHBOUR, MOST_NEIGHBOURS = 0.2, 2
# What speaks against a person: long dead, or older than anybody, on the article's day.
LONG_DEAD, DEAD_FOR = -0.2, 365 * 20
LONGEST_LIFE = 365 * 120


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as the article has it, with its type, what the claims about it say (lower-case words), and the
    other names of the article (keys of :mod:`sources.names`)."""

    name: str
    type: str | None
    context: frozenset[str] = field(default_factory=frozenset)
    others: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Scored:
    """An item that bears the name, its score, and what the score is made of, in words."""

    item: Item
    score: float
    why: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.item.id} ({self.score:.2f}: {', '.join(self.why)})"


@dataclass(frozen=True, slots=True)
class Match:
    """The item that a name stands for, or None; ``others`` are the runners-up, best first."""

    item: Item | None
    score: float
    others: tuple[Scored, ...] = ()
    chosen: Scored | None = None

    @property
    def doubt(self) -> str:
        """Why no item was chosen, for a reason."""
        tied = ", ".join(f"{other.item.id} {other.score:.2f}" for other in self.others[:4])
        return f"{len(self.others)} items bear that name ({tied}) and nothing here tells them apart"

    @property
    def why(self) -> str:
        """Why this item and no other, "" where no other bears the name."""
        if self.chosen is None or not self.others:
            return ""
        rivals = ", ".join(f"{other.item.id} ({other.score:.2f})" for other in self.others[:3])
        return f"{self.chosen.item.label} is taken as {self.chosen}, not {rivals}"


# How much something in an item's statements speaks for it, and what that is in words.
Evidence = Callable[[Item], tuple[float, str]]


def no_evidence(item: Item) -> tuple[float, str]:
    """Nothing but what the item itself says."""
    return 0.0, ""


def match(
    mention: Mention,
    hits: Iterable[Item],
    *,
    published: date | None = None,
    evidence: Evidence = no_evidence,
) -> Match:
    """The item among ``hits`` that a mention stands for.

    An item must bear the name and fit its type. Then count: label before alias, its class, words and names
    that its description shares with what the article says, ``evidence`` from its statements, and for people
    the dates of their lives: one born after publication cannot be meant. Within LEAD of each other two items
    are not told apart.
    """
    fitting = {item.id: item for item in hits if _fits(mention, item, published)}
    scored = sorted(
        (_score(mention, item, published, evidence(item)) for item in fitting.values()),
        key=lambda one: (-one.score, int(one.item.id[1:])),
    )
    if not scored:
        return Match(None, 0.0)
    best, rest = scored[0], tuple(scored[1:])
    if rest and best.score - rest[0].score < LEAD - 1e-9:
        return Match(None, best.score, (best, *rest))
    return Match(best.item, best.score, rest, best)


def _fits(mention: Mention, item: Item, published: date | None) -> bool:
    if key(mention.name) not in {key(name) for name in item.names}:
        return False
    kinds = item.targets(INSTANCE_OF)
    if kinds & NO_THINGS:
        return False
    if mention.type is not None and kinds and ("Q5" in kinds) != (mention.type == "PERSON"):
        return False
    born = _days(item, BORN)
    return not (published and born and min(when.first for when in born) > published.toordinal())


def _score(mention: Mention, item: Item, published: date | None, evidence: tuple[float, str]) -> Scored:
    parts = [(LABEL, "label") if key(item.label) == key(mention.name) else (ALIAS, "alias")]
    parts += _of_type(mention, item)
    said = key(item.description)
    words = mention.context & frozenset(said.split())
    parts.append((WORD * min(MOST_WORDS, len(words)), f"described as {' '.join(sorted(words))}"))
    around = [name for name in sorted(mention.others - {key(mention.name)}) if f" {name} " in f" {said} "]
    parts.append((WORD * min(MOST_WORDS, len(around)), f"described by {', '.join(around[:MOST_WORDS])}"))
    parts += [evidence, _of_life(item, published)]
    counted = [(worth, why) for worth, why in parts if worth]
    return Scored(item, sum(worth for worth, _ in counted), tuple(why for _, why in counted))


def _of_type(mention: Mention, item: Item) -> list[tuple[float, str]]:
    """Whether the item's classes are of the mention's type; classes that the table lacks say nothing."""
    kinds = item.targets(INSTANCE_OF)
    types = {classes()[kind] for kind in kinds if kind in classes()}
    if mention.type is None or not types:
        return []
    if mention.type == "PLACE" and kinds & COUNTRIES:
        return [(COUNTRY + OF_TYPE, "a country")]
    return [(OF_TYPE, "its type")] if mention.type in types else [(-OF_TYPE, "another type")]


def _of_life(item: Item, published: date | None) -> tuple[float, str]:
    """What a person's dates of life say against their being in an article of that day."""
    if published is None:
        return 0.0, ""
    today = published.toordinal()
    died, born = _days(item, DIED), _days(item, BORN)
    if died and max(when.last for when in died) < today - DEAD_FOR:
        return LONG_DEAD, "long dead"
    if born and not died and max(when.last for when in born) < today - LONGEST_LIFE:
        return LONG_DEAD, "born too long ago"
    return 0.0, ""


def _days(item: Item, property_id: str) -> list[Interval]:
    return [s.when for s in item.current(property_id) if s.when is not None]


@cache
def classes() -> Mapping[str, str]:
    """The type of thing that an item of a class is, by the class's item id."""
    lines = files("sources").joinpath("data", "classes.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {identifier: kind for identifier, kind, _ in rows}


def mentions(claims: Sequence[Claim], names: Sequence[Name]) -> dict[str, Mention]:
    """The names that these claims speak of, by the form looked up, with what all claims say of each."""
    types = types_of(names)
    others = frozenset(key(name.name or name.text) for name in names) - {""}
    found: dict[str, Mention] = {}
    for claim in claims:
        for named, kind in named_in(claim):
            name = looked_up(named, types)
            if name is None:
                continue
            before = found.get(name, Mention(name, kind or types.get(name)))
            found[name] = Mention(name, before.type or kind, before.context | _context(claim), others)
    return dict(sorted(found.items()))


def types_of(names: Iterable[Name]) -> Mapping[str, str | None]:
    """The type of each name, by its text and by its fullest form; a name of no clear type has none."""
    types: dict[str, str | None] = {}
    for name in names:
        kind = None if name.type in VAGUE else name.type
        types.setdefault(bare(name.text), kind)
        types.setdefault(bare(name.name or name.text), kind)
    return types


def looked_up(named: Named | None, known: Collection[str]) -> str | None:
    """The form under which a named span is looked up; None where it is no name, and so stays here.

    Only names go out: a span without a name counts as one where the article's names hold it, or, where those
    are not given, where each of its words that is not short begins with a capital.
    """
    if named is None:
        return None
    name = bare(named.name or named.text)
    if not name or len(name) > LONGEST_NAME:
        return None
    if named.name is not None or name in known:
        return name
    capitals = all(word[0].isupper() for word in name.split() if len(word) > 3)
    return name if not known and name[0].isupper() and capitals else None


def bare(name: str) -> str:
    """A name without the article before it and the possessive after it."""
    words = name.replace("’s ", "'s ").strip().removesuffix("’s").removesuffix("'s").split()
    return " ".join(words[1:] if words and words[0].casefold() == "the" else words)


def named_in(claim: Claim) -> list[tuple[Named | None, str | None]]:
    """The named spans of a claim with the type that their place in it implies."""
    match claim.detail:
        case OfficeDetail() as office:
            return [(office.person, "PERSON"), (office.jurisdiction, "PLACE"), (office.organization, "ORG")]
        case DateDetail() as dated:
            return [(participant, None) for participant in dated.participants]
        case AttendanceDetail() as attendance:
            return [(attendance.event, "EVENT"), *((attendee, None) for attendee in attendance.attendees)]
        case FigureDetail() as figure:
            return [(figure.subject, None)]
        case SuperlativeDetail() as superlative:
            return [(superlative.subject, None)]
        case QuoteDetail() as quote:
            return [(speaker, "PERSON") for speaker in quote.speakers]
        case _:
            return [(claim.detail.subject, None)]


def _context(claim: Claim) -> frozenset[str]:
    """Words of an office claim that a description may share; other kinds tell nothing of who is meant."""
    if not isinstance(claim.detail, OfficeDetail):
        return frozenset()
    spans = (claim.detail.office, claim.detail.jurisdiction, claim.detail.organization)
    text = " ".join(f"{span.text} {span.name or ''}" for span in spans if span is not None)
    return frozenset(word for word in key(text).split() if len(word) > 3)
