"""The chain: its digests are the contract's, and no change but a declared erasure goes unseen."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from reviews.chain import Act, Event, Who, digest, link, verify
from reviews.errors import ReviewError

ARTICLE = "a" * 64
WHO = Who("ana", "os-ana")


def chain(length: int = 4) -> list[Event]:
    """A chain of notes."""
    events = list[Event]()
    for number in range(length):
        act = Act("noted", {"note": f"note {number}"}, "c" * 64)
        time = f"2026-03-03T09:00:0{number}Z"
        events.append(link(act, ARTICLE, events[-1] if events else None, WHO, time))
    return events


def test_the_digest_is_over_the_event_without_payload_and_digest() -> None:
    _, event = chain(2)
    plain = {name: getattr(event, name) for name in Event.__slots__ if name not in ("payload", "digest")}
    assert event.digest == hashlib.sha256(rfc8785.dumps(plain)).hexdigest()
    assert event.payload_sha256 == hashlib.sha256(rfc8785.dumps({"note": "note 1"})).hexdigest()


TEXT = st.text(
    st.characters(codec="utf-8") | st.sampled_from('"\\/\b\f\n\r\t\x00\x1f\x7f\u2028\ufeff\U0001d4b3')
)
NUMBER = st.integers(-(2**53) + 1, 2**53 - 1)
MAYBE = st.none() | TEXT


@given(
    st.builds(
        Event,
        **dict.fromkeys(("article", "kind", "actor", "os_user", "time", "payload_sha256"), TEXT),
        **dict.fromkeys(("claim", "database_role", "previous"), MAYBE),
        sequence=NUMBER,
        payload=st.none(),
        digest=st.just(""),
    )
)
def test_the_digest_is_rfc_8785_s_whatever_stands_in_the_event(event: Event) -> None:
    plain = {name: getattr(event, name) for name in Event.__slots__ if name not in ("payload", "digest")}
    assert digest(event) == hashlib.sha256(rfc8785.dumps(plain)).hexdigest()


@pytest.mark.parametrize(
    ("field", "value"),
    [("actor", "a\udcff"), ("time", "\ud800"), ("sequence", 2**53), ("sequence", -(2**53)), ("claim", b"c")],
)
def test_what_rfc_8785_cannot_say_has_no_digest(field: str, value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        rfc8785.dumps({field: value})
    with pytest.raises((TypeError, ValueError)):
        digest(replace(chain(1)[0], **{field: value}))  # type: ignore[arg-type]


@pytest.mark.parametrize(("actor", "note"), [("a\udcff", "well"), ("ana", "w\udcff")])
def test_text_that_is_none_is_refused(actor: str, note: str) -> None:
    with pytest.raises(ReviewError, match="not text in UTF-8"):
        link(Act("noted", {"note": note}, "c" * 64), ARTICLE, None, Who(actor, "os"), "2026-03-03T09:00:00Z")


def test_a_whole_chain_verifies_and_names_its_head() -> None:
    events = chain()
    found = verify(ARTICLE, events)
    assert (found.events, found.forgotten, found.faults) == (4, 0, ())
    assert found.head == events[-1].digest


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("actor", "bo"),
        ("os_user", "root"),
        ("database_role", "admin"),
        ("time", "2027-01-01T00:00:00Z"),
        ("kind", "dropped"),
        ("claim", None),
        ("payload", {"note": "other"}),
        ("payload", {"note": float("nan")}),
        ("payload", {"note": 2**60}),
        ("actor", b"bo"),
        ("actor", "b\udcff"),
        ("payload_sha256", "0" * 64),
        ("previous", None),
        ("digest", "0" * 64),
        ("sequence", 9),
    ],
)
def test_any_changed_field_is_found_where_it_stands(field: str, value: object) -> None:
    events = chain()
    events[1] = replace(events[1], **{field: value})  # type: ignore[arg-type]
    faults = verify(ARTICLE, events).faults
    assert faults
    assert faults[0].sequence == (9 if field == "sequence" else 2)


@given(st.integers(0, 3))
def test_a_missing_event_is_found(index: int) -> None:
    events = chain()
    removed = events[:index] + events[index + 1 :]
    assert bool(verify(ARTICLE, removed).faults) == (index < 3)


def test_an_erased_payload_needs_a_forget() -> None:
    events = chain(2)
    erased = [replace(events[0], payload=None), events[1]]
    assert "no `forget` says so" in verify(ARTICLE, erased).faults[0].message
    forgotten = link(
        Act("forgotten", {"reason": "asked to"}), ARTICLE, events[1], WHO, "2026-03-03T10:00:00Z"
    )
    found = verify(ARTICLE, [*erased, forgotten])
    assert (found.forgotten, found.faults) == (1, ())
    later = link(Act("noted", {"note": "back"}), ARTICLE, forgotten, WHO, "2026-03-03T11:00:00Z")
    (fault,) = verify(ARTICLE, [*erased, forgotten, replace(later, payload=None)]).faults
    assert fault.sequence == later.sequence
