"""Publishing stamps, and where an article's own date is found."""

from __future__ import annotations

import pytest

from claims import stamps
from claims.article import read

BODY = "The council voted on Tuesday to close the harbor, which has not been used since the storm of 2019."


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("July 6, 2021 | 4:34am EDT", "2021-07-06T04:34:00-04:00"),
        ("6 July 2021", "2021-07-06"),
        ("Tuesday, 6th July 2021, 16:05 GMT", "2021-07-06T16:05:00+00:00"),
        ("Sept. 9, 2020 12:15 a.m. PDT", "2020-09-09T00:15:00-07:00"),
        ("Jan. 5, 2022 6:00 p.m. ET", "2022-01-05T18:00:00-05:00"),
        ("July 5, 2022 6:00 p.m. ET", "2022-07-05T18:00:00-04:00"),
        ("2021-07-06", "2021-07-06"),
        ("2021-07-06T04:34:00Z", "2021-07-06T04:34:00+00:00"),
        ("2021-07-06T04:34:09.123+02:00", "2021-07-06T04:34:09+02:00"),
        ("July 6, 2021 4:34am", "2021-07-06"),
        ("July 6, 2021 4:34am IST", "2021-07-06"),
        ("13/07/2021", "2021-07-13"),
        ("07/13/2021", "2021-07-13"),
        ("06/07/2021", None),
        ("February 30, 2021", None),
        ("July 6", None),
        ("2021", None),
        ("next Tuesday", None),
        ("the war of July 6, 2021", None),
    ],
)
def test_iso(text: str, value: str | None) -> None:
    assert stamps.iso(text) == value


@pytest.mark.parametrize(("order", "value"), [("dmy", "2021-07-06"), ("mdy", "2021-06-07")])
def test_an_order_decides(order: stamps.DateOrder, value: str) -> None:
    assert stamps.iso("06/07/2021", order=order) == value


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (f"Harbor Closes\n\nBy Jo Ferraz | July 6, 2021\n\n{BODY}", "2021-07-06"),
        (f"Harbor Closes\n\nTuesday, July 6, 2021\n\n{BODY}", "2021-07-06"),
        (f"Harbor Closes Tuesday, July 6, 2021\n\n{BODY}", "2021-07-06"),
        (f"Harbor Closes\n\nUpdated: 8 July 2021\nPublished: 6 July 2021\n\n{BODY}", "2021-07-06"),
        (f"Harbor Closes\n\nUpdated: 8 July 2021\n\n{BODY}", "2021-07-08"),
        (f"Harbor Closes\n\nBy Jo Ferraz\n06/07/2021\n\n{BODY} It opened on 25/12/1950.", "2021-07-06"),
        (f"Harbor Closes\n\nBy Jo Ferraz\n06/07/2021\n\n{BODY}", None),
        (f"Harbor Closes\n\nLISBON, March 3 (Agency) – {BODY}", None),
        (f"Harbor Closes\n\n{BODY} On July 6, 2021, it opened again.", None),
    ],
)
def test_published(text: str, published: str | None) -> None:
    assert read(text.encode()).published == published


def test_a_date_run_into_the_headline_is_no_part_of_the_title() -> None:
    assert read(f"Harbor Closes Tuesday, July 6, 2021\n\n{BODY}".encode()).title == "Harbor Closes"
