"""What any wiki's answers may lack: its text comes from an extension that not every MediaWiki has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sources.errors import SourceUnusable
from sources.session import host_of
from sources.shapes import mapping, words


def check_extracts(body: Mapping[str, Any], *, source: str, api: str) -> None:
    """Raises SourceUnusable where the wiki has no TextExtracts, which it says in a warning alone (API:Errors)."""
    said = words(mapping(mapping(body.get("warnings")).get("query")).get("warnings")) or ""
    if "nrecognized value" in said and "extracts" in said:
        mend = f"set `[sources.{source}] api` to a wiki that has it, or `enabled = false`"
        raise SourceUnusable(f"{source}: {host_of(api)} lacks the extension TextExtracts; {mend}")
