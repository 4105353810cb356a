from datetime import UTC, datetime, timedelta

import pytest
import requests
from wikibase_double import NOW, replay

from sources.answer import classify, retry_after


def response(body: bytes, status: int = 200, **headers: str) -> requests.Response:
    made = requests.Response()
    made._content, made.status_code = body, status
    made.headers.update({"Content-Type": "application/json", **headers})
    return made


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("get_full_fv2", "ok"),
        ("search_nohit", "ok"),
        ("error_maxlag_fv2", "refused"),
        ("error_ro_readonly", "refused"),
        ("error_internal_500_as_200", "broken"),
        ("error_badid_plaintext", "invalid_query"),
        ("get_badid_and_ok", "invalid_query"),
        ("get_ids_51_fv2", "invalid_query"),
        ("error_no_action", "broken"),
    ],
)
def test_recorded_answers(name: str, kind: str) -> None:
    given = replay(name)
    made = response(given.get_data(), given.status_code, **dict(given.headers))
    assert classify(made, now=NOW).kind == kind


@pytest.mark.parametrize(
    ("body", "status", "kind", "fatal"),
    [
        (b"{}", 200, "empty", False),
        (b'{"a": 1}', 200, "ok", False),
        (b'{"a": ', 200, "broken", False),
        (b"", 200, "broken", False),
        (b"7", 200, "broken", False),
        (b"null", 200, "broken", False),
        (b'[{"message": [{"key": "Invalid value", "value": "no"}]}]', 200, "invalid_query", False),
        (b'[{"message": []}]', 200, "ok", False),
        (b"too large", 413, "invalid_query", False),
        (b"[1]", 200, "ok", False),
        (b"<html>", 429, "refused", False),
        (b"<html>", 503, "refused", False),
        (b"<html>", 403, "broken", True),
        (b"{}", 404, "broken", True),
        (b"{}", 500, "broken", True),
        (b"{}", 400, "invalid_query", False),
    ],
)
def test_other_answers(body: bytes, status: int, kind: str, fatal: bool) -> None:
    outcome = classify(response(body, status), now=NOW)
    assert (outcome.kind, outcome.fatal) == (kind, fatal)


def test_a_recorded_maxlag_says_when_to_come_back() -> None:
    given = replay("error_maxlag_fv2")
    outcome = classify(response(given.get_data(), 200, **dict(given.headers)), now=NOW)
    assert outcome.retry_at == NOW + timedelta(seconds=5)


@pytest.mark.parametrize(
    ("header", "moment"),
    [
        ("30", NOW + timedelta(seconds=30)),
        ("Mon, 23 Nov 2026 12:01:00 GMT", datetime(2026, 11, 23, 12, 1, tzinfo=UTC)),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after(header: str | None, moment: datetime | None) -> None:
    assert retry_after(header, now=NOW) == moment
