"""Which language a text is in: cheap where it is plainly English, lingua where it is not."""

from __future__ import annotations

import re

from claims.wordlists import table, words

SAMPLE = 20_000
WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
# Share of English function words from which nothing else need be asked: English news has 0.25 to 0.4,
# other languages in Latin script below 0.05.
PLAINLY_ENGLISH = 0.12
# Fewer words than this (names, a bare headline) decide nothing.
FEWEST_WORDS = 12
FEWEST_LETTERS = 40
SURE = 0.8


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the text's language, None where too little stands there to tell."""
    found = WORD.findall(text[:SAMPLE])
    letters = sum(map(len, found))
    if letters < FEWEST_LETTERS or (len(found) < FEWEST_WORDS and "".join(found).isascii()):
        return None
    english = words("reading/function_words.txt")
    if sum(word.lower() in english for word in found) >= PLAINLY_ENGLISH * len(found):
        return "en"
    # Names are spelt alike in all languages, so only words that are no names can speak for another.
    common = [word for word in found if not word[0].isupper()]
    return _asked(" ".join(common)) if sum(map(len, common)) >= FEWEST_LETTERS else None


def _asked(sample: str) -> str | None:
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, code.upper()) for code in table("reading/languages.tsv")]
    detector = LanguageDetectorBuilder.from_iso_codes_639_1(*codes).with_low_accuracy_mode().build()
    best = detector.compute_language_confidence_values(sample)[0]
    return best.language.iso_code_639_1.name.lower() if best.value >= SURE else None


def name_of(code: str) -> str:
    """The language's English name, for messages."""
    return table("reading/languages.tsv").get(code, code)
