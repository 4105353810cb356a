"""Ten reprints of one story are one origin; two people's like statements are two."""

from itertools import permutations

import pytest

from sources.candidate import Candidate
from sources.origins import address, credit, joined

STORY = (
    "The harbour authority of Lidby said on Monday that it would double the fees for ferries from the first "
    "of May, after a year in which the port lost a fifth of its trade."
)
OTHER = (
    "Ferry owners in Lidby have asked a court to stop the new fees, which they say would close two of the "
    "three lines to the islands before the summer begins."
)


def found(name: str, url: str, excerpt: str, origin: str | None = None) -> Candidate:
    return Candidate(
        name, "c", None, "gdelt", name, url, None, excerpt, None, "2021-07-06T00:00:00Z", "d", "related", "",
        0.5, origin or url.split("/")[2],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.lidby.example/a", "http://lidby.example/a/", True),
        ("https://m.lidby.example/a", "https://lidby.example/a", True),
        ("https://lidby.example/a?utm_source=x&utm_medium=y", "https://lidby.example/a", True),
        ("https://lidby.example/a#top", "https://lidby.example/a", True),
        ("https://lidby.example/a/amp", "https://lidby.example/a", True),
        ("https://lidby.example/a/amp/", "https://lidby.example/a", True),
        ("https://lidby.example/a/index.html", "https://lidby.example/a", True),
        ("https://lidby.example:443/a", "https://lidby.example/a", True),
        ("https://lidby.example/a?b=1&c=2", "https://lidby.example/a?c=2&b=1", True),
        (
            "https://web.archive.org/web/20210706120000/https://lidby.example/a",
            "https://lidby.example/a",
            True,
        ),
        (
            "https://web.archive.org/web/20210706120000id_/http://lidby.example/a",
            "http://lidby.example/a",
            True,
        ),
        (
            "https://lidby.example/w/index.php?title=A&oldid=7",
            "https://lidby.example/w/index.php?title=A",
            True,
        ),
        ("https://lidby.example/w/index.php?title=A", "https://lidby.example/w/index.php?title=B", False),
        ("https://lidby.example/a?id=1", "https://lidby.example/a?id=2", False),
        ("https://lidby.example/a", "https://lidby.example/b", False),
        ("https://lidby.example/a", "https://other.example/a", False),
        ("https://lidby.example:8080/a", "https://lidby.example/a", False),
        ("https://lidby.example/A", "https://lidby.example/a", False),
    ],
)
def test_the_page_of_an_address(one: str, other: str, same: bool) -> None:
    assert (address(one) == address(other)) is same


@pytest.mark.parametrize(
    ("excerpt", "agency"),
    [
        ("LIDBY, July 6 (Reuters) - Fees will double.", "Reuters"),
        ("LIDBY (AP) — Fees will double.", "Associated Press"),
        ("Fees will double. Source: AFP", "Agence France-Presse"),
        ("Fees will double. (Reuters)", "Reuters"),
        ("Fees will double. © dpa", "Deutsche Presse-Agentur"),
        ("Fees will double. – Xinhua", "Xinhua"),
        ("By The Associated Press\nFees will double.", "Associated Press"),
        ("The mayor told Reuters that fees will double.", None),
        ("Reuters reported that fees will double.", None),
        ("Fees will double, said the mayor. He spoke to AP", None),
        ("The PA system at the quay broke down.", None),
        ("AAPL shares fell.", None),
        ("", None),
    ],
)
def test_the_agency_that_is_credited(excerpt: str, agency: str | None) -> None:
    assert credit(excerpt) == agency


@pytest.mark.parametrize(
    ("excerpts", "origins"),
    [
        ((STORY, STORY), 1),
        ((STORY, STORY.replace("Monday", "Tuesday")), 1),
        ((STORY, STORY[:120]), 1),
        ((STORY, STORY.upper()), 1),
        ((STORY, OTHER), 2),
        (("LIDBY (AP) - " + STORY, "OSLO (AP) - " + OTHER), 1),
        (("LIDBY (AP) - " + STORY, "LIDBY (Reuters) - " + OTHER), 2),
        # Short statements are alike by chance.
        (("Ines Falk: position held = mayor of Lidby", "Omar Tull: position held = mayor of Lidby"), 2),
        (("", ""), 2),
    ],
)
def test_excerpts_and_credits(excerpts: tuple[str, str], origins: int) -> None:
    some = [found(str(n), f"https://site{n}.example/story", text) for n, text in enumerate(excerpts)]
    assert len({item.origin for item in joined(some)}) == origins


def test_what_joins_two_joins_all_in_any_order() -> None:
    some = [
        found("a", "https://a.example/1", STORY),
        found("b", "https://b.example/2", "LIDBY (AP) - " + STORY),
        found("c", "https://c.example/3", "OSLO (AP) - " + OTHER),
        found("d", "https://www.c.example/3/?utm_source=x", "The fees rose.", "d"),
        found("e", "https://e.example/5", "Nobody came."),
    ]
    for order in permutations(some):
        origins = {item.id: item.origin for item in joined(order)}
        assert origins == {**dict.fromkeys("abcd", "Associated Press"), "e": "e.example"}
        assert [item.id for item in joined(order)] == [item.id for item in order]


def test_what_the_adapters_call_one_origin_stays_one() -> None:
    some = [found(n, f"https://{n}.example/", "The fees rose.", "wikidata/Q1") for n in "ab"]
    assert {item.origin for item in joined(some)} == {"wikidata/Q1"}
