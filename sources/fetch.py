"""Reading the address of an article or of a piece of evidence: bounded, and never a private machine."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from sources.candidate import Clock, stamp
from sources.errors import FetchError, Offline, Unidentified
from sources.session import CONTACT_MISSING, reason_of
from sources.settings import Settings

if TYPE_CHECKING:
    import requests


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document as it came: ``url`` is where the redirects ended."""

    url: str
    content: bytes
    content_type: str | None
    retrieved_at: str


def fetch(url: str, settings: Settings, *, record: Callable[[str], None], clock: Clock) -> Fetched:
    """The document at this address.

    Raises Offline and Unidentified, and FetchError for an address that is not http or https, leads to a
    private machine, answers an error, is too large or too slow.
    """
    if settings.offline:
        raise Offline(f"{url}: not fetched, offline is set; save the page and give its file instead")
    if not settings.contact:
        raise Unidentified(f"{url}: {CONTACT_MISSING}")
    import requests

    from sources.transport import dressed

    with dressed(requests.Session(), settings, record) as session:
        response = _followed(session, url, settings)
    if response.status_code != 200:
        status = f"answered HTTP {response.status_code}"
        raise FetchError(f"{url}: {status}; check the address, or save the page and give its file")
    return Fetched(
        url=response.url,
        content=response.content,
        content_type=response.headers.get("Content-Type"),
        retrieved_at=stamp(clock()),
    )


def _followed(session: requests.Session, url: str, settings: Settings) -> requests.Response:
    """The answer at the end of the redirects; each address on the way is checked before it is asked."""
    import requests

    here = url
    for _ in range(settings.max_redirects + 1):
        check_address(here, allow_private=settings.allow_private)
        try:
            response = session.get(
                here,
                allow_redirects=False,
                timeout=(settings.connect_timeout, settings.read_timeout),
            )
        except (requests.RequestException, OSError) as error:
            fault = f"{url}: {reason_of(error)}; try again, or save the page and give its file"
            raise FetchError(fault) from error
        if not response.is_redirect:
            return response
        here = urljoin(here, response.headers["Location"])
    raise FetchError(f"{url}: more than {settings.max_redirects} redirects; give the address where they end")


def check_address(url: str, *, allow_private: bool) -> None:
    """Refuses what is not the public web. Raises FetchError."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError(f"{url}: not a web address ({error})") from error
    if parts.scheme not in ("http", "https") or not host:
        raise FetchError(
            f"{url}: only http and https addresses are read; save the document and give its file"
        )
    if allow_private:
        return
    for address in _addresses(url, host, port or (443 if parts.scheme == "https" else 80)):
        if not ipaddress.ip_address(address.split("%")[0]).is_global:
            raise FetchError(
                f"{url}: leads to the private address {address}; set `allow_private` under [network] to read it"
            )


def _addresses(url: str, host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"{url}: no such host {host}; check the address") from error
    return sorted({str(entry[4][0]) for entry in found})
