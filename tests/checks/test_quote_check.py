import pytest

from sources.checks.quote import align, check

TALK = (
    "Good morning. We are not here to admire a bridge. We are here because nine in ten of the things "
    "in your kitchen came by sea, and because the ports can’t wait. That will never change, I think."
)


@pytest.mark.parametrize(
    ("quoted", "kind"),
    [
        ("We are not here to admire a bridge.", "verbatim"),
        ("we are NOT here to admire a bridge", "verbatim"),
        ("the ports can't wait", "verbatim"),
        ("We are here because nine in ten … came by sea", "shortened"),
        ("We are here because nine in ten ... came by sea", "shortened"),
        ("[The ports] are here because nine in ten of the things", "verbatim"),
        ("We are not here to admire a [famous] bridge", "shortened"),
        ("We are here to admire a bridge", "altered"),
        ("We are here because eight in ten of the things in your kitchen came by sea", "altered"),
        ("Taxes on shipping must rise before the year is out", "not_found"),
        ("WE ARE NOT HERE TO ADMIRE A BRIDGE", "verbatim"),
        ("“We are not here to admire a bridge,”", "verbatim"),
        ("we are not here — to admire a bridge", "verbatim"),
        ("that will never change", "verbatim"),
        ("nine in ten of\n\nthe things", "verbatim"),
        ("Good morning", "verbatim"),
        ("Good morning … the ports can’t wait", "shortened"),
        ("the ports can’t wait … Good morning", "not_found"),
        ("nine in ten of the things […] came by sea", "shortened"),
        ("… nine in ten of the things …", "verbatim"),
        ("We are not here to admire a road", "altered"),
        ("We are not here to build a bridge", "altered"),
        ("nine of ten things in your kitchen came by sea", "altered"),
        ("because the ports can wait", "altered"),
        ("That will always change, I think", "altered"),
        ("sea by came kitchen your in things the of ten in nine", "not_found"),
        ("in the in the in the in the", "not_found"),
        ("bridges", "not_found"),
        ("", "not_found"),
        ("[…]", "not_found"),
    ],
)
def test_align(quoted: str, kind: str) -> None:
    assert align(quoted, TALK).kind == kind


def test_a_verbatim_quotation_is_where_it_stands() -> None:
    found = align("nine in ten of the things", TALK)
    assert TALK[found.start : found.end] == "nine in ten of the things"


@pytest.mark.parametrize(
    ("quoted", "missing", "added", "negations"),
    [
        ("We are here to admire a bridge", ("not",), (), ("not",)),
        ("That will change, I think", ("never",), (), ("never",)),
        ("because the ports can wait. That will never change", ("can't",), ("can",), ("can't",)),
        ("We are not here to admire a ship", (), ("ship",), ()),
    ],
)
def test_the_words_that_differ(
    quoted: str, missing: tuple[str, ...], added: tuple[str, ...], negations: tuple[str, ...]
) -> None:
    found = align(quoted, TALK)
    assert (found.kind, found.missing, found.added, found.negations) == ("altered", missing, added, negations)


def test_a_dropped_negation_comes_first_in_the_reason() -> None:
    verdict = check("We are here to admire a bridge", TALK, title="the transcript")
    assert verdict.stance == "contradicts"
    assert verdict.reason.startswith("the transcript has other words; negation: not;")


def test_silence_is_no_contradiction() -> None:
    assert check("Taxes on shipping must rise soon", TALK, title="the transcript").stance == "related"


def test_an_empty_document_has_no_words() -> None:
    assert align("We are not here", "").kind == "not_found"


def test_a_place_full_of_small_words_does_not_hide_the_quotation() -> None:
    noise = "we are here to a we are here to a we are here to a. " * 30
    found = align("We are here to admire a bridge", noise + TALK + noise)
    assert (found.kind, found.negations) == ("altered", ("not",))


@pytest.mark.parametrize("words", ["not", "never", "can't", "cannot", "without", "nobody"])
def test_a_negation_put_in_is_flagged_like_one_dropped(words: str) -> None:
    quoted = f"nine in ten of the things in your kitchen {words} came by sea"
    assert align(quoted, TALK).negations == (words,)
