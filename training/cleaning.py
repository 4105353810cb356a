"""The Groningen Meaning Bank's names, cleaned: it was annotated half by machine.

Three faults are mended: titles inside names of persons (`President Bush`), one name labelled in different
ways (`Iraq` is 18 times a demonym), and names that a sentence leaves out though the rest of the corpus knows them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from training.passage import UNKNOWN, Passage

TITLES = frozenset(
    [
        "president",
        "vice",
        "prime",
        "minister",
        "foreign",
        "defense",
        "interior",
        "finance",
        "secretary",
        "general",
        "senator",
        "sen.",
        "rep.",
        "mr.",
        "mrs.",
        "ms.",
        "dr.",
        "gen.",
        "lt.",
        "col.",
        "capt.",
        "sgt.",
        "maj.",
        "king",
        "queen",
        "prince",
        "princess",
        "pope",
        "sheikh",
        "ayatollah",
        "ambassador",
        "governor",
        "mayor",
        "judge",
        "justice",
        "chancellor",
        "premier",
        "former",
        "leader",
        "spokesman",
        "chairman",
        "director",
        "representative",
        "chief",
        "u.s.",
        "state",
    ]
)
# A form must be labelled this often, and this consistently, before the corpus is believed against itself.
LEAST_SEEN, SURE = 4, 0.8

Name = tuple[int, int, str]


def clean(passages: Iterable[Passage]) -> Iterator[Passage]:
    """`passages` with untold words where the corpus contradicts itself."""
    known = [_strip_titles(passage) for passage in passages]
    kinds = count_kinds(known)
    for passage in known:
        yield _relabel(passage, kinds)


def find_names(tags: Iterable[str]) -> list[Name]:
    """Start, end (exclusive) and kind of each name in a row of tags."""
    names: list[Name] = []
    for place, tag in enumerate(tags):
        if tag.startswith("I-") and names and names[-1][1:] == (place, tag[2:]):
            names[-1] = (names[-1][0], place + 1, tag[2:])
        elif tag[:2] in ("B-", "I-"):
            names.append((place, place + 1, tag[2:]))
    return names


def count_kinds(passages: Iterable[Passage]) -> dict[tuple[str, ...], Counter[str]]:
    """How often each form stands as a name of each kind."""
    kinds: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for passage in passages:
        for start, end, kind in find_names(passage.tags):
            kinds[passage.tokens[start:end]][kind] += 1
    return kinds


def choose_kind(counts: Counter[str], kind: str) -> str:
    """The kind most occurrences have; `UNKNOWN` where the corpus is undecided."""
    usual, often = counts.most_common(1)[0]
    total = counts.total()
    if total < LEAST_SEEN:
        return kind
    return usual if often / total >= SURE else (kind if counts[kind] / total > 0.3 else UNKNOWN)


def _strip_titles(passage: Passage) -> Passage:
    tags = list(passage.tags)
    for start, end, kind in find_names(tags):
        while kind == "PERSON" and start < end - 1 and passage.tokens[start].lower() in TITLES:
            tags[start] = "O"
            start += 1
            tags[start] = "B-PERSON"
        if kind == "PERSON" and passage.tokens[start].lower() in TITLES:
            tags[start] = UNKNOWN
    return Passage(passage.tokens, passage.spaces, tuple(tags))


def _relabel(passage: Passage, kinds: dict[tuple[str, ...], Counter[str]]) -> Passage:
    tags = list(passage.tags)
    for start, end, kind in find_names(passage.tags):
        chosen = choose_kind(kinds[passage.tokens[start:end]], kind)
        for place in range(start, end):
            tags[place] = UNKNOWN if chosen == UNKNOWN else ("B-" if place == start else "I-") + chosen
    for place, token in enumerate(passage.tokens):
        forgotten = kinds.get((token,), Counter()).total() >= LEAST_SEEN
        if tags[place] == "O" and token[:1].isupper() and forgotten:
            tags[place] = UNKNOWN
    return Passage(passage.tokens, passage.spaces, tuple(tags))
