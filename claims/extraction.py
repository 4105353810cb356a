"""The extraction document: everything found in one article, and its JSON form."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from claims.annotation import Annotations
from claims.article import Article
from claims.claim import Claim

SCHEMA = "claimdesk/extraction/1"
What = Literal["sentence", "number", "date", "name", "quotation"]
Why = Literal[
    "opinion",
    "question",
    "command",
    "prediction",
    "no_assertion",
    "boilerplate",
    "filtered",
    "unparsed",
]
ARTICLE_KEYS = (
    "id",
    "draft",
    "title",
    "byline",
    "published",
    "url",
    "language",
    "sha256",
    "source_sha256",
    "text",
)


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A stretch of the article that no claim covers, and why."""

    start: int
    end: int
    text: str
    what: What
    why: Why


@dataclass(frozen=True, slots=True)
class Coverage:
    """What claims cover: sentences of headline, captions and body, and those that share a character with a claim."""

    sentences: int
    covered: int
    uncovered: tuple[Uncovered, ...]


@dataclass(frozen=True, slots=True)
class MadeBy:
    """The tool's version and the spaCy pipeline's name and version."""

    version: str
    model: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """One article with its claims (by start, end, kind, id), annotations and coverage."""

    made_by: MadeBy
    article: Article
    claims: tuple[Claim, ...]
    annotations: Annotations
    coverage: Coverage

    def document(self) -> dict[str, Any]:
        """The JSON form, ``claimdesk/extraction/1``, keys in the contract's order."""
        return {
            "schema": SCHEMA,
            "made_by": plain(self.made_by),
            "article": {key: getattr(self.article, key) for key in ARTICLE_KEYS},
            "paragraphs": plain(self.article.paragraphs),
            "claims": plain(self.claims),
            "annotations": plain(self.annotations),
            "coverage": plain(self.coverage),
        }


def plain(value: Any) -> Any:
    """Dataclasses as dictionaries in field order, tuples as lists, floats to four places."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, float):
        return round(value, 4)
    return value
