"""What an API's answer amounts to. Errors hide in 200 bodies, and web pages come where JSON was due.

MediaWiki answers 200 for its errors too: ``error`` (or ``errors``) in the body and the MediaWiki-API-Error
header say so (www.mediawiki.org/wiki/API:Errors_and_warnings); maxlag is one of them, with Retry-After
(www.mediawiki.org/wiki/Manual:Maxlag_parameter).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Literal

from sources.shapes import writable

if TYPE_CHECKING:
    import requests

# MediaWiki's error codes that mean "later", not "wrong".
ESCAPE = b"\\u"
LATER = frozenset({"maxlag", "ratelimited", "readonly", "actionthrottledtext", "toofewexpectedratelimited"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """One answer, judged. ``fatal`` says that asking this address for anything else is no use."""

    kind: Literal["ok", "empty", "refused", "invalid_query", "broken"]
    body: Any = field(default_factory=dict)
    detail: str = ""
    retry_at: datetime | None = None
    fatal: bool = False


def classify(response: requests.Response, *, now: datetime) -> Outcome:
    """Whether this is an answer at all, and if not, whose fault that is."""
    retry_at = retry_after(response.headers.get("Retry-After"), now=now)
    if response.status_code in (429, 503):
        return Outcome("refused", detail=f"HTTP {response.status_code}", retry_at=retry_at)
    if response.status_code in (401, 403):
        detail = f"answered HTTP {response.status_code}: access is not allowed"
        return Outcome("broken", detail=detail, fatal=True)
    if response.status_code in (400, 413, 414, 422):
        return Outcome("invalid_query", detail=f"HTTP {response.status_code} {_short(response.text)}")
    if response.status_code != 200:
        return Outcome("broken", detail=f"answered HTTP {response.status_code}", fatal=True)
    return _judged(response, retry_at)


def absent_is_empty(response: requests.Response, *, now: datetime) -> Outcome:
    """As :func:`classify`, where 404 says that the service has no such thing and is right to say so."""
    return Outcome("empty") if response.status_code == 404 else classify(response, now=now)


def _judged(response: requests.Response, retry_at: datetime | None) -> Outcome:
    """The judgement of an answer with status 200, by what its body holds."""
    content_type = response.headers.get("Content-Type", "")
    if "html" in content_type and not response.content.lstrip().startswith((b"{", b"[")):
        return Outcome("broken", detail="answered with a web page where JSON was due", fatal=True)
    try:
        body = json.loads(response.content)
        if ESCAPE in response.content:
            body = writable(body)
    except (ValueError, RecursionError):
        return Outcome("broken", detail="answered with broken JSON")
    if not isinstance(body, dict | list):
        return Outcome("broken", detail="answered with JSON of another shape")
    fault = _fault(body)
    if fault is not None:
        return _error(fault, retry_at)
    return Outcome("ok" if body else "empty", body=body)


def _fault(body: Any) -> dict[str, Any] | None:
    """MediaWiki's error object in either of its two forms, or the World Bank's list of one message."""
    if isinstance(body, list):
        return _message(body)
    if isinstance(body.get("error"), dict):
        return dict(body["error"])
    errors = body.get("errors")
    if isinstance(errors, list) and errors and isinstance(errors[0], dict):
        return dict(errors[0])
    return None


def _message(body: list[Any]) -> dict[str, Any] | None:
    """What is wrong by ``[{"message": [{"id", "key", "value"}]}]`` (World Bank helpdesk, API error codes)."""
    only = body[0] if len(body) == 1 and isinstance(body[0], dict) else {}
    said = only.get("message")
    if not isinstance(said, list) or not said or not isinstance(said[0], dict):
        return None
    return {"code": said[0].get("key"), "info": said[0].get("value")}


def _error(fault: dict[str, Any], retry_at: datetime | None) -> Outcome:
    code = str(fault.get("code", "unknown"))
    detail = f"{code}: {_short(str(fault.get('info') or fault.get('*') or ''))}"
    if code in LATER:
        return Outcome("refused", detail=detail, retry_at=retry_at)
    if code.startswith("internal_api_error"):
        return Outcome("broken", detail=f"failed inside ({code})")
    return Outcome("invalid_query", detail=detail)


def retry_after(header: str | None, *, now: datetime) -> datetime | None:
    """The moment that a Retry-After header names, as seconds or as an HTTP date (RFC 9110, 10.2.3)."""
    if not header:
        return None
    if header.strip().isdigit():
        return now + timedelta(seconds=min(int(header), 10**8))
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _short(text: str) -> str:
    """The first line of a message, at most 120 characters of it."""
    line = " ".join(text.split())
    return line if len(line) <= 120 else line[:119] + "…"
