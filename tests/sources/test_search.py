import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import fields

import pytest
from wikibase_double import claim, office

from claims.annotation import Name
from claims.article import Article
from claims.claim import Claim, Kind
from sources.candidate import (
    Candidate,
    Description,
    Failure,
    Outgoing,
    Passage,
    Verdict,
    candidate,
)
from sources.errors import SourceUnusable, UnknownSource
from sources.search import Asked, adapters, archived, plan, search
from sources.settings import Settings, SourceSettings

PASSAGE = Passage("made", "T", "https://e.org/t", None, "an excerpt", None, "2026-11-23T12:00:00Z", "e.org")


class Made:
    """A source that gives what it is told to, then fails as it is told to."""

    kinds: frozenset[Kind] = frozenset({"office"})
    description = Description("a", "b", "c")
    configured = True

    def __init__(
        self, name: str, answers: Sequence[Candidate | Failure], fault: Exception | None = None
    ) -> None:
        self.name = name
        self._answers = answers
        self._fault = fault

    def ask(
        self, claims: Sequence[Claim], article: Article, names: Sequence[Name]
    ) -> Iterator[Candidate | Failure]:
        yield from self._answers
        if self._fault is not None:
            raise self._fault

    def plan(self, claims: Sequence[Claim], article: Article, names: Sequence[Name]) -> Iterator[Outgoing]:
        yield from (Outgoing(self.name, "e.org", each.id) for each in claims)

    def reachable(self) -> str | None:
        return None


CLAIMS = [claim("office", office(), "c1"), claim("office", office(), "c2"), claim("quote", office(), "c3")]


def found(claim_index: int, score: float = 0.5, part: int | None = None) -> Candidate:
    return candidate(CLAIMS[claim_index], PASSAGE, Verdict("related", "r", score), part=part)


def test_the_contract_s_keys_in_the_contract_s_order() -> None:
    assert " ".join(field.name for field in fields(Candidate)) == (
        "id claim_id part source title url permalink excerpt published retrieved_at sha256 stance reason "
        "score origin"
    )


def test_a_candidate_is_known_by_what_was_read() -> None:
    first = found(0)
    assert first.sha256 == hashlib.sha256(b"an excerpt").hexdigest()
    assert first.id == found(0, score=0.9).id
    assert len({first.id, found(1).id, found(0, part=1).id}) == 3


def test_answers_come_by_claim_then_score(article: Article) -> None:
    answers = [found(1), found(0, 0.2), found(0, 0.9, part=1)]
    lookup = search(CLAIMS, article, [Made("made", answers)])
    assert [(c.claim_id, c.score) for c in lookup.candidates] == [("c1", 0.9), ("c1", 0.2), ("c2", 0.5)]
    assert lookup.asked == (Asked("made", 2, 3, True),)
    assert lookup.answered


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (SourceUnusable("bad: no connection at e.org"), "bad: no connection at e.org"),
        (ValueError("oops"), "bad: ValueError: oops (a fault of this source)"),
    ],
)
def test_a_failing_source_costs_one_line_and_the_others_go_on(
    article: Article, fault: Exception, said: str
) -> None:
    lookup = search(CLAIMS, article, [Made("bad", [found(0)], fault), Made("good", [found(1)])])
    assert [failure.message for failure in lookup.failures] == [said]
    assert [c.claim_id for c in lookup.candidates] == ["c1", "c2"]
    assert [one.answered for one in lookup.asked] == [False, True]
    assert lookup.answered


def test_a_failing_item_is_not_a_failing_source(article: Article) -> None:
    lookup = search(CLAIMS, article, [Made("made", [Failure("made", "x", "c1"), found(1)])])
    assert lookup.answered
    assert len(lookup.failures) == 1


def test_nothing_answered(article: Article) -> None:
    assert not search(CLAIMS, article, [Made("bad", [], SourceUnusable("x"))]).answered


def test_each_candidate_is_kept_as_it_arrives(article: Article) -> None:
    kept: list[Candidate] = []
    search(CLAIMS, article, [Made("bad", [found(0), found(0)], SourceUnusable("x"))], keep=kept.append)
    assert kept == [found(0)]


class Copies:
    """An archive that gives what it is told to, then fails as it is told to."""

    name = "made"

    def __init__(self, answers: Sequence[Candidate | Failure], fault: Exception | None = None) -> None:
        self._answers, self._fault = answers, fault

    def copies(self, found: Sequence[Candidate], claims: Sequence[Claim]) -> Iterator[Candidate | Failure]:
        yield from self._answers
        if self._fault is not None:
            raise self._fault


def test_copies_stand_beside_what_was_found_and_a_failing_archive_costs_a_line(article: Article) -> None:
    kept: list[Candidate] = []
    lookup = search(CLAIMS, article, [Made("good", [found(1)])])
    more = archived(lookup, CLAIMS, Copies([found(0)], SourceUnusable("made: no")), keep=kept.append)
    assert [c.claim_id for c in more.candidates] == ["c1", "c2"]
    assert ([failure.message for failure in more.failures], kept) == (["made: no"], [found(0)])
    assert more.answered


def test_a_plan_asks_only_of_the_source_s_kinds(article: Article) -> None:
    assert [out.words for out in plan(CLAIMS, article, [Made("made", [])])] == ["c1", "c2"]


def test_the_sources_that_are_asked_where_nothing_is_set() -> None:
    usual = ["wikidata", "wikipedia", "wikiquote", "worldbank"]
    assert [source.name for source in adapters(Settings())] == usual
    assert [source.name for source in adapters(Settings(), only=["snapshot"])] == ["snapshot"]
    off = Settings(sources={"wikipedia": SourceSettings(enabled=False)})
    assert [source.name for source in adapters(off)] == [name for name in usual if name != "wikipedia"]
    told = Settings(sources={"gdelt": SourceSettings(), "wayback": SourceSettings()})
    assert [source.name for source in adapters(told)] == ["gdelt", "wayback", *usual]


def test_an_unknown_source_is_refused() -> None:
    with pytest.raises(UnknownSource, match=r"no source 'wikidta': use one of crossref, .*, wikidata, "):
        adapters(Settings(), only=["wikidta"])
