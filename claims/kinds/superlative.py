"""The kind ``superlative``: first, only, largest, most …, and what is compared with what.

Markers are the tagger's superlative forms and the words of ``data/superlatives.tsv``, without the uses of
``data/superlative_exceptions.tsv`` that claim no rank ("at least", "last year", "first lady").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from claims.assertions import is_question
from claims.claim import Found, SuperlativeDetail
from claims.kinds.comparison import EVER, Comparison, comparison, is_set_apart
from claims.pipeline import article_of, paragraphs, span_of
from claims.pipeline.clauses import clause, predicate_of, trimmed
from claims.pipeline.labels import CONJUNCT, SUBJECT
from claims.wordlists import rows, table

FORMS = frozenset({"JJS", "RBS"})
NOMINAL = frozenset({"NOUN", "PROPN"})
POSSESSIVES = frozenset({"my", "your", "his", "her", "its", "our", "their", "whose", "'s", "’s", "'", "’"})
DETERMINERS = POSSESSIVES | {"the", "this", "that"}
RECORD_VERBS = frozenset({"set", "break", "beat", "smash", "equal", "shatter", "surpass", "tie", "hold"})
RECORD_SCOPES = frozenset({"world", "national", "olympic", "european", "state", "championship", "time"})
PAST = frozenset({"VBN", "VBD"})
TIMES = frozenset({"time", "year", "month", "week", "decade", "season", "session"})
HYPHENS = frozenset({"-", "‑"})


def find(doc: Doc, before: Sequence[Found]) -> Iterator[Found]:
    """Yield every superlative claim of the Doc: one for each marker, in text order."""
    taken = 0
    for token in doc:
        if token.i < taken or not _claims_rank(token):
            continue
        first, last = _marker(token)
        taken = last + 1
        yield _claim(doc, token, first, last)


def _claim(doc: Doc, token: Token, first: int, last: int) -> Found:
    marker = span_of(doc, doc[first].idx, doc[last].idx + len(doc[last]))
    compared: Comparison = comparison(doc, first, last)
    start, end = _own_clause(compared.head or token)
    spans = [s for s in (marker, compared.subject, compared.among, compared.scope) if s is not None]
    block = next(((p.start, p.end) for p in paragraphs(doc) if p.start <= marker.start < p.end), (start, end))
    start = max(block[0], min(start, *(s.start for s in spans if block[0] <= s.start)))
    end = min(block[1], max(end, *(s.end for s in spans if s.end <= block[1])))
    detail = SuperlativeDetail(marker, compared.subject, compared.among, compared.scope)
    return Found("superlative", start, end, detail)


def _own_clause(token: Token) -> tuple[int, int]:
    """Of an apposition, the phrase and what it stands beside (the subject is added); else the clause."""
    predicate = predicate_of(token)
    apposed = next((t for t in (token, *token.ancestors) if is_set_apart(t)), None)
    if apposed is None or predicate.is_ancestor(apposed) is False:
        return clause(_with_subject(predicate))
    return trimmed(token.doc, apposed.left_edge.i, apposed.right_edge.i + 1)


def _with_subject(predicate: Token) -> Token:
    """The predicate that has the subject which coordinated ones share."""
    while predicate.dep_ in CONJUNCT and not any(child.dep_ in SUBJECT for child in predicate.children):
        predicate = predicate.head
    return predicate


def _claims_rank(token: Token) -> bool:
    word = token.lower_
    group = _words().get(word)
    if token.tag_ in FORMS:
        group = "form"
    elif group == "form" and not _in_headline(token) and _word(token, -1) not in DETERMINERS:
        return False
    if group is None or _excepted(token) or _in_name(token) or is_question(token):
        return False
    return CHECKS[group](token)


def _in_headline(token: Token) -> bool:
    article = article_of(token.doc)
    return article is not None and article.role_at(token.idx) == "headline"


def _ranks_as_form(token: Token) -> bool:
    """A superlative form; ``most`` and ``least`` of an amount only with an article ("the most votes")."""
    if token.lower_ not in {"most", "least"}:
        return True
    before = _word(token, -1)
    following = _token(token, 1)
    if before in DETERMINERS:
        return True
    graded = following is not None and following.pos_ in {"ADJ", "ADV"} and token.tag_ == "RBS"
    return graded and before not in {"a", "an"}


def _ranks_as_ordinal(token: Token) -> bool:
    """First and last: after an article or possessor, or right before a past verb ("was first seen")."""
    following = _token(token, 1)
    if following is None:
        return False
    before, earlier = _word(token, -1), _word(token, -2)
    if before in DETERMINERS or (before in {"very", "-"} and earlier in DETERMINERS):
        return following.pos_ not in {"PUNCT", "SPACE"} or following.text in {"-", ","}
    if token.dep_ == "amod" and _word(token, 1) == "time":
        return True
    return following.tag_ in PAST and token.i > token.sent.start and _word(token, -1) not in {",", "and"}


def _ranks_as_only(token: Token) -> bool:
    following = _token(token, 1)
    nominal = following is not None and following.pos_ in NOMINAL | {"ADJ", "NUM", "PRON", "VERB"}
    return nominal and _word(token, -1) in DETERMINERS


def _ranks_as_record(token: Token) -> bool:
    """A record set or broken, or before the noun or number that it ranks."""
    following = _token(token, 1)
    if token.pos_ in {"VERB", "AUX"}:
        return False
    if following is not None and token.head.i > token.i and following.pos_ in NOMINAL | {"NUM", "ADJ", "SYM"}:
        return True
    if token.dep_ in {"obj", "dobj"} and token.head.lemma_ in RECORD_VERBS:
        return True
    return token.pos_ == "NOUN" and _word(token, -1) in RECORD_SCOPES


def _ranks_as_extreme(token: Token) -> bool:
    """ "A six-year high", "an all-time low"."""
    following = _token(token, 1)
    noun = following is None or following.pos_ not in NOMINAL
    return noun and _word(token, -1) in TIMES and _word(token, -2) in HYPHENS


def _ranks_plainly(token: Token) -> bool:
    return token.pos_ in {"ADJ", "NOUN", "ADV"}


CHECKS = {
    "form": _ranks_as_form,
    "ordinal": _ranks_as_ordinal,
    "only": _ranks_as_only,
    "record": _ranks_as_record,
    "extreme": _ranks_as_extreme,
    "plain": _ranks_plainly,
}


def _excepted(token: Token) -> bool:
    before = _exceptions().get((token.lower_, "before"), frozenset())
    after = _exceptions().get((token.lower_, "after"), frozenset())
    if _word(token, -1) in before or "*" in after or _is_stretch(token):
        return True
    following = {_word(token, 1), _word(token, 2) if _word(token, 1) == "-" else ""}
    return bool(following & after)


def _is_stretch(token: Token) -> bool:
    """ "The last 33 months", "the first 100 days": how many, and no rank."""
    following = _token(token, 1)
    return token.lower_ in {"first", "last"} and following is not None and following.like_num


def _in_name(token: Token) -> bool:
    """A word of a proper name: "First Minister", "Best Buy"; a headline's capitals name nothing."""
    if not token.text[0].isupper() or token.i == token.sent.start or _in_headline(token):
        return False
    inside = any(name.start <= token.idx < name.end for name in token.doc._.claims_names)
    return inside or token.pos_ == "PROPN"


