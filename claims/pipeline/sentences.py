"""Where a token's sentence begins and ends.

spaCy's ``token.sent`` asks the whole Doc first whether it has sentences, which makes a walk over all tokens
quadratic; this looks no further than the sentence.
"""

from __future__ import annotations

from spacy.tokens import Token


def sentence_start(token: Token) -> int:
    """The index of the first token of the token's sentence."""
    doc, i = token.doc, token.i
    while i > 0 and not doc[i].is_sent_start:
        i -= 1
    return i


def sentence_end(token: Token) -> int:
    """The index after the last token of the token's sentence."""
    doc, i = token.doc, token.i + 1
    while i < len(doc) and not doc[i].is_sent_start:
        i += 1
    return i
