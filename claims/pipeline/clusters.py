"""Which mentions name one thing.

Abstains where two would fit; never joins two full names of persons because they share a surname, nor a
place with an organisation that is named after it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from claims import wordlists
from claims.pipeline.acronyms import initials
from claims.pipeline.mentions import Mention, words_of

Family = Literal["PERSON", "PLACE", "NORP", "THING"]
Words = tuple[str, ...]
GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
# Words that a body's name may drop or move: "Health Ministry" is the "Ministry of Health".
LINKS = frozenset({"of", "the", "for", "and"})
SHORTEST_INITIALS = 3


class Key(NamedTuple):
    """What mentions of one thing share at least: the family, the words, of a lone surname the gender."""

    family: Family
    words: Words
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Clusters:
    """``of[i]`` is the cluster of mention i, counted from 0 by first mention; ``ambiguous`` those whose
    short name fits two fuller ones."""

    of: tuple[int, ...]
    ambiguous: frozenset[int]


def cluster(mentions: Sequence[Mention], definitions: Iterable[tuple[str, str]]) -> Clusters:
    """The cluster of each mention. ``definitions`` are (acronym, name) pairs that the text gives."""
    keys = _keys(mentions)
    defined = {words_of(short): _thing(words_of(long)) for short, long in definitions}
    owner, unclear = _owners(keys, _genders(mentions, keys), defined)
    number: dict[Key, int] = {}
    of = tuple(number.setdefault(owner[key], len(number)) for key in keys)
    return Clusters(of, frozenset(number[key] for key in unclear if key in number))


def _keys(mentions: Sequence[Mention]) -> list[Key]:
    """Each mention's key; one name of several words gets one family, that of most of its mentions."""
    votes = defaultdict[Words, Counter[Family]](Counter)
    for mention in mentions:
        votes[mention.words][_family(mention)] += 1
    keys = []
    for mention in mentions:
        family = _family(mention)
        if len(mention.words) > 1:
            family = votes[mention.words].most_common(1)[0][0]
        keys.append(_key(mention, family))
    return keys


def _family(mention: Mention) -> Family:
    if mention.words in _place_aliases() and mention.type != "PERSON":
        return "PLACE"
    if mention.type in ("PERSON", "PLACE", "NORP"):
        return mention.type
    return "THING"


@cache
def _place_aliases() -> Mapping[Words, Words]:
    return {words_of(a): words_of(b) for a, b in wordlists.table("place_aliases.tsv").items()}


def _key(mention: Mention, family: Family) -> Key:
    words = mention.words
    if family == "PERSON":
        plain = tuple(word for word in words if word not in GENERATIONS) or words
        return Key(family, plain, gender_of(mention.honorific) if len(plain) == 1 else "")
    if family == "PLACE":
        return Key(family, _place_aliases().get(words, words))
    if family == "NORP":
        return Key(family, (*words[:-1], words[-1].removesuffix("s")) if words else words)
    return Key(family, _thing(words))


def _thing(words: Words) -> Words:
    """A body's words without its legal form."""
    suffixes = wordlists.words("corporate_suffixes.txt")
    while len(words) > 1 and words[-1] in suffixes:
        words = words[:-1]
    return words


def gender_of(honorific: str) -> str:
    """ "f" or "m" where a form of address says it, else ""."""
    gender = wordlists.table("honorifics.tsv").get(honorific, "")
    return "" if gender == "-" else gender


def _genders(mentions: Sequence[Mention], keys: Sequence[Key]) -> dict[Words, str]:
    """What is known of the gender of each full name of a person: forms of address, then the first name."""
    genders: dict[Words, str] = {}
    first_names = _first_names()
    for mention, key in zip(mentions, keys, strict=True):
        if key.family == "PERSON" and len(key.words) > 1:
            known = gender_of(mention.honorific)
            genders[key.words] = known or genders.get(key.words) or first_names.get(key.words[0], "")
    return genders


@cache
def _first_names() -> Mapping[str, str]:
    return {name.casefold(): gender for name, gender in wordlists.table("first_names.tsv").items()}


def first_name_gender(words: Words) -> str:
    """ "f" or "m" where a person's first name is nearly always one of them, else ""."""
    return _first_names().get(words[0], "") if len(words) > 1 else ""


def _owners(
    keys: Iterable[Key], genders: Mapping[Words, str], defined: Mapping[Words, Words]
) -> tuple[dict[Key, Key], set[Key]]:
    """Each key's fullest key, and the keys that two others fit. Longest keys first: each finds its owner."""
    order = list(dict.fromkeys(keys))
    order.sort(key=lambda key: (-len(key.words), key.gender == ""))
    owner: dict[Key, Key] = {}
    unclear = set[Key]()
    index = defaultdict[tuple[Family, str], list[Key]](list)
    for key in order:
        full = Key("THING", defined.get(key.words, ()))
        if key.family == "THING" and full in owner:
            owner[key] = owner[full]
            continue
        fitting = _fitting(key, index, genders)
        owner[key] = fitting[0] if len(fitting) == 1 else key
        if len(fitting) > 1:
            unclear.add(key)
        elif not fitting:
            for hook in _hooks(key):
                index[key.family, hook].append(key)
    return owner, unclear


