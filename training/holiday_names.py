"""Write ``claims/data/dates/holidays.tsv``: the English names of holidays, from the ``holidays`` library.

Run ``python -m training.holiday_names`` after the library has been upgraded. The list is there so that the
library need be imported only where a text names a holiday; days come from the library itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import holidays

TARGET = Path(__file__).parent.parent / "claims" / "data" / "dates" / "holidays.tsv"
YEARS = range(2016, 2027)
# Countries whose use of a name is taken where the text does not say whose holiday it is.
FIRST = ("US", "GB", "CA", "AU", "IE", "NZ", "IN", "ZA")
NAME = re.compile(r"[A-Z][a-z]+(?:'s)?(?: (?:[A-Z][a-z-]+(?:'s)?|al-[A-Z]\w+|of|the|and|de)){0,4}")
# How English shortens these names.
SHORT = {"Christmas Day": "Christmas", "Thanksgiving Day": "Thanksgiving", "Easter Sunday": "Easter"}

# Holidays of more than a day (claims/pipeline/dates/holidays.py reads the keys), and single words that are
# safe though no country among the first keeps the day.
MORE = {
    "hanukkah": "IL/Hanukkah..",
    "passover": "IL/Pesach",
    "purim": "IL/Purim",
    "ramadan": "AF/First Day of Ramadan..AF/Eid al-Fitr",
    "sukkot": "IL/Sukkot",
}


def names() -> Iterator[tuple[str, str]]:
    """(name, country code) of every holiday with an English name, the first countries first."""
    codes = sorted(code for code in holidays.list_supported_countries(include_aliases=False))
    for code in (*FIRST, *(code for code in codes if code not in FIRST)):
        country = holidays.country_holidays(code)
        language = next(
            (tongue for tongue in ("en_US", "en_GB", "en") if tongue in country.supported_languages), None
        )
        if language is None and code not in FIRST:
            continue
        calendar = holidays.country_holidays(
            code, years=YEARS, observed=False, language=language, categories=country.supported_categories
        )
        for day in sorted(calendar):
            for name in calendar[day].split(";"):
                yield name.strip().replace("’", "'"), code


def main() -> None:
    """Write the table."""
    chosen: dict[str, str] = {}
    for name, code in names():
        if NAME.fullmatch(name) and (" " in name or "-" in name or code in FIRST):
            chosen.setdefault(name, code)
    lines = [f"{name.lower()}\t{code}/{name}" for name, code in chosen.items()]
    lines += [f"{short.lower()}\t{chosen[name]}/{name}" for name, short in SHORT.items() if name in chosen]
    lines += [f"{name}\t{key}" for name, key in MORE.items()]
    source = f"training/holiday_names.py from holidays {version('holidays')}"
    head = f"# Holidays by their English names, and whose: made by {source}."
    TARGET.write_text("\n".join([head, *sorted(lines)]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
