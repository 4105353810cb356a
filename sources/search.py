"""Asks each source for each claim, and contains its failures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from claims import plugins
from claims.annotation import Name
from claims.article import Article
from claims.claim import Claim
from sources.candidate import Candidate, Clock, Failure, Outgoing, Source, utc_now
from sources.errors import SourceError, UnknownSource
from sources.session import Recorder, Session, unrecorded
from sources.settings import Settings

GROUP = "sources.adapters"


@dataclass(frozen=True, slots=True)
class Asked:
    """How one source did: asked of how many claims, how many candidates came, and whether to the end."""

    source: str
    claims: int
    candidates: int
    answered: bool


class Archive(Protocol):
    """A source that has, or makes, copies of web pages."""

    name: str

    def copies(self, found: Sequence[Candidate], claims: Sequence[Claim]) -> Iterator[Candidate | Failure]:
        """Copies of the pages of these candidates. Raises SourceUnusable where it cannot be asked any more."""
        ...


@dataclass(frozen=True, slots=True)
class Lookup:
    """What all sources had. Candidates are ordered by claim, then score, best first, then id."""

    candidates: tuple[Candidate, ...]
    failures: tuple[Failure, ...]
    asked: tuple[Asked, ...]

    @property
    def answered(self) -> bool:
        """Whether at least one source answered to the end."""
        return any(source.answered for source in self.asked)


def search(
    claims: Sequence[Claim],
    article: Article,
    sources: Sequence[Source],
    *,
    names: Sequence[Name] = (),
    keep: Callable[[Candidate], None] | None = None,
) -> Lookup:
    """What these sources have on these claims of one article.

    A source that fails costs its own answers and one line in ``failures``. ``names`` are the article's
    (``extraction.annotations.names``): their types tell namesakes apart. ``keep`` gets each candidate as it
    arrives, so that a look-up that is killed loses nothing.
    """
    found: dict[str, Candidate] = {}
    failures: list[Failure] = []
    asked: list[Asked] = []
    for source in sources:
        mine = [claim for claim in claims if claim.kind in source.kinds]
        answered, before = True, len(found)
        asking = partial(source.ask, mine, article, names)
        for answer in _contained(source.name, asking) if mine else ():
            if isinstance(answer, Failure):
                failures.append(answer)
                answered = answered and answer.claim_id is not None
            elif answer.id not in found:
                found[answer.id] = answer
                if keep is not None:
                    keep(answer)
        asked.append(Asked(source.name, len(mine), len(found) - before, answered))
    return Lookup(_ordered(found.values(), claims), tuple(failures), tuple(asked))


def archived(
    lookup: Lookup,
    claims: Sequence[Claim],
    archive: Archive,
    *,
    keep: Callable[[Candidate], None] | None = None,
) -> Lookup:
    """The look-up with copies of the web pages that it found and that nothing pins."""
    copies, failures = list[Candidate](), list[Failure]()
    for answer in _contained(archive.name, partial(archive.copies, lookup.candidates, claims)):
        if isinstance(answer, Failure):
            failures.append(answer)
            continue
        copies.append(answer)
        if keep is not None:
            keep(answer)
    found = _ordered({c.id: c for c in (*lookup.candidates, *copies)}.values(), claims)
    return Lookup(found, (*lookup.failures, *failures), lookup.asked)


def plan(
    claims: Sequence[Claim], article: Article, sources: Sequence[Source], *, names: Sequence[Name] = ()
) -> Iterator[Outgoing]:
    """What asking these sources would send out at first. Sends nothing (``claims lookup --dry-run``)."""
    for source in sources:
        yield from source.plan([claim for claim in claims if claim.kind in source.kinds], article, names)


def adapters(
    settings: Settings,
    *,
    only: Sequence[str] = (),
    record: Recorder = unrecorded,
    clock: Clock = utc_now,
) -> tuple[Source, ...]:
    """The installed sources, by name; ``only`` also names those that are not enabled or not configured.

    ``record`` gets every outgoing request before it is sent. Raises UnknownSource for a name in ``only`` that
    is not installed.
    """
    installed = plugins.registered(GROUP)
    for name in only:
        if name not in installed:
            raise UnknownSource(f"no source {name!r}: use one of {', '.join(installed)}")
    chosen = only or [name for name in installed if settings.of(name).enabled]
    session = Session(settings, record=record, clock=clock)
    built: list[Source] = [plugins.load(GROUP, name)(session, settings) for name in sorted(set(chosen))]
    return tuple(source for source in built if only or source.configured)


def _contained(
    source: str, asking: Callable[[], Iterator[Candidate | Failure]]
) -> Iterator[Candidate | Failure]:
    """The source's answers; its own failure comes as the last of them instead of as an exception."""
    try:
        yield from asking()
    except SourceError as error:
        yield Failure(source, str(error))
    except Exception as error:  # a third party's adapter must not cost the others' answers
        yield Failure(source, f"{source}: {type(error).__name__}: {error} (a fault of this source)")


def _ordered(found: Iterable[Candidate], claims: Sequence[Claim]) -> tuple[Candidate, ...]:
    place = {claim.id: index for index, claim in enumerate(claims)}
    return tuple(sorted(found, key=lambda c: (place.get(c.claim_id, 0), -c.score, c.id)))
