"""The store: nouns in, the same nouns out; nothing half-stored; a history that cannot be rewritten."""

from __future__ import annotations

import hashlib
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from harbour import ON_SQLITE, TEXT, Ticking, extraction_of, unguard
from sqlalchemy import text as sql
from typer.testing import Result

from claims.extraction import Extraction
from reviews import rules
from reviews.database import writing
from reviews.errors import AmbiguousId, Conflict, NewerDatabase, ReviewError, StoreError, UnknownId
from reviews.rules import Policy
from reviews.store import Store
from sources.candidate import Candidate
from sources.session import Sent

POLICY = Policy()
PATH = "/news/harbour.txt"


def candidate(claim: str, number: int = 0, **changes: object) -> Candidate:
    """A candidate from nowhere."""
    made = Candidate(
        id=hashlib.sha256(f"candidate {number}".encode()).hexdigest(),
        claim_id=claim,
        part=None,
        source="wikidata",
        title="Lidby",
        url="https://example.org/Q1",
        permalink=None,
        excerpt="mayor: Ines Falk",
        published=None,
        retrieved_at="2026-03-03T09:00:00Z",
        sha256="0" * 64,
        stance="supports",
        reason="example: mayor of Lidby = Ines Falk",
        score=0.5 + number / 10,
        origin="example.org",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def decide(store: Store, claim: str, finding: str = "confirmed", *, seen: int | None = None) -> None:
    """A finding by whoever is at the desk."""
    store.act(claim, lambda c, r: rules.decide(c, r, finding=finding, policy=POLICY), seen=seen)


def test_what_is_stored_comes_back_the_same(stocked: Store, extraction: Extraction) -> None:
    assert stocked.extraction(extraction.article.id) == extraction
    assert stocked.source(extraction.article.id) == TEXT.encode()


def test_a_stored_text_is_stored_once(stocked: Store, extraction: Extraction) -> None:
    again = stocked.save(extraction, source=b"", path="/elsewhere.txt")
    assert (again.new, again.article_id) == (False, extraction.article.id)
    assert len(stocked.articles()) == 1
    assert len(stocked.history()) == 1


def test_another_text_from_a_known_path_is_new_with_a_hint(stocked: Store, extraction: Extraction) -> None:
    other = stocked.save(extraction_of(TEXT + " Boats stayed away."), source=b"", path=PATH)
    assert (other.new, other.known_path) == (True, extraction.article.id)


def test_a_failure_in_the_middle_stores_nothing(store: Store, extraction: Extraction) -> None:
    twice = replace(extraction, claims=(*extraction.claims, extraction.claims[0]))
    with pytest.raises(StoreError):
        store.save(twice, source=b"", path=PATH)
    assert store.articles() == ()
    assert store.history() == ()


def test_references(stocked: Store, extraction: Extraction) -> None:
    article, claim = extraction.article.id, extraction.claims[1].id
    for reference in ("last", PATH, article, article[:6], article[:10].upper()):
        assert stocked.identify(reference) == ("article", article)
    assert stocked.identify(claim[:6]) == ("claim", claim)
    assert stocked.claim_id(claim) == claim


@pytest.mark.parametrize(
    "reference", ["", "abc", "abcdef0", "zzzzzzzz", "/no/such/path", "https://example.org/x"]
)
def test_unknown_references(stocked: Store, reference: str) -> None:
    with pytest.raises(UnknownId, match="nothing stored answers to"):
        stocked.identify(reference)


def test_an_article_is_no_claim(stocked: Store, extraction: Extraction) -> None:
    with pytest.raises(UnknownId, match="is an article, not a claim"):
        stocked.claim_id("last")
    with pytest.raises(UnknownId, match="is a claim, not an article"):
        stocked.article_id(extraction.claims[0].id)


def test_an_ambiguous_prefix_is_refused_with_its_matches(stocked: Store, extraction: Extraction) -> None:
    claim = extraction.claims[0].id
    twins = [candidate(claim, 0, id="ab" * 32), candidate(claim, 1, id="ab" * 31 + "ff")]
    stocked.keep(twins)
    with pytest.raises(AmbiguousId, match="candidate abababababab, candidate abababababab"):
        stocked.identify("ababab")
    assert stocked.identify("ab" * 31 + "f") == ("candidate", twins[1].id)


def test_last_on_an_empty_desk(store: Store) -> None:
    with pytest.raises(UnknownId, match="claims extract"):
        store.identify("last")


def test_reprints_of_one_story_are_one_origin(stocked: Store, extraction: Extraction) -> None:
    claim = extraction.claims[0].id
    reprints = [
        replace(candidate(claim, n), url=f"https://s{n}.example/", origin=f"s{n}", excerpt="Fees. (Reuters)")
        for n in range(3)
    ]
    stocked.keep(reprints)
    assert {one.origin for one in stocked.claim_review(claim).candidates} == {"Reuters"}


def test_candidates_are_kept_once_and_never_change_a_review(stocked: Store, extraction: Extraction) -> None:
    claim = extraction.claims[1].id
    decide(stocked, claim, "unverifiable")
    stocked.keep([candidate(claim, 0), candidate(claim, 1)])
    stocked.keep([candidate(claim, 0, stance="contradicts")])
    one = stocked.claim_review(claim)
    assert [c.score for c in one.candidates] == [0.6, 0.5]
    assert one.candidates[1].stance == "contradicts"
    assert (one.review.finding, one.review.workflow) == ("unverifiable", "needs_second_review")


def test_rows_say_what_the_history_says(stocked: Store, extraction: Extraction) -> None:
    first, second, third = (claim.id for claim in extraction.claims)
    decide(stocked, first, "incorrect")
    stocked.act(second, lambda c, r: rules.assign(c, r, to="bo"))
    stocked.act(third, lambda c, r: rules.drop(c, r))
    assert stocked.stray() == ()
    assert [line.id for line in stocked.claims(finding="incorrect")] == [first]
    assert [line.id for line in stocked.claims(finding="none")] == [second, third]
    assert [line.id for line in stocked.claims(assignee="bo")] == [second]
    assert [line.id for line in stocked.claims(workflow="dropped")] == [third]
    assert [line.id for line in stocked.claims(kind="office")] == [second]
    assert stocked.articles()[0].open == 2


def test_a_refused_act_leaves_no_event(stocked: Store, extraction: Extraction) -> None:
    with pytest.raises(ReviewError):
        stocked.act(extraction.claims[0].id, lambda c, r: rules.sign_off(c, r, actor="ed", policy=POLICY))
    assert len(stocked.history()) == 1


def test_two_people_at_once(stocked: Store, extraction: Extraction) -> None:
    claim = extraction.claims[0].id
    seen = stocked.claim_review(claim).review.version
    other = Store(stocked.engine, actor="bo", clock=Ticking())
    decide(other, claim, "incorrect", seen=seen)
    with pytest.raises(Conflict, match="bo changed claim"):
        decide(stocked, claim, "confirmed", seen=seen)
    assert stocked.claim_review(claim).review.finding == "incorrect"
    decide(stocked, claim, "confirmed", seen=stocked.claim_review(claim).review.version)
    assert [e.actor for e in stocked.history(claim=claim)] == ["bo", "ana"]


def test_two_drafts_at_once(stocked: Store, extraction: Extraction) -> None:
    other = Store(stocked.engine, actor="bo", clock=Ticking())
    article = extraction.article.id
    other.update(article, extraction_of(TEXT + " Boats left."), source=b"", path=None, seen=1)
    with pytest.raises(Conflict, match="bo stored draft 2") as lost:
        stocked.update(article, extraction_of(TEXT + " Ships left."), source=b"", path=None, seen=1)
    assert (lost.value.winner.actor, lost.value.winner.kind) == ("bo", "updated")
    assert stocked.extraction(article).article.text.endswith("Boats left.")


def test_a_person_s_claim_never_takes_an_id_that_was_there(stocked: Store, extraction: Extraction) -> None:
    again = stocked.add(extraction.article.id, replace(extraction.claims[2], made_by="ana"))
    assert again.id not in {claim.id for claim in extraction.claims}
    assert stocked.claim_review(again.id).history[0].kind == "added"
    assert len(stocked.extraction(extraction.article.id).claims) == 4
    assert stocked.stray() == ()


def test_amending_keeps_the_machine_s_version_in_the_history(stocked: Store, extraction: Extraction) -> None:
    before = extraction.claims[1]
    after = replace(before, statement="Ines Falk is mayor of Lidby", made_by="ana")
    stocked.amend(after, lambda c, r: rules.amend(c, after, r))
    one = stocked.claim_review(before.id)
    assert one.claim == after
    assert one.history[0].payload is not None
    assert one.history[0].payload["before"]["made_by"] == "machine"


def test_the_history_verifies_and_names_the_article(stocked: Store, extraction: Extraction) -> None:
    decide(stocked, extraction.claims[0].id)
    (found,) = stocked.verify()
    assert (found.events, found.faults) == (2, ())
    assert found.head == stocked.review_of(extraction.article.id).head


def test_a_change_past_the_guards_is_named(stocked: Store, extraction: Extraction) -> None:
    decide(stocked, extraction.claims[0].id)
    with writing(stocked.engine) as db:
        unguard(db)
        db.execute(sql("UPDATE events SET actor = 'bo' WHERE sequence = 2"))
    (fault,) = stocked.verify()[0].faults
    assert fault.sequence == 2
    assert "was changed" in fault.message


UNREADABLE = ["not json", "[1]", '"x"', "{}", '{"finding": "wrong", "part": null, "workflow": "open"}', "NaN"]


@pytest.mark.parametrize("payload", UNREADABLE)
def test_a_payload_that_is_none_is_named(
    stocked: Store, extraction: Extraction, claims: Callable[..., Result], payload: str
) -> None:
    claim = extraction.claims[0].id
    decide(stocked, claim)
    with writing(stocked.engine) as db:
        unguard(db)
        db.execute(sql("UPDATE events SET payload = :payload WHERE sequence = 2"), {"payload": payload})
    verified, checked, shown = claims("log", "--verify"), claims("db", "check"), claims("show", claim)
    assert "the payload of event 2" in verified.stderr
    assert stocked.stray() == (claim,)
    assert "its state is not what its history says" in checked.stderr
    assert "event 2 of article" in shown.stderr
    assert [run.exit_code for run in (verified, checked, shown)] == [1, 1, 1]


def test_the_ledger_keeps_what_went_out(stocked: Store) -> None:
    sent = Sent("2026-03-03T09:00:00Z", "example.org", "search=Ines Falk")
    stocked.record(sent)
    assert stocked.ledger() == (sent,)


def path_of(url: str) -> Path:
    """The file of a SQLite URL."""
    return Path(url.removeprefix("sqlite:///"))


def test_new_files_are_for_the_owner_alone(tmp_path: Path, extraction: Extraction) -> None:
    path = tmp_path / "new" / "folder" / "claims.db"
    Store.open(f"sqlite:///{path}", actor="ana").save(extraction, source=b"", path=None)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    for beside in path.parent.iterdir():
        assert stat.S_IMODE(beside.stat().st_mode) == 0o600


def test_a_newer_database_is_refused(stocked: Store, store_url: str) -> None:
    with writing(stocked.engine) as db:
        db.execute(sql("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase, match="install a newer claimdesk"):
        Store.open(store_url, actor="ana")


@ON_SQLITE
def test_a_second_opening_keeps_the_locks_of_the_first(stocked: Store, store_url: str) -> None:
    """A process that comes and goes must not clear away the log that this one still writes to."""
    Store.open(store_url, actor="bo").engine.dispose()
    path = store_url.removeprefix("sqlite:///")
    visit = f"import sqlite3; c = sqlite3.connect({path!r}); c.execute('SELECT * FROM articles').fetchall(); c.close()"
    subprocess.run([sys.executable, "-c", visit], check=True)
    assert Path(path + "-wal").exists()


def test_another_program_s_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(b"these are notes, not a database at all, " * 40)
    with pytest.raises(StoreError, match="not a database"):
        Store.open(f"sqlite:///{path}", actor="ana")


def test_another_program_s_tables_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE articles (id TEXT)")
    with pytest.raises(StoreError, match="another program"):
        Store.open(f"sqlite:///{path}", actor="ana")


@pytest.mark.parametrize("url", ["nonsense", "mysql+nodriver://x/y", "sqlite:////proc/nowhere/x.db"])
def test_a_database_that_cannot_be(url: str) -> None:
    with pytest.raises(StoreError) as error:
        Store.open(url, actor="ana")
    assert "\n" not in str(error.value)
