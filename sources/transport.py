"""The HTTP session: retries, rates, bounds and the response cache, put together from their libraries.

Imported only when something is to be asked: requests and its companions are slow to import.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import requests
from pyrate_limiter import SQLiteBucket
from requests_cache import CachedSession
from requests_ratelimiter import LimiterAdapter
from urllib3.util import Retry

from sources.answer import classify
from sources.candidate import utc_now
from sources.session import SECRETS
from sources.settings import Settings
from sources.turns import rate_of, rates, service, turn

CHUNK = 65_536


class TooLong(requests.RequestException):
    """An answer above the size or beyond the time allowed."""


class Adapter(LimiterAdapter):
    """Writes each request to the ledger, waits for its service's turn, bounds the answer's size and time.

    Where there is a folder for the cache, the rate is kept in it: it holds over processes and runs.
    """

    def __init__(self, settings: Settings, record: Callable[[str], None], rate: float) -> None:
        self._settings = settings
        self._record = record
        # Retry is blind to refusals in 200 bodies and sleeps any Retry-After: it mends faults of the line.
        retry = Retry(
            total=settings.retries,
            read=False,
            status_forcelist=(502, 504),
            backoff_factor=settings.backoff,
            respect_retry_after_header=False,
            raise_on_status=False,
        )
        self._turns = settings.cache / "turns" if settings.cache is not None else None
        super().__init__(
            per_second=rate,
            burst=3,
            limit_statuses=(),
            max_retries=retry,
            max_delay=settings.deadline,
            **_shared(self._turns),
        )

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """Sends one request; the answer comes back read, decompressed and within its bounds."""
        place = service(str(request.url))
        with turn(place, self._turns, longest=self._settings.deadline):
            self._record(told(request))
            response = super().send(request, *args, **{**kwargs, "stream": True})
            return bounded(response, self._settings)

    def _bucket_name(self, request: requests.PreparedRequest) -> str:
        return service(str(request.url))


def told(request: requests.PreparedRequest) -> str:
    """A request's address with what its form says, as if that stood in the address."""
    url, body = str(request.url), request.body
    if not isinstance(body, str):
        return url
    return f"{url}{'&' if urlsplit(url).query else '?'}{body}"


def _shared(folder: Path | None) -> dict[str, Any]:
    """The settings of a bucket that lies in a file. Its lock is what makes it count over processes."""
    if folder is None:
        return {}
    folder.mkdir(parents=True, exist_ok=True)
    return {
        "bucket_class": SQLiteBucket,
        "bucket_kwargs": {"path": folder / "rates.sqlite", "use_file_lock": True},
    }


def bounded(response: requests.Response, settings: Settings) -> requests.Response:
    """The response with its body read: decompressed sizes count, so that a gzip bomb stops at the bound."""
    started, size, chunks = monotonic(), 0, []
    for chunk in response.iter_content(CHUNK):
        size += len(chunk)
        late = monotonic() - started > settings.deadline
        if size > settings.max_body or late:
            response.close()
            bound = f"{settings.deadline:g} s" if late else f"{settings.max_body // 1_000_000} MB"
            raise TooLong(f"the answer is above {bound}")
        chunks.append(chunk)
    response._content = b"".join(chunks)
    return response


def user_agent(settings: Settings) -> str:
    """``<client>/<version> (<contact>) <library>/<version>``, as Wikimedia's access policy asks."""
    return f"claimdesk/{version('claimdesk')} ({settings.contact}) requests/{requests.__version__}"


def dressed(session: requests.Session, settings: Settings, record: Callable[[str], None]) -> requests.Session:
    """The session with our identity, adapter and limits. Proxies and .netrc are the environment's."""
    session.headers["User-Agent"] = user_agent(settings)
    session.max_redirects = settings.max_redirects
    session.rebuild_auth = partial(_without_keys, session)  # type: ignore[method-assign]
    usual = Adapter(settings, record, rate_of("wikimedia", settings))
    for scheme in ("https", "http"):
        session.mount(f"{scheme}://", usual)
        for place, rate in rates(settings).items():
            if place != "wikimedia":
                session.mount(f"{scheme}://{place}/", Adapter(settings, record, rate))
    return session


def _without_keys(
    session: requests.Session, redirected: requests.PreparedRequest, response: requests.Response
) -> None:
    """Takes our keys off a request that a redirect leads to another host: requests takes off but one of them."""
    here, there = str(response.request.url), str(redirected.url)
    if session.should_strip_auth(here, there):  # type: ignore[no-untyped-call]
        for name in SECRETS & {name.lower() for name in redirected.headers}:
            del redirected.headers[name]
    requests.Session.rebuild_auth(session, redirected, response)  # type: ignore[no-untyped-call]


def polite(settings: Settings, *, record: Callable[[str], None]) -> requests.Session:
    """A session for APIs: with the response cache where a folder for it is given."""
    if settings.cache is None:
        return dressed(requests.Session(), settings, record)
    settings.cache.mkdir(parents=True, exist_ok=True)
    session = CachedSession(
        settings.cache / "responses.sqlite",
        backend="sqlite",
        expire_after=settings.cache_life,
        allowable_codes=(200,),
        allowable_methods=("GET", "POST"),
        ignored_parameters=spelled(SECRETS),
        filter_fn=worth_keeping,
    )
    if settings.offline:
        session.settings.only_if_cached = True
    elif settings.refresh:
        session.request = partial(session.request, force_refresh=True)  # type: ignore[method-assign]
    return dressed(session, settings, record)


def spelled(names: Iterable[str]) -> list[str]:
    """Parameters and headers as they may be written: the cache tells small letters from capitals."""
    return sorted({form for name in names for form in (name, name.title(), name.upper())} | {"apiKey"})


def worth_keeping(response: requests.Response) -> bool:
    """Whether an answer may be cached: refusals and errors inside a 200 body may not."""
    return classify(response, now=utc_now()).kind in ("ok", "empty")
