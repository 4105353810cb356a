"""When two names are the same name."""

from __future__ import annotations

import re
import unicodedata

APOSTROPHES = re.compile(r"[’‘`´]")
POSSESSIVE = re.compile(r"'s\b")
NOT_WORD = re.compile(r"[^\w]+")


def key(name: str) -> str:
    """The form in which names are compared: case, accents, punctuation and "the" tell no names apart."""
    plain = POSSESSIVE.sub("", APOSTROPHES.sub("'", name)).replace("'", "")
    folded = unicodedata.normalize("NFKD", plain.casefold())
    bare = "".join(char for char in folded if not unicodedata.combining(char)).replace("đ", "d")
    return " ".join(word for word in NOT_WORD.sub(" ", bare).split() if word != "the")
