"""A rule is tried only where it may begin: what it matches begins with one of the symbols it is filed under."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.pipeline.dates.grammar import grammar
from claims.pipeline.dates.openings import opening


@pytest.mark.parametrize(
    ("source", "symbols", "empty"),
    [
        ("abc", "a", False),
        ("a?b", "ab", False),
        ("a{0,2}b{1,2}c", "ab", False),
        ("(?:ab|[cd]e)?f", "acdf", False),
        ("(?P<one>a|)(?P<two>b)", "ab", False),
        ("(?<=x)(?!y)a(?=z)", "a", False),
        ("a?(?:b|c?)", "abc", True),
        ("ab?|c{0,9}", "ac", True),
    ],
)
def test_opening(source: str, symbols: str, empty: bool) -> None:
    found = opening(source)
    assert (found.symbols, found.empty) == (frozenset(symbols), empty)


def test_a_bracket_too_many() -> None:
    with pytest.raises(ValueError, match="bracket"):
        opening("a)b")


def test_no_rule_matches_nothing() -> None:
    assert [rule.name for rule in grammar().rules if opening(rule.source).empty] == []


PATTERNS = st.recursive(
    st.sampled_from(["a", "b", "ab", "[bc]", "a?", "c{0,2}", "(?=b)"]),
    lambda inner: st.lists(inner, min_size=1, max_size=3).flatmap(
        lambda parts: st.sampled_from(["".join(parts), f"(?:{'|'.join(parts)})", f"(?:{''.join(parts)})?"])
    ),
    max_leaves=8,
)


@given(PATTERNS, st.text("abc", max_size=5))
def test_what_is_matched_begins_with_an_opening(source: str, text: str) -> None:
    found, match = opening(source), re.match(source, text)
    if match is not None:
        assert match[0][:1] in found.symbols if match[0] else found.empty