def _fitting(
    key: Key, index: Mapping[tuple[Family, str], list[Key]], genders: Mapping[Words, str]
) -> list[Key]:
    candidates = dict.fromkeys(
        root for hook in _lookups(key) for root in index.get((key.family, hook), ()) if root != key
    )
    if key.family == "PERSON":
        return _fitting_persons(key, list(candidates), genders)
    fits = _same_thing if key.family == "THING" else _spells
    return [root for root in candidates if fits(root.words, key.words)]


def _hooks(key: Key) -> list[str]:
    """Under which words a full name is found."""
    if key.family == "PERSON":
        return list(dict.fromkeys(key.words))
    if key.family == "THING":
        bags = dict.fromkeys((_bag(key.words), _bag(key.words, places=False)))
        return [*dict.fromkeys((key.words[0], _domestic(key.words)[0])), f"={initials(key.words)}", *bags]
    return [f"={initials(key.words)}"] if key.family == "PLACE" else []


def _lookups(key: Key) -> list[str]:
    if key.family == "PERSON":
        return [key.words[-1]]
    if key.family == "THING":
        return [key.words[0], f"={key.words[0]}", _bag(key.words)]
    return [f"={key.words[0]}"] if key.family == "PLACE" else []


def _fitting_persons(key: Key, candidates: list[Key], genders: Mapping[Words, str]) -> list[Key]:
    """The persons whose full name a shorter one may stand for: by surname, else by given name."""
    alike = [
        root
        for root in candidates
        if not key.gender or (genders.get(root.words) or root.gender or key.gender) == key.gender
    ]
    by_surname = [root for root in alike if _same_surname(root.words, key.words)]
    if by_surname or len(key.words) > 1:
        return by_surname
    return [root for root in alike if root.words[0] == key.words[0]]


def _same_surname(full: Words, short: Words) -> bool:
    """ "von der Leyen" and "J. Smith" may be "Ursula von der Leyen" and "John Smith"; "Ann Smith" may not."""
    if full[-1] != short[-1]:
        return False
    if full[-len(short) :] == short:
        return True
    return len(short) > 1 and _same_given(full[:-1], short[:-1])


def _same_given(full: Words, short: Words) -> bool:
    """Whether the given names agree, the shorter leaving middle names out or to initials."""
    if not _same_word(full[0], short[0]):
        return False
    rest = iter(full[1:])
    return all(any(_same_word(word, other) for other in rest) for word in short[1:])


def _same_word(word: str, other: str) -> bool:
    shorter, longer = sorted((word, other), key=len)
    return word == other or (len(shorter) == 1 and longer.startswith(shorter))


def _same_thing(full: Words, short: Words) -> bool:
    """Whether a shorter name may stand for a fuller one of a body, work, event or product."""
    if _spells(full, short):
        return True
    if _domestic(full) == short or (len(short) > 1 and _bag(short) in (_bag(full), _bag(full, places=False))):
        return True
    return full[: len(short)] == short and _may_stand_alone(short) and _adds_nothing(full[len(short) :])


def _domestic(words: Words) -> Words:
    """A body's name as its own country says it: "Senate" for "French Senate"."""
    return words[1:] if len(words) > 1 and words[:1] in _nationalities() else words


@cache
def _nationalities() -> frozenset[Words]:
    return frozenset(words_of(adjective) for adjective in wordlists.table("demonyms.tsv"))


def _spells(full: Words, short: Words) -> bool:
    """ "NSW" for "New South Wales"."""
    return len(short) == 1 and len(short[0]) >= SHORTEST_INITIALS and initials(full) == short[0]


def _may_stand_alone(short: Words) -> bool:
    """A common noun, a place or a number alone is no short form: "Bank" or "China" of "Bank of China"."""
    if len(short) > 1:
        return True
    word = short[0]
    return not (word in wordlists.table("class_nouns.tsv") or word in _places() or word.isdigit())


def _adds_nothing(extra: Words) -> bool:
    """Whether what the fuller name adds leaves it the same body's name."""
    return extra[:1] == ("of",) or not any(
        word in wordlists.words("org_units.txt") or word in _places() for word in extra
    )


@cache
def _places() -> Mapping[str, str]:
    """Countries and their adjectives in lower case, to the country's name with the words joined."""
    pairs = {words_of(a): b for a, b in wordlists.table("demonyms.tsv").items()}
    countries = {"_".join(words_of(b)): "_".join(words_of(b)) for b in pairs.values()}
    return countries | {"_".join(words): "_".join(words_of(b)) for words, b in pairs.items()}


def _bag(words: Words, *, places: bool = True) -> str:
    """The words in order of the alphabet without links, adjectives of places as places; or without places."""
    kept = [word for word in words if word not in LINKS]
    if not places:
        kept = [word for word in kept if word not in _places()]
    return " ".join(["#", *sorted(_places().get(word, word) for word in kept)])
