"""Times in text: extent, type, value, bounds and anchor."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims import language
from claims.article import Article, Paragraph
from claims.pipeline.dates import timex
from claims.pipeline.dates.grammar import grammar
from claims.pipeline.dates.readers import READERS, read

TUESDAY = "2021-07-06"


@pytest.fixture(scope="module")
def nlp():
    if not (language.MODEL / "meta.json").exists():
        pytest.skip("claims/model is not built: run make model")
    return language.load()


def dates(nlp, text, published=TUESDAY, order=None):
    blocks = []
    position = 0
    for part in text.split("\n\n"):
        blocks.append(Paragraph(position, position + len(part), "body"))
        position += len(part) + 2
    article = Article("a", 1, None, None, published, None, "en", "s", "s", text, tuple(blocks), order)
    return language.analyse(nlp, article)._.claims_dates


@pytest.mark.parametrize(
    ("text", "extent", "kind", "value"),
    [
        ("The council met on Tuesday.", "Tuesday", "DATE", "2021-07-06"),
        ("The band played last Thursday.", "last Thursday", "DATE", "2021-07-01"),
        ("The mayor resigned on Friday.", "Friday", "DATE", "2021-07-02"),
        ("The court will rule on Friday.", "Friday", "DATE", "2021-07-09"),
        ("The deadline runs until Friday.", "Friday", "DATE", "2021-07-09"),
        ("The fire broke out in late 2019.", "late 2019", "DATE", "2019"),
        ("This year the harvest was poor.", "This year", "DATE", "2021"),
        ("He was born on May 5, 1950.", "May 5, 1950", "DATE", "1950-05-05"),
        ("He was born on 5 May 1950.", "5 May 1950", "DATE", "1950-05-05"),
        ("The plant closed in March.", "March", "DATE", "2021-03"),
        ("The plant closed in October.", "October", "DATE", "2020-10"),
        ("The plant will close in March.", "March", "DATE", "2022-03"),
        ("Parades are held on the Fourth of July.", "the Fourth of July", "DATE", "2021-07-04"),
        ("The firm was sold two weeks ago.", "two weeks ago", "DATE", "2021-W25"),
        ("The firm was sold five years ago.", "five years ago", "DATE", "2016"),
        ("She arrived at 10 p.m. Monday.", "10 p.m. Monday", "TIME", "2021-07-05T22:00"),
        ("She arrived yesterday morning.", "yesterday morning", "TIME", "2021-07-05TMO"),
        ("She arrived last night.", "last night", "TIME", "2021-07-05TNI"),
        ("Profit rose in the third quarter of 2019.", "the third quarter of 2019", "DATE", "2019-Q3"),
        ("It was popular in the mid-1990s.", "the mid-1990s", "DATE", "199"),
        ("It was popular in the nineties.", "the nineties", "DATE", "199"),
        ("The church dates from the 19th century.", "the 19th century", "DATE", "18"),
        ("The strike lasted for two and a half years.", "two and a half years", "DURATION", "P2Y6M"),
        ("The strike lasted for several weeks.", "several weeks", "DURATION", "PXW"),
        ("The ferry runs every Friday.", "every Friday", "SET", "XXXX-WXX-5"),
        ("The ferry now runs.", "now", "DATE", "PRESENT_REF"),
        ("The ferry recently sank.", "recently", "DATE", "PAST_REF"),
        ("They fled in the summer of 2015.", "the summer of 2015", "DATE", "2015-SU"),
        ("It was sold in nineteen ninety-six.", "nineteen ninety-six", "DATE", "1996"),
        ("It fell in fiscal 2018.", "fiscal 2018", "DATE", "2018"),
        ("It opened in June last year.", "June last year", "DATE", "2020-06"),
        ("The committee meets on Thursday.", "Thursday", "DATE", "2021-07-08"),
        ("The case is heard in September.", "September", "DATE", "2021-09"),
        ("The mayor could not be reached on Friday.", "Friday", "DATE", "2021-07-02"),
        ("The lease had been due to expire on Friday.", "Friday", "DATE", "2021-07-02"),
        ("The firm is set to report on Friday.", "Friday", "DATE", "2021-07-09"),
        ("Until Friday, the mayor had not resigned.", "Friday", "DATE", "2021-07-02"),
        ("The team has trained since August.", "August", "DATE", "2020-08"),
        ("He played from Friday to Sunday.", "Sunday", "DATE", "2021-07-04"),
        ("He lived there from March to June 2010.", "March", "DATE", "2010-03"),
        ("She taught there between November and June 2010.", "November", "DATE", "2009-11"),
        ("The fair was held on April 24 and 25.", "25", "DATE", "2021-04-25"),
        ("It earned more in the quarter ended April 30.", "the quarter", "DATE", "2021-Q1"),
        ("It earned more in the year ended April 30.", "the year", "DURATION", "P1Y"),
        ("The house will be sold in two weeks.", "two weeks", "DATE", "2021-W29"),
        ("The house was sold in two weeks.", "two weeks", "DURATION", "P2W"),
        ("The boy will one day be king.", "one day", "DATE", "FUTURE_REF"),
        ("It rained in recent weeks.", "recent weeks", "DATE", "PAST_REF"),
        ("The quake struck at 1930 GMT on Monday.", "1930 GMT on Monday", "TIME", "2021-07-05T19:30"),
        ("He fled on the night of July 3.", "the night of July 3", "TIME", "2021-07-03TNI"),
        ("It was built in the 1800s.", "the 1800s", "DATE", "18"),
        ("It was sold for cash at year-end 2019.", "year-end 2019", "DATE", "2019-12-31"),
        ("He waited for a quarter of an hour.", "a quarter of an hour", "DURATION", "PT15M"),
        ("They walked for over three days.", "over three days", "DURATION", "P3D"),
        ("It changed over three days.", "three days", "DURATION", "P3D"),
        ("It rained during the last fortnight.", "the last fortnight", "DATE", "2021-W25"),
        ("They marked the 100th anniversary of its founding.", "100th anniversary", "DURATION", "P100Y"),
        ("It closed in the year ended Jan. 3.", "Jan. 3", "DATE", "2021-01-03"),
        ("It recovered after several quarters of losses.", "several quarters", "DURATION", "PXQ"),
        ("They were the first to leave the club on Friday.", "Friday", "DATE", "2021-07-02"),
        ("It agreed to buy the mill in September.", "September", "DATE", "2021-09"),
    ],
)
def test_value(nlp, text, extent, kind, value):
    assert (extent, kind, value) in [(d.text, d.type, d.value) for d in dates(nlp, text)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It lost $2 million in the first quarter. Sales in the latest period fell.", ["2021-Q1", "2021-Q1"]),
        (
            "It lost $2 million in the first quarter. In the 2020 period it earned more.",
            ["2021-Q1", "2020-Q1"],
        ),
        ("For the nine months, it lost $2 million. It lost less a year earlier.", ["P9M", "2020"]),
        ("For the nine months, it lost $2 million. It lost less in the year-earlier period.", ["P9M", "P9M"]),
        ("It earned more in the year-earlier nine months.", ["P9M"]),
        ("It will post its fourth-quarter loss later. The latest quarter was poor.", ["2021-Q4", "2021-Q2"]),
    ],
)
def test_accounting_periods(nlp, text, values):
    assert [d.value for d in dates(nlp, text)] == values


def test_last_week_on_a_sunday_is_the_one_that_ends(nlp):
    assert [d.value for d in dates(nlp, "The mill burnt down last week.", "2021-07-11")] == ["2021-W27"]
    assert [d.value for d in dates(nlp, "The mill burnt down last week.", "2021-07-12")] == ["2021-W27"]


@pytest.mark.parametrize(
    "text",
    [
        "The clip drew 100M views.",
        "You may go.",
        "The soldiers march on.",
        "Section 2019 of the code applies.",
        "About 1990 people came.",
        "She is a 37-year-old lawyer.",
        "They won 3-2 after extra time.",
        "Call 555-1990.",
        "It costs $1990.",
        "Version 2019.1 is out.",
        "May I ask a question?",
        "The rent is $900 a month.",
        "More than a quarter of the voters stayed at home.",
        "He watched High Noon with a friend.",
        "Phones are a part of today's world.",
    ],
)
def test_no_time(nlp, text):
    assert dates(nlp, text) == ()


@pytest.mark.parametrize(
    ("text", "value", "earliest", "latest"),
    [
        ("It fell in 2019.", "2019", "2019-01-01", "2019-12-31"),
        ("It fell last month.", "2021-06", "2021-06-01", "2021-06-30"),
        ("It fell last week.", "2021-W26", "2021-06-28", "2021-07-04"),
        ("It was quiet during Ramadan 2021.", "2021-04-13/2021-05-12", "2021-04-13", "2021-05-12"),
        ("It fell in the past two years.", "P2Y", "2019-07-06", "2021-07-06"),
        ("It fell for two years.", "P2Y", None, None),
        ("It fell recently.", "PAST_REF", None, None),
    ],
)
def test_bounds(nlp, text, value, earliest, latest):
    (found,) = dates(nlp, text)
    assert (found.value, found.earliest, found.latest) == (value, earliest, latest)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He left on Tuesday.", "XXXX-WXX-2"),
        ("He left last week.", "XXXX-WXX"),
        ("He left in March.", "XXXX-03"),
        ("He left last year.", "XXXX"),
        ("He left yesterday.", "XXXX-XX-XX"),
    ],
)
def test_without_publication_day(nlp, text, value):
    (found,) = dates(nlp, text, published=None)
    assert (found.value, found.earliest, found.latest, found.anchor) == (value, None, None, None)


def test_hangs_on_the_date_told_of(nlp):
    first, second = dates(nlp, "He reached Rome on March 3, 2020. The next day he fell ill.")
    assert second.value == "2020-03-04"
    assert second.anchor == language_span(first)


def test_the_next_day_hangs_on_the_day_told_of_before_the_paragraph(nlp):
    text = "He reached Rome on March 3, 2020.\n\nThat year was hard. The next day he fell ill."
    assert [d.value for d in dates(nlp, text)] == ["2020-03-03", "2020", "2020-03-04"]


def test_every_rule_can_be_read():
    for rule in grammar().rules:
        assert rule.pattern.groups >= 0
        assert rule.read in READERS or rule.read == "slashed"


def language_span(found):
    from claims.span import Span

    return Span(found.text, found.start, found.end)


@pytest.mark.parametrize(
    ("text", "order", "values"),
    [
        ("Seen 06/07/2021.", None, []),
        ("Seen 06/07/2021.", "mdy", ["2021-06-07"]),
        ("Seen 06/07/2021.", "dmy", ["2021-07-06"]),
        ("Seen 06/07/2021 and 25/12/2020.", None, ["2021-07-06", "2020-12-25"]),
        ("Seen 2021-07-06.", None, ["2021-07-06"]),
    ],
)
def test_figures_alone(nlp, text, order, values):
    assert [d.value for d in dates(nlp, text, order=order)] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A tweet for Independence Day angered him.", "2021-07-04"),
        ("Ukraine's Independence Day was marked.", "2020-08-24"),
        ("They met last Thanksgiving.", "2020-11-26"),
        ("Christmas 2019 was cold.", "2019-12-25"),
        ("They met on Christmas Eve, and danced.", "2020-12-24"),
        ("They fasted during Ramadan 2021.", "2021-04-13/2021-05-12"),
        ("They lit candles for Hanukkah 2021.", "2021-11-29/2021-12-06"),
        ("The feast of Eid al-Fitr 2013 was quiet.", "2013-08-09"),
    ],
)
def test_holidays(nlp, text, value):
    published = "2021-01-06" if "Ukraine" in text else TUESDAY
    assert [d.value for d in dates(nlp, text, published=published)] == [value]


@given(
    st.text(alphabet=st.sampled_from("May 5,2019 the-last Tuesday's\n.31/12:p.m.🌍 ‏every ½"), max_size=120)
)
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(text):
    for match in grammar().matches(text):
        assert text[match.start : match.end].strip()
        read(match, None)


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["D", "W", "MO", "Q", "H", "Y", "E", "C"]))
def test_a_value_bounds_its_own_day(day, unit):
    bounds = timex.interval(timex.value_of(day, unit))
    assert bounds is not None
    assert bounds[0] <= day <= bounds[1]
