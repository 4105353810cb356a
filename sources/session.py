"""The way out: identity, time-outs, politeness, the response cache, and the ledger of what was sent.

Every request of this package leaves through a :class:`Session`; the command line fetches the addresses of
articles and evidence through it too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from time import sleep
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, Unpack
from urllib.parse import parse_qsl, urlsplit

from sources.answer import Outcome, classify
from sources.candidate import Clock, stamp, utc_now
from sources.errors import ItemFailed, Offline, Refused, SourceUnusable, Unidentified
from sources.settings import Settings

if TYPE_CHECKING:
    import requests

    from sources.fetch import Fetched

CONTACT_MISSING = (
    "no contact is set, and no service is asked anonymously: "
    "set `contact` in claims.toml or CLAIMS_CONTACT to your mail address or page"
)
# Parameters and headers, in lower case, that reach neither ledger nor cache nor message.
SECRETS = frozenset(
    {"key", "api_key", "apikey", "token", "access_token", "secret", "authorization"}
    | {"x-goog-api-key", "x-api-key", "cookie"}
)
# Parameters that steer an API and carry no word of the article.
PLUMBING = frozenset(
    {"action", "format", "formatversion", "language", "languages", "uselang", "type", "limit", "props"}
    | {"prop", "list", "generator", "redirects", "inprop", "ppprop", "rvprop", "exintro", "explaintext"}
    | {"exsectionformat", "languageCode", "pageSize"}
    | {"exlimit", "gsrlimit", "gsrnamespace", "srlimit", "srnamespace", "srprop", "meta", "siprop"}
    | {"mode", "maxrecords", "sort", "rows", "select", "mailto", "per_page", "output", "fl", "filter"}
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A line of the ledger: when (UTC), to which host, which words went out. Never a key."""

    at: str
    host: str
    words: str


Recorder = Callable[[Sent], None]


class How(TypedDict, total=False):
    """How a question is put, where it is put otherwise than most.

    ``headers`` carry the keys that some services want; a ``form`` makes it a POST; ``patience`` is how many
    times the usual time a service may take; ``judge`` tells what an answer amounts to.
    """

    headers: Mapping[str, str]
    form: Mapping[str, str]
    patience: float
    judge: Callable[..., Outcome]


def unrecorded(sent: Sent) -> None:
    """The recorder that is used where none is injected: it keeps nothing."""


def words_of(url: str) -> str:
    """What a request's address tells its receiver of the article, secrets left out."""
    parts = urlsplit(url)
    said = [
        f"{name}={value}"
        for name, value in parse_qsl(parts.query)
        if name.lower() not in SECRETS and name not in PLUMBING
    ]
    return " ".join(said) if said else parts.path


def host_of(url: str) -> str:
    """Host and port of an address, without the name and password that it may carry."""
    return urlsplit(url).netloc.rpartition("@")[2]


