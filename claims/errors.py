"""The errors of this layer.

ClaimsError
├── ArticleError          an article that cannot be read
│   ├── EmptyArticle      nothing to read in it
│   ├── UnreadableFormat  binary, PDF, or another format that is not read
│   ├── TooLarge          above ``max_size``
│   └── NotEnglish        another language, and not forced
├── PipelineError         a spaCy pipeline that cannot be loaded or lacks a component
└── ClaimError            a claim, detail or document that breaks the contract

Every message is one line and says what failed, on what, and what to do.
"""


class ClaimsError(Exception):
    """Root of all errors that the ``claims`` package raises on purpose."""


class ArticleError(ClaimsError):
    """An article that cannot be read."""


class EmptyArticle(ArticleError):
    """The input holds no text."""


class UnreadableFormat(ArticleError):
    """The input is in a format that is not read."""


class TooLarge(ArticleError):
    """The input is above ``max_size``."""


class NotEnglish(ArticleError):
    """The text is in another language."""


class PipelineError(ClaimsError):
    """The spaCy pipeline cannot be loaded, or lacks a component that claims need."""


class ClaimError(ClaimsError):
    """A claim, detail or extraction document that breaks the contract."""
