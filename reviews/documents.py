"""JSON in, frozen nouns out: stored rows, `--detail`, extraction documents made elsewhere.

``claims.extraction.plain`` is the other direction. Validation is pydantic's, over the dataclasses of
``claims``; what breaks the contract is a ClaimError.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError

from claims.annotation import Annotations
from claims.article import Article, Paragraph
from claims.claim import DETAILS, KINDS, Claim, Detail
from claims.errors import ClaimError
from claims.extraction import ARTICLE_KEYS, SCHEMA, Coverage, Extraction, MadeBy, plain
from claims.span import Span


@cache
def adapter(noun: Any) -> TypeAdapter[Any]:
    """The validator of one noun, built once."""
    return TypeAdapter(noun)


def load(noun: Any, json: str | bytes) -> Any:
    """A stored value. Raises ClaimError where the JSON is no such noun."""
    try:
        return adapter(noun).validate_json(json)
    except ValidationError as error:
        raise ClaimError(_first(error, "stored value")) from error


def dump(value: Any) -> str:
    """The JSON text of a noun, as stored."""
    import json

    return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":"))


def detail(kind: str, json: str | bytes, *, text: str) -> Detail:
    """A detail written by a person, its spans checked against the article's text. Raises ClaimError."""
    if kind not in DETAILS:
        raise ClaimError(f"no claim kind {kind!r}: use one of {', '.join(KINDS)}")
    try:
        found = adapter(DETAILS[kind]).validate_json(json)
        given = adapter(dict[str, Any]).validate_json(json)
    except ValidationError as error:
        raise ClaimError(_first(error, f"detail of a {kind} claim")) from error
    unknown = sorted(set(given) - {field.name for field in fields(DETAILS[kind])})
    if unknown:
        known = ", ".join(field.name for field in fields(DETAILS[kind]))
        raise ClaimError(f"detail of a {kind} claim has no key {unknown[0]!r}: use {known}")
    fits(found, text)
    return cast(Detail, found)


def extraction(document: Mapping[str, Any]) -> Extraction:
    """An extraction document made elsewhere, every span checked. Raises ClaimError."""
    if document.get("schema") != SCHEMA:
        raise ClaimError(f"no extraction document: its schema is {document.get('schema')!r}, not {SCHEMA!r}")
    try:
        article = adapter(Article).validate_python(
            {**_keys(document["article"], ARTICLE_KEYS), "paragraphs": document["paragraphs"]}
        )
        found = Extraction(
            made_by=adapter(MadeBy).validate_python(document["made_by"]),
            article=article,
            claims=tuple(claim(item) for item in document["claims"]),
            annotations=adapter(Annotations).validate_python(document["annotations"]),
            coverage=adapter(Coverage).validate_python(document["coverage"]),
        )
    except ValidationError as error:
        raise ClaimError(_first(error, "extraction document")) from error
    except (KeyError, TypeError) as error:
        raise ClaimError(f"extraction document: {error} is missing or malformed") from error
    for part in (found.claims, found.annotations, found.coverage.uncovered):
        fits(part, article.text)
    return found


def claim(values: Mapping[str, Any]) -> Claim:
    """A claim from its JSON form; the kind says which detail it has."""
    kind = values["kind"]
    if kind not in DETAILS:
        raise ClaimError(f"no claim kind {kind!r}: use one of {', '.join(KINDS)}")
    body = adapter(DETAILS[kind]).validate_python(values["detail"])
    plainly = adapter(Claim).validate_python({**values, "detail": body})
    return cast(Claim, plainly)


def paragraphs(json: str) -> tuple[Paragraph, ...]:
    """The stored paragraphs of a draft."""
    return cast("tuple[Paragraph, ...]", load(tuple[Paragraph, ...], json))


def fits(value: Any, text: str) -> None:
    """Raise ClaimError unless every span in ``value`` is what stands at its place in ``text``."""
    for part in _spans(value):
        if text[part.start : part.end] != part.text:
            raise ClaimError(
                f"a span does not fit the article: at {part.start}–{part.end} stands "
                f"{text[part.start : part.end][:40]!r}, not {part.text[:40]!r}"
            )


def _spans(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        for item in value:
            yield from _spans(item)
    elif is_dataclass(value) and not isinstance(value, type):
        if isinstance(value, Span) or {"text", "start", "end"} <= {field.name for field in fields(value)}:
            yield value
        for field in fields(value):
            yield from _spans(getattr(value, field.name))


def _keys(values: Mapping[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: values[key] for key in keys}


def _first(error: ValidationError, what: str) -> str:
    """The first complaint, as one line."""
    complaint = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(str(step) for step in complaint["loc"]) or "the whole"
    return f"{what}: {where}: {complaint['msg'][:1].lower()}{complaint['msg'][1:]}"