class Session:
    """One identity towards all services. ``wait`` is how it sleeps, so that tests need not."""

    def __init__(
        self,
        settings: Settings,
        *,
        record: Recorder = unrecorded,
        clock: Clock = utc_now,
        wait: Callable[[float], None] = sleep,
    ) -> None:
        self.settings = settings
        self.clock = clock
        self._record = record
        self._wait = wait

    def now(self) -> str:
        """The time now as the candidates carry it."""
        return stamp(self.clock())

    def json(
        self, source: str, url: str, params: Mapping[str, str | int], **how: Unpack[How]
    ) -> dict[str, Any]:
        """The JSON object that an API answers. Raises as :meth:`answer`, and ItemFailed for a list."""
        return _shaped(dict, self.answer(source, url, params, **how), source, url)

    def json_list(
        self, source: str, url: str, params: Mapping[str, str | int], **how: Unpack[How]
    ) -> list[Any]:
        """The JSON list that an API answers. Raises as :meth:`answer`, and ItemFailed for an object."""
        return _shaped(list, self.answer(source, url, params, **how), source, url)

    def answer(self, source: str, url: str, params: Mapping[str, str | int], **how: Unpack[How]) -> Any:
        """The JSON that an API answers to a GET, or to a POST where there is a form.

        Raises Offline, Unidentified, Refused and SourceUnusable where the source cannot be asked any more,
        ItemFailed where it is this question that has no answer.
        """
        judge = how.get("judge", classify)
        outcome = judge(self._get(source, url, params, how), now=self.clock())
        pause = self._pause(outcome)
        if pause is not None:
            self._wait(pause)
            outcome = judge(self._get(source, url, params, how), now=self.clock())
        return _body(source, url, outcome)

    def fetch(self, url: str) -> Fetched:
        """The document at an article's or a piece of evidence's address. Raises FetchError and Offline."""
        from sources.fetch import fetch

        return fetch(url, self.settings, record=self.note, clock=self.clock)

    def archive(self, url: str) -> str:
        """The address of the copy that the Internet Archive makes of this page now. Raises SourceError."""
        from sources.savepage import save

        return save(url, self.settings, record=self.note, wait=self._wait)

    def note(self, url: str) -> None:
        """Writes a request to the ledger, just before it leaves."""
        self._record(Sent(stamp(self.clock()), host_of(url), words_of(url)))

    def reachable(
        self, source: str, url: str, params: Mapping[str, str | int], **how: Unpack[How]
    ) -> str | None:
        """None where the API answers, else the one line that says why not."""
        try:
            self.answer(source, url, params, **how)
        except (SourceUnusable, ItemFailed) as error:
            return str(error)
        return None

    def _get(self, source: str, url: str, params: Mapping[str, str | int], how: How) -> requests.Response:
        import requests

        if not self.settings.offline and not self.settings.contact:
            raise Unidentified(f"{source}: {CONTACT_MISSING}")
        if self.settings.offline and self.settings.cache is None:
            raise Offline(f"{source}: not asked, offline is set and there is no response cache")
        form = how.get("form")
        try:
            response = self._http.request(
                "GET" if form is None else "POST",
                url,
                params=params,
                data=form,
                headers=how.get("headers"),
                timeout=(self.settings.connect_timeout, self.settings.read_timeout * how.get("patience", 1)),
            )
        except (requests.RequestException, OSError) as error:
            raise SourceUnusable(f"{source}: {reason_of(error)} at {host_of(url)}; {MEND}") from error
        if self.settings.offline and response.status_code == 504:  # requests-cache: not in the cache
            raise Offline(f"{source}: not asked, offline is set and the answer is not in the response cache")
        return response

    @cached_property
    def _http(self) -> requests.Session:
        from sources.transport import polite

        return polite(self.settings, record=self.note)

    def _pause(self, outcome: Outcome) -> float | None:
        """How long to wait before asking once more, None where that is no use."""
        if outcome.kind != "refused" or outcome.retry_at is None or self.settings.offline:
            return None
        seconds = (outcome.retry_at - self.clock()).total_seconds()
        return max(0.0, seconds) if seconds <= self.settings.retry_after_cap else None


MEND = "check the connection and the source's base URL (`claims sources`), or use --offline"


def reason_of(error: Exception) -> str:
    """A connection's fault in a few words, without the addresses that requests puts in its messages."""
    import requests

    faults: tuple[tuple[type[Exception], str], ...] = (
        (requests.exceptions.SSLError, "the certificate is not trusted"),
        (requests.exceptions.ConnectTimeout, "no connection within the time allowed"),
        (requests.exceptions.Timeout, "no answer within the time allowed"),
        (requests.exceptions.TooManyRedirects, "too many redirects"),
        (requests.exceptions.ChunkedEncodingError, "the answer broke off"),
        (requests.exceptions.ContentDecodingError, "the answer could not be decompressed"),
        (requests.exceptions.ConnectionError, _no_connection(error)),
    )
    for kind, words in faults:
        if isinstance(error, kind):
            return words
    return str(error) or type(error).__name__


def _no_connection(error: Exception) -> str:
    """A name that no server knows is another fault than a server that does not answer."""
    return "no such host" if "NameResolutionError" in repr(error) else "no connection"


def _body(source: str, url: str, outcome: Outcome) -> Any:
    """The answer's JSON, or the error that fits what came instead."""
    host = host_of(url)
    if outcome.kind in ("ok", "empty"):
        return outcome.body
    if outcome.kind == "refused":
        fault = f"{source}: {host} refuses for now ({outcome.detail}){_when(outcome.retry_at)}"
        raise Refused(fault, outcome.retry_at)
    if outcome.kind == "invalid_query":
        raise ItemFailed(f"{source}: {host} does not accept the question: {outcome.detail}")
    if outcome.fatal:
        raise SourceUnusable(f"{source}: {host} {outcome.detail}; check `[sources.{source}] api`")
    raise ItemFailed(f"{source}: {host} {outcome.detail}; ask again later")


Shape = TypeVar("Shape")


def _shaped(shape: type[Shape], body: Any, source: str, url: str) -> Shape:
    if isinstance(body, shape):
        return body
    raise ItemFailed(f"{source}: {host_of(url)} answered with JSON of another shape; ask again later")


def _when(retry_at: datetime | None) -> str:
    return f"; ask again after {stamp(retry_at)}" if retry_at else "; ask again later"
