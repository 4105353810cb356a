"""When two names are the same name."""

from __future__ import annotations

import re
import unicodedata

APOSTROPHES = re.compile(r"[’‘`´]")
POSSESSIVE = re.compile(r"'s\b")
SPACED = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) == "_")}
NOT_WORD = re.compile(r"[^\w]+")


def key(name: str) -> str:
    """The form in which names are compared: case, accents, punctuation and "the" tell no names apart."""
    if name.isascii():
        # Most names: no accents, and one pass over the letters.
        spaced = POSSESSIVE.sub("", name.lower().replace("`", "'")).replace("'", "").translate(SPACED)
        return " ".join(word for word in spaced.split() if word != "the")
    plain = POSSESSIVE.sub("", APOSTROPHES.sub("'", name)).replace("'", "")
    folded = unicodedata.normalize("NFKD", plain.casefold())
    bare = "".join(char for char in folded if not unicodedata.combining(char)).replace("đ", "d")
    return " ".join(word for word in NOT_WORD.sub(" ", bare).split() if word != "the")
