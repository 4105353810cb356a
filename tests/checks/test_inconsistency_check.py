"""What an article says in two ways: each text through the pipeline, the hints that come of it."""

import pytest

from claims.article import read
from claims.extract import extract
from sources.checks.inconsistency import Inconsistency, find

PUBLISHED = "2021-07-12"


def hints(text: str, published: str | None = PUBLISHED) -> tuple[Inconsistency, ...]:
    """The hints on a text, each with its places where they stand."""
    article = read(f"The harbour\n\n{text}".encode(), published=published, force=True)
    found = find(extract(article))
    assert all(article.text[p.start : p.end] == p.text for hint in found for p in hint.places)
    return found


NAMES = [
    ("Imran Khan met Wang Yi in Beijing. Imran Kahn left the next day.", ["Imran Khan", "Imran Kahn"]),
    (
        "Volodymyr Zelensky spoke on Friday. Later Volodymyr Zelenskyy flew home.",
        ["Volodymyr Zelensky", "Volodymyr Zelenskyy"],
    ),
    (
        "Maria Gonzalez won the seat. Mayor Maria González thanked the voters.",
        ["Maria Gonzalez", "Maria González"],
    ),
    ("Angela Merkel met Emmanuel Macron. Merkle then flew to Berlin.", ["Angela Merkel", "Merkle"]),
    ("Hans Meier leads the union. Hans Meyer was elected on Sunday.", ["Hans Meier", "Hans Meyer"]),
    ("Angela Merkel met Emmanuel Macron. Merkel’s plane left at noon.", []),
    ("Angela Merkel met Emmanuel Macron. ANGELA MERKEL left at noon.", []),
    ("Anna Berg and Anne Borg sat on the board of Telenor.", []),
    ("The National Great Black Wax Museum and the National Great Blacks Wax Museum are one.", []),
    ("The Iraq War and the Iran War were different wars.", []),
]
SUMS = [
    (
        "The fire killed 12 people: seven men, three women and one child.",
        "the parts come to 11, the whole is 12",
    ),
    (
        "The budget is $90 million: $40 million for roads and $60 million for schools.",
        "the parts come to 100,000,000, the whole is 90,000,000",
    ),
    (
        "The committee has 15 members, including 9 women and 8 men.",
        "the parts come to 17, the whole is 15",
    ),
    (
        "Seven men and three women, a total of 12 people, were arrested.",
        "the parts come to 10, the whole is 12",
    ),
    ("The fire killed 12 people: seven men, four women and one child.", None),
    ("Seven men and three women, a total of 10 people, were arrested.", None),
    ("About 12 people died: seven men and three women.", None),
    ("The committee has 15 members, including 9 women.", None),
    ("The crew of 30 sailed for 12 days, including 2 days in port.", None),
    ("They found 395 sites in 35 states, including 106 sites in California.", None),
    ("The town has 9,000 people. Seven men and three women were arrested.", None),
]
AGES = [
    (
        "Mary Holt, 45, was born on 3 May 1960 in Leeds.",
        "Mary Holt: 45 years old, but born 3 May 1960 would be 61 on 2021-07-12",
    ),
    (
        "Mary Holt, 45, runs the port. Mary Holt was born in 1960.",
        "Mary Holt: 45 years old, but born 1960 would be 60 or 61 on 2021-07-12",
    ),
    (
        "The 45-year-old Mary Holt runs the port. Holt was born in 1980.",
        "Mary Holt: 45 years old, but born 1980 would be 40 or 41 on 2021-07-12",
    ),
    ("Mary Holt, 61, was born on 3 May 1960 in Leeds.", None),
    ("Mary Holt, 60, was born on 13 July 1960 in Leeds.", None),
    ("Mary Holt, 60, was born in 1960 in Leeds.", None),
    ("Mary Holt was born in 1940. Mary Holt died at 45.", None),
    ("Mary Holt, 45, runs the port. Ann Lowe was born in 1960.", None),
]
QUOTATIONS = [
    (
        '"We are not going to close the ports this year," Smith said.\n\n'
        '"We are going to close the ports this year," Smith told us.',
        "one quotation in two wordings: negation: not; 'not' here, 'nothing' there",
    ),
    (
        '"Nine in ten of the things in your kitchen came by sea," Smith said.\n\n'
        '"Eight in ten of the things in your kitchen came by sea," Smith told us.',
        "one quotation in two wordings: 'nine' here, 'eight' there",
    ),
    (
        '"We will keep the ports open all year," Smith said.\n\n'
        '"We will keep the ports open all year," Smith repeated.',
        None,
    ),
    (
        '"We will never leave the union of states," Smith said.\n\n'
        '"The harbour needs more cranes than ever," Jones said.',
        None,
    ),
]
WEEKDAYS = [
    ("The ships met on Monday, 6 July 2021 in Lisbon.", "2021-07-06 was a Tuesday, not a Monday"),
    ("They signed on Sunday, July 4, 1776.", "1776-07-04 was a Thursday, not a Sunday"),
    ("The ships met on Wed., 8 July 2021.", "2021-07-08 was a Thursday, not a Wednesday"),
    ("The ships met on Tuesday, 6 July 2021 in Lisbon.", None),
    ("The ships met on Thurs. 8 July 2021.", None),
    ("The ships will meet on Friday, July 9.", None),
    # Without a year the next or the last one may be meant: 10 July 2022 is a Sunday.
    ("The ships will meet on Sunday, July 10.", None),
    ("The ships met on Monday in July 2021.", None),
]


@pytest.mark.parametrize(("text", "spelled"), NAMES)
def test_one_name_spelled_two_ways(text: str, spelled: list[str]) -> None:
    found = [hint for hint in hints(text) if hint.kind == "name"]
    assert [place.text for hint in found for place in hint.places] == spelled


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        *(("sum", *row) for row in SUMS),
        *(("age", *row) for row in AGES),
        *(("quotation", *row) for row in QUOTATIONS),
        *(("weekday", *row) for row in WEEKDAYS),
    ],
)
def test_a_hint_says_what_disagrees(kind: str, text: str, message: str | None) -> None:
    assert [(hint.kind, hint.message) for hint in hints(text)] == ([(kind, message)] if message else [])


def test_an_age_is_of_the_day_of_publication_and_without_one_of_no_day() -> None:
    text = "Mary Holt, 45, was born on 3 May 1960 in Leeds."
    assert hints(text, "2005-06-01") == ()
    assert hints(text, None) == ()


def test_hints_come_in_the_order_of_the_text() -> None:
    text = "They met on Monday, 6 July 2021. Imran Khan met Wang Yi. Imran Kahn left."
    assert [hint.kind for hint in hints(text)] == ["weekday", "name"]
