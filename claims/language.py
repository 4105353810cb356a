"""The spaCy pipeline: loaded once, run over an article paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy
import spacy
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS, SENT_START, TAG
from spacy.language import Language
from spacy.symbols import SPACE
from spacy.tokens import Doc
from thinc.api import NumpyOps, get_current_ops, set_current_ops

from claims.article import Article, Paragraph
from claims.errors import PipelineError
from claims.pipeline import COMPONENTS
from claims.pipeline.noun_chunks import noun_chunks

MODEL = Path(__file__).parent / "model"
# Characters parsed and annotated at once: whole paragraphs, so that memory stays flat on long texts.
SECTION = 200_000
# The longest stretch given to the parser in one piece; a longer paragraph is cut at white space.
PIECE = 10_000
# The code of "O" in ENT_IOB.
OUTSIDE_NAME = 2
Rows = numpy.ndarray[Any, Any]
WHITE_SPACE = re.compile(r"\s")
ATTRIBUTES = [TAG, POS, MORPH, LEMMA, HEAD, DEP, ENT_IOB, ENT_TYPE, SENT_START]


@cache
def load(pipeline: str | None = None) -> Language:
    """The bundled pipeline, or any installed pipeline or path, with the ``claims_*`` components added.

    Raises PipelineError where it cannot be loaded or does not parse.
    """
    if type(get_current_ops()) is NumpyOps:
        # NumPy's OpenBLAS multiplies the small matrices of these models 1.7 times as fast as thinc's BLIS.
        set_current_ops(NumpyOps(use_blis=False))
    try:
        nlp = spacy.load(pipeline or MODEL)
    except (OSError, ValueError, ImportError) as error:
        raise PipelineError(
            f"cannot load the spaCy pipeline {pipeline or 'that ships with claimdesk'}: "
            f"{' '.join(str(error).split())[:200]}; name an installed pipeline or a path with --pipeline"
        ) from error
    if "parser" not in nlp.pipe_names or "ner" not in nlp.pipe_names:
        raise PipelineError(f"the pipeline {pipeline} has no parser or no ner: claims need both")
    parser: Any = nlp.get_pipe("parser")
    if "nsubj:pass" in parser.labels:
        nlp.vocab.get_noun_chunks = noun_chunks  # type: ignore[assignment]
    for name in COMPONENTS:
        if name not in nlp.pipe_names:
            nlp.add_pipe(name)
    return nlp


def sections(article: Article) -> Iterator[tuple[int, Article]]:
    """The article in stretches of whole paragraphs, each with its offset; most articles are one.

    A paragraph that is longer than a stretch (a file that is one line) is cut at white space.
    """
    start, members = 0, list[Paragraph]()
    for paragraph in (part for whole in article.paragraphs for part in _parts(article.text, whole)):
        if members and paragraph.end - start > SECTION:
            yield start, _section(article, start, members)
            start, members = paragraph.start, []
        members.append(paragraph)
    yield start, _section(article, start, members, last=True)


def _parts(text: str, paragraph: Paragraph) -> Iterator[Paragraph]:
    """A paragraph, in as many parts as it takes."""
    start = paragraph.start
    while paragraph.end - start > SECTION:
        end = _cut(text, start, start + SECTION)
        yield replace(paragraph, start=start, end=end)
        start = end
    yield replace(paragraph, start=start)


def _cut(text: str, start: int, end: int) -> int:
    """The last white space before ``end``; ``end`` where there is none."""
    cut = max(text.rfind(" ", start, end), text.rfind("\n", start, end))
    return cut if cut > start else end


def _section(article: Article, start: int, members: list[Paragraph], *, last: bool = False) -> Article:
    end = len(article.text) if last or not members else members[-1].end
    moved = tuple(Paragraph(p.start - start, p.end - start, p.role) for p in members)
    return replace(article, text=article.text[start:end], paragraphs=moved)


def analyse(nlp: Language, article: Article) -> Doc:
    """One annotated Doc for the article: parsed by paragraphs, so that no sentence crosses two.

    The Doc's text equals the article's, but for white space inside paragraphs, which is made single
    blanks one for one: offsets are the article's.
    """
    pieces = list(_pieces(article))
    with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name in COMPONENTS]):
        parsed = list(nlp.pipe((text for _, text in pieces), batch_size=64))
    doc = _join(nlp, article.text, [start for start, _ in pieces], parsed)
    doc._.claims_article = article
    for name, component in nlp.pipeline:
        if name in COMPONENTS:
            doc = component(doc)
    return doc


def _pieces(article: Article) -> Iterator[tuple[int, str]]:
    """(offset, text) of each stretch to parse, without white space at its ends."""
    for paragraph in article.paragraphs:
        start = paragraph.start
        while start < paragraph.end:
            end = min(paragraph.end, start + PIECE)
            if end < paragraph.end:
                end = _cut(article.text, start, end)
            text = WHITE_SPACE.sub(" ", article.text[start:end])
            body = text.strip()
            if body:
                yield start + text.index(body[0]), body
            start = end


def _join(nlp: Language, text: str, starts: list[int], parsed: list[Doc]) -> Doc:
    """One Doc over ``text``; white space between the pieces hangs on the sentence before it."""
    words, spaces, rows = list[str](), list[bool](), list[Rows]()
    position = 0
    for start, piece in zip([*starts, len(text)], [*parsed, None], strict=True):
        between = text[position:start]
        if spaces and between.startswith(" "):
            spaces[-1] = True
            between = between[1:]
        if between:
            words.append(between)
            spaces.append(False)
            rows.append(_white_row(nlp, first=not rows))
        if piece is not None:
            words += [token.text for token in piece]
            spaces += [bool(token.whitespace_) for token in piece]
            rows.append(piece.to_array(ATTRIBUTES))
            position = start + len(piece.text)
    doc = Doc(nlp.vocab, words=words, spaces=spaces)
    return doc.from_array(ATTRIBUTES, numpy.vstack(rows)) if rows else doc  # type: ignore[arg-type]


def _white_row(nlp: Language, *, first: bool) -> Rows:
    """``ATTRIBUTES`` of a white-space token that depends on the token before it, or on itself where it is first."""
    strings = nlp.vocab.strings
    before, inside = numpy.uint64(2**64 - 1), numpy.uint64(2**64 - 1)
    head, starts = (0, 1) if first else (before, inside)
    row = [strings.add("_SP"), SPACE, 0, strings.add(" "), head, strings.add("dep"), OUTSIDE_NAME, 0, starts]
    return numpy.array([row], dtype=numpy.uint64)
