"""Whatever words an article has, extraction ends and its document keeps the contract."""

from __future__ import annotations

import json

from bending import bent_bytes
from fuzzing import Fuzz, seeds
from test_extract import assert_contract

from claims import article, language
from claims.errors import ArticleError
from claims.extract import extract

# What the rules look for, and what upsets them.
WORDS = tuple(
    words.encode()
    for words in (
        "“", "”", "‘", "’", '"', "'", "``", "''", "(", ")", " — ", "\n\n", "…", ",” ", "? ", ". ", "; ", ": ",
        "\u00a0",
        " said ", " told reporters ", " according to ", " who ", " and ", " or ", " not ", " the first ever ",
        " the only ",
        " the largest ", " 4.2 million ", " $3bn ", " 12 per cent ", " 1/2 ", " a dozen ", " between 3 and 5 ",
        " 30 February ",
        " 06/07/2021 ", " July 6, 2021 ", " next Tuesday ", " two years ago ", " Q4 2019 ", " 99999999-99-99 ",
        " in the 1990s ",
        " since ", " prime minister of ", " President Xi ", " the mayor ", " acting ", " former ", " met ",
        " attended ",
        " summit ", " Jr. ", " U.S. ", " St. ", " Mr. ", " He ", " it ", " (AP) ", "'s ", "ı", "İ", "ß",
        "\u200b", "\u202e",
        "🙂", "e\u0301", "中文", "\u2028", "²", "٣", "½", "1,000,000,000,000,000,000,000", "-", "&", "%", "€", "@",
    )
)  # fmt: skip


def test_extraction(fuzz: Fuzz) -> None:
    nlp = language.load()

    def extracted(data: bytes) -> None:
        try:
            source = article.read(data, name="a.txt", published="2024-05-02", force=True)
        except ArticleError:
            return
        document = extract(source, nlp=nlp).document()
        assert_contract(document)
        assert json.loads(json.dumps(document, allow_nan=False)) == document

    fuzz("extraction", extracted, bent_bytes(seeds("extraction"), WORDS))
