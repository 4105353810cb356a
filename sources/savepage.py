"""The Internet Archive's Save Page Now: asks it to keep a copy of a public page now.

It wants keys (archive.org/account/s3.php), given as ``[sources.wayback] key = "ACCESS:SECRET"``. An accepted
request answers with a job that is asked after until it is done; refusals come with status 200.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import requests

from sources.errors import ItemFailed, Offline, SourceUnusable, Unidentified
from sources.fetch import check_address
from sources.session import CONTACT_MISSING, MEND, reason_of
from sources.settings import Settings
from sources.transport import dressed

SOURCE = "wayback"
PUBLIC = "https://web.archive.org"
# A capture takes half a minute as a rule and two at most: asked after so often, so many seconds apart.
TRIES, PAUSE = 30, 5.0


def save(
    url: str, settings: Settings, *, record: Callable[[str], None], wait: Callable[[float], None]
) -> str:
    """The address of the copy that was made of this page.

    Raises Offline, Unidentified, FetchError for an address that is not on the public web, and ItemFailed or
    SourceUnusable where the archive made none.
    """
    key = settings.of(SOURCE).key
    if settings.offline:
        raise Offline(f"{SOURCE}: not asked to keep {url}, offline is set")
    if not settings.contact:
        raise Unidentified(f"{SOURCE}: {CONTACT_MISSING}")
    if not key:
        raise Unidentified(
            f'{SOURCE}: it keeps pages for those who have keys: set [sources.{SOURCE}] key = "ACCESS:SECRET"'
        )
    check_address(url, allow_private=settings.allow_private)
    base = (settings.of(SOURCE).api or PUBLIC).rstrip("/")

    with dressed(requests.Session(), settings, record) as session:
        session.headers.update({"Accept": "application/json", "Authorization": f"LOW {key}"})
        started = _json(session, settings, "POST", f"{base}/save", data={"url": url})
        job = started.get("job_id") or _refused(url, started)
        for _ in range(TRIES):
            state = _json(session, settings, "GET", f"{base}/save/status/{quote(str(job), safe='')}")
            if state.get("status") == "success":
                return f"{base}/web/{state['timestamp']}/{state.get('original_url') or url}"
            if state.get("status") != "pending":
                _refused(url, state)
            wait(PAUSE)
    raise ItemFailed(f"{SOURCE}: the copy of {url} was not made in time; look for it there later")


def _json(
    session: requests.Session, settings: Settings, method: str, url: str, **form: Any
) -> dict[str, Any]:
    times = (settings.connect_timeout, settings.read_timeout)
    try:
        response = session.request(method, url, timeout=times, allow_redirects=False, **form)
    except (requests.RequestException, OSError) as error:
        raise SourceUnusable(f"{SOURCE}: {reason_of(error)}; {MEND}") from error
    if response.status_code in (401, 403):
        raise SourceUnusable(f"{SOURCE}: it does not accept the keys; check [sources.{SOURCE}] key")
    if response.status_code != 200:
        raise ItemFailed(f"{SOURCE}: it answered HTTP {response.status_code}; ask again later")
    try:
        body = response.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise ItemFailed(f"{SOURCE}: it answered no JSON object; ask again later")
    return body


def _refused(url: str, answer: dict[str, Any]) -> str:
    reason = answer.get("message") or answer.get("status_ext") or "no reason given"
    raise ItemFailed(f"{SOURCE}: no copy of {url} ({' '.join(str(reason).split())[:200]})")
