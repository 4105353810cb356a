"""From a name in the article to an item of a knowledge base; a tie is a tie, and no stance comes of one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

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
from sources.names import key
from sources.statements import INSTANCE_OF, Item

HUMAN = "Q5"
COUNTRIES = frozenset({"Q6256", "Q3624078"})
# Pages about words and pages: disambiguation, family and given names, lists, categories, templates.
NO_THINGS = frozenset(
    {"Q4167410", "Q101352", "Q202444", "Q12308941", "Q11879590", "Q13406463", "Q4167836", "Q11266439"}
)
# The best item must lead by this much, or nobody can say which one is meant.
LEAD = 0.15
# Types that do not say whether a person is meant.
VAGUE = frozenset({"MISC", "NORP"})
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as the article has it, with its type and what the claims about it say (lower-case words)."""

    name: str
    type: str | None
    context: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Match:
    """The item that a name stands for, or None; ``others`` are the runners-up, best first."""

    item: Item | None
    score: float
    others: tuple[Item, ...] = ()

    @property
    def doubt(self) -> str:
        """Why no item was chosen, for a reason."""
        ids = ", ".join(item.id for item in self.others[:4])
        return f"{len(self.others)} items bear that name ({ids}) and nothing here tells them apart"


def match(
    mention: Mention,
    hits: Iterable[Item],
    *,
    published: date | None = None,
    evidence: Callable[[Item], float] = lambda item: 0.0,
) -> Match:
    """The item among ``hits`` that a mention stands for.

    An item must bear the name and fit its type. Then count: label before alias, words that its description
    shares with what the article says, ``evidence`` from its statements. One that was born after publication
    cannot be meant. Within LEAD of each other two items are not told apart.
    """
    scored = sorted(
        ((_score(mention, item) + evidence(item), item) for item in hits if _fits(mention, item, published)),
        key=lambda pair: (-pair[0], int(pair[1].id[1:])),
    )
    if not scored:
        return Match(None, 0.0)
    best, rest = scored[0], tuple(item for _, item in scored[1:])
    if rest and best[0] - scored[1][0] < LEAD:
        return Match(None, best[0], (best[1], *rest))
    return Match(best[1], best[0], rest)


def _fits(mention: Mention, item: Item, published: date | None) -> bool:
    wanted = key(mention.name)
    if wanted not in {key(name) for name in item.names}:
        return False
    classes = item.targets(INSTANCE_OF)
    if classes & NO_THINGS:
        return False
    if mention.type is not None and classes and (HUMAN in classes) != (mention.type == "PERSON"):
        return False
    born = [s.when for s in item.current("P569") if s.when is not None]
    return not (published and born and min(when.first for when in born) > published.toordinal())


def _score(mention: Mention, item: Item) -> float:
    label = 1.0 if key(item.label) == key(mention.name) else 0.9
    shared = mention.context & frozenset(key(item.description).split())
    country = 0.3 if mention.type == "PLACE" and item.targets(INSTANCE_OF) & COUNTRIES else 0.0
    return label + 0.1 * min(3, len(shared)) + country


def mentions(claims: Sequence[Claim], names: Sequence[Name]) -> dict[str, Mention]:
    """The names that these claims speak of, by the form looked up, with what all claims say of each."""
    types = types_of(names)
    found: dict[str, Mention] = {}
    for claim in claims:
        for named, kind in named_in(claim):
            name = looked_up(named, types)
            if name is None:
                continue
            before = found.get(name, Mention(name, kind or types.get(name)))
            found[name] = Mention(name, before.type or kind, before.context | _context(claim))
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
