"""The addresses of a claim's sources, and the way to a browser."""

from __future__ import annotations

import webbrowser

from reviews.review import ClaimReview
from reviews.writers.wording import link


def addresses(one: ClaimReview) -> tuple[str, ...]:
    """Where the claim's evidence and candidates can be read, evidence first; http and https alone."""
    found = [address for item in one.evidence for address in (item.url, item.archived)]
    found += [item.permalink or item.url for item in one.candidates]
    return tuple(dict.fromkeys(address for address in found if address and link(address)))


def opened(address: str) -> bool:
    """Whether a browser with a window of its own took the address; one in this terminal would draw over it."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    return type(browser) is not webbrowser.GenericBrowser and browser.open(address)
