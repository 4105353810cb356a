"""How an article writes 06/07/2021."""

from __future__ import annotations

import re
from typing import Literal

from spacy.tokens import Doc

from claims.pipeline import article_of

NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(?:\d{4}|\d{2})(?![\d/])")


def of(doc: Doc) -> Literal["mdy", "dmy"] | None:
    """The article's setting, else what all its unambiguous numeric dates agree on, else None."""
    article = article_of(doc)
    if article is not None and article.date_order is not None:
        return article.date_order
    seen = {
        "dmy" if first > 12 else "mdy"
        for first, second in ((int(m[1]), int(m[3])) for m in NUMERIC.finditer(doc.text))
        if (first > 12) != (second > 12) and max(first, second) <= 31
    }
    if len(seen) != 1:
        return None
    return "dmy" if "dmy" in seen else "mdy"