def _marker(token: Token) -> tuple[int, int]:
    """First and last token of the marker: the rank before it, "most" with its adjective, hyphenated words."""
    doc, first, last = token.doc, token.i, token.i
    if token.lower_ in {"most", "least"} and last + 1 < len(doc) and _is_graded(doc[last + 1]):
        last += 1
    last = _hyphenated(doc, last, 1)
    if _words().get(token.lower_) == "extreme":
        first -= 1
    first = _hyphenated(doc, first, -1)
    if first > 0 and _is_rank(doc[first - 1]):
        first -= 1
    return first, last


def _is_graded(token: Token) -> bool:
    return token.pos_ in {"ADJ", "ADV"} and token.lower_ not in EVER


def _is_rank(token: Token) -> bool:
    """An ordinal that ranks with a superlative ("second most populous"); "first" is a marker of its own."""
    return token.morph.get("NumType", []) == ["Ord"] and token.lower_ not in _words()


def _hyphenated(doc: Doc, index: int, step: int) -> int:
    """The last token, in this direction, of what hyphens join without blanks."""
    while 0 <= index + 2 * step < len(doc):
        hyphen, other = doc[index + step], doc[index + 2 * step]
        joined = not hyphen.whitespace_ and not doc[min(index, other.i)].whitespace_
        if hyphen.text not in HYPHENS or not joined or other.is_punct:
            break
        index += 2 * step
    return index


def _token(token: Token, step: int) -> Token | None:
    index = token.i + step
    return token.doc[index] if 0 <= index < len(token.doc) else None


def _word(token: Token, step: int) -> str:
    other = _token(token, step)
    return "" if other is None else other.lower_


@cache
def _words() -> dict[str, str]:
    return dict(table("superlatives.tsv"))


@cache
def _exceptions() -> dict[tuple[str, str], frozenset[str]]:
    table_rows = rows("superlative_exceptions.tsv")
    return {(word, side): frozenset(words.split()) for word, side, words in table_rows}
