"""Tokens as the corpora cut them, and the text they stand for."""

import pytest

from training.spacing import detokenise


@pytest.mark.parametrize(
    "text",
    [
        "Uganda's activists won.",
        "Iran’s “look to the East” policy, he said, is over.",
        'They vowed to keep on "the struggle for justice."',
        "the minorities' rights (so-called) don't matter",
        "It cost $5 million, or 10%, on paper.",
        "non-state actors",
        "either/or",
        "'We won,' she said.",
    ],
)
def test_detokenised(text: str) -> None:
    assert detokenise(cut(text)) == text


def test_dash_between_clauses_keeps_its_spaces() -> None:
    assert detokenise(["He", "left", "-", "and", "she", "stayed"]) == "He left - and she stayed"


def cut(text: str) -> list[str]:
    """Cut as the corpora do: every mark, hyphen and clitic a token of its own."""
    for mark in ',.()%$-/“”"':
        text = text.replace(mark, f" {mark} ")
    for written, tokens in (
        ("n't", " n't"),
        ("’s ", " ’ s "),
        ("'s ", " 's "),
        ("s' ", "s ' "),
        (" '", " ' "),
    ):
        text = text.replace(written, tokens)
    return text.replace("'We", "' We").replace(" ' s ", " 's ").split()
