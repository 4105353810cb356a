"""Sentences of a CoNLL-U file, with what is needed to rebuild the text they were cut from.

The format: https://universaldependencies.org/format.html
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, MISC = 1, 2, 3, 4, 5, 6, 7, 9


@dataclass(frozen=True)
class Word:
    """One syntactic word; `head` counts words of the sentence from 0, a root is its own head."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space_after: bool
    misc: str


@dataclass(frozen=True)
class Sentence:
    """`document` and `paragraph` number the document and the paragraph within the file."""

    sent_id: str
    document: int
    paragraph: int
    words: tuple[Word, ...]


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file in order."""
    document = paragraph = 0
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        comments = [line for line in lines if line.startswith("#")]
        document += any(line.startswith("# newdoc") for line in comments)
        paragraph += any(line.startswith(("# newdoc", "# newpar")) for line in comments)
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        yield Sentence(_sent_id(comments), document, paragraph, read_words(rows))


def read_genre(sent_id: str) -> str:
    """The genre that EWT (`weblog-…`, `email-…`) and GUM (`GUM_news_…`) name in the identifiers of sentences."""
    if sent_id.startswith("GUM_"):
        return "gum " + sent_id.split("_")[1]
    return "ewt " + sent_id.partition("-")[0]


def _sent_id(comments: list[str]) -> str:
    return next((line.partition("= ")[2] for line in comments if line.startswith("# sent_id")), "")


def read_words(rows: list[list[str]]) -> tuple[Word, ...]:
    """The syntactic words of one sentence: empty nodes (8.1) have no surface and are left out."""
    words: list[Word] = []
    unwritten: tuple[int, bool] | None = None
    for row in rows:
        if "." in row[0]:
            continue
        if "-" in row[0]:
            unwritten = int(row[0].partition("-")[2]), _space_after(row[MISC])
            continue
        word = _word(row)
        if unwritten:
            last, space_after = unwritten
            word = replace(word, space_after=space_after and int(row[0]) == last)
            unwritten = None if int(row[0]) == last else unwritten
        words.append(word)
    return tuple(words)


def _word(row: list[str]) -> Word:
    head = int(row[HEAD])
    return Word(
        form=row[FORM],
        lemma=row[LEMMA],
        upos=row[UPOS],
        xpos=row[XPOS],
        feats="" if row[FEATS] == "_" else row[FEATS],
        head=head - 1 if head else int(row[0]) - 1,
        deprel="ROOT" if row[DEPREL] == "root" else row[DEPREL],
        space_after=_space_after(row[MISC]),
        misc=row[MISC],
    )


def _space_after(misc: str) -> bool:
    return "SpaceAfter=No" not in misc.split("|")
