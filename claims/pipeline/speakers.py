"""Who says it: from the verb that reports to the noun phrase that names its speaker."""

from __future__ import annotations

from spacy.symbols import ADJ, ADV, AUX, DET, NOUN, NUM, PART, PRON, PROPN
from spacy.tokens import Doc, Token

from claims.pipeline.labels import (
    ADVERBIAL_CLAUSE,
    AGENT,
    AUXILIARY,
    CONJUNCT,
    OBJECT,
    OBLIQUE,
    POSSESSOR,
    PREPOSITION_OBJECT,
    REDUCED_RELATIVE,
    RELATIVE,
    SUBJECT,
    SUBJECT_ACTIVE,
    SUBJECT_PASSIVE,
)
from claims.pipeline.layout import Layout, Stretch, follows_comma
from claims.wordlists import table

FINITE = frozenset({"VBD", "VBZ", "VBP"})
NOMINAL = frozenset({NOUN, PROPN, PRON})
PREMODIFIERS = frozenset({DET, ADJ, NUM, ADV})
# How far a verb without a subject of its own is followed to the verb that lends it one.
LENDERS = 5
LENDING = CONJUNCT | ADVERBIAL_CLAUSE | {"parataxis", "dep", "pcomp"}
OWNERS = frozenset({"by", "from", "of"})


def speaker(layout: Layout, verb: Token) -> Stretch | None:
    """The tokens of the noun phrase that says what ``verb`` reports, or None."""
    head = _speaking(verb)
    if not _fits(layout, head, verb) or (head is not None and _cut_off(layout, head, verb)):
        head = _beside(layout, verb) or head
    if head is None and verb.tag_ == "VBG":
        head = _main(layout, verb)
    if head is None or not _fits(layout, head, verb):
        return None
    phrase = _trimmed(layout, head, verb)
    return phrase if phrase[0] < phrase[1] else None


def _speaking(verb: Token) -> Token | None:
    """The head of the verb's logical subject, borrowed from a governing verb where it has none."""
    agent = _agent(verb)
    if agent is not None or _reduced_passive(verb):
        return agent
    current = verb
    for _ in range(LENDERS):
        subject = next((child for child in current.children if child.dep_ in SUBJECT), None)
        if subject is not None:
            passive = subject.dep_ in SUBJECT_PASSIVE and current is verb
            return None if passive else subject
        if current.dep_ in RELATIVE | REDUCED_RELATIVE:
            return _author(current.head) if current.tag_ != "VBN" and current.head.pos in NOMINAL else None
        if current.dep_ == "xcomp":
            controller = next((child for child in current.head.children if child.dep_ in OBJECT), None)
            if controller is not None and controller.i < current.i:
                return controller
        elif current.dep_ not in LENDING and current.tag_ != "VBG":
            return None
        if current.head.i == current.i:
            return None
        current = current.head
    return None


def _fits(layout: Layout, head: Token | None, verb: Token) -> bool:
    """Whether the noun can speak: it stands in the same marks as the verb, or like it in none, and is no date."""
    if head is None:
        return False
    return layout.region_of[head.i] == layout.region_of[verb.i] and head.i not in layout.dated


def _main(layout: Layout, participle: Token) -> Token | None:
    """Whose participle hangs on nothing: the subject of the finite verb before it: "…, he said, adding"."""
    unit = layout.units[layout.unit_of[participle.i]]
    for i in range(participle.i - 1, unit.start - 1, -1):
        token = layout.doc[i]
        if token.tag_ in FINITE and layout.region_of[i] == layout.region_of[participle.i]:
            return next((child for child in token.children if child.dep_ in SUBJECT), None)
    return None


def _author(noun: Token) -> Token:
    """Who speaks in a document: the one who issued it, where the text says so, else the document."""
    if table("settings.tsv").get(noun.lemma_.lower()) is not None and noun.dep_ in OBJECT:
        issuer = next((child for child in noun.head.lefts if child.dep_ in SUBJECT_ACTIVE), None)
        return noun if issuer is None else issuer
    return noun


def _beside(layout: Layout, verb: Token) -> Token | None:
    """The noun next to a reporting verb that stands between marked words: "…," said the mayor."""
    doc, region = layout.doc, layout.region_of[verb.i]
    if verb.tag_ not in FINITE:
        return None
    before = _nearest(layout, verb)
    if before is not None and before.pos in NOMINAL and layout.region_of[before.i] == region:
        return _top(layout, before, verb)
    behind = next((t for t in doc[verb.i + 1 : verb.i + 2 + LENDERS] if t.pos not in PREMODIFIERS), None)
    inverted = before is None or before.is_punct or before.is_space or layout.region_of[before.i] != region
    if not inverted or behind is None or layout.region_of[behind.i] != region:
        return None
    if behind.pos in NOMINAL:
        return _top(layout, behind, verb)
    return _opening(layout, verb)


def _opening(layout: Layout, verb: Token) -> Token | None:
    """The noun that follows marked words, with the verb behind its appositions: "…," Ann, the mayor, said."""
    start = verb.i
    unit = layout.units[layout.unit_of[verb.i]]
    while start > unit.start and layout.region_of[start - 1] == layout.region_of[verb.i]:
        start -= 1
    if start == unit.start or layout.region_at(start - 1) is None:
        return None
    first = next((t for t in layout.doc[start : verb.i] if t.pos in NOMINAL), None)
    return None if first is None else _top(layout, first, verb)


def _nearest(layout: Layout, verb: Token) -> Token | None:
    """The word before the verb, adverbs and auxiliaries passed over."""
    for i in range(verb.i - 1, max(-1, verb.i - 1 - LENDERS), -1):
        if layout.doc[i].pos not in (ADV, AUX, PART):
            return layout.doc[i]
    return None


def _cut_off(layout: Layout, subject: Token, verb: Token) -> bool:
    """Whether another noun stands between a comma and the verb: "Protest, the mayor said, is …"."""
    before = _nearest(layout, verb)
    if before is None or before.pos not in NOMINAL or subject.i > verb.i or before.i <= subject.right_edge.i:
        return False
    first = before.left_edge.i
    return first > 0 and layout.doc[first - 1].text == ","


def _top(layout: Layout, token: Token, verb: Token) -> Token:
    """The head of the noun phrase that ``token`` stands in, on its side of the verb."""
    while token.head.pos in NOMINAL and token.head.i != token.i:
        same_side = (token.head.i < verb.i) == (token.i < verb.i)
        if not same_side or layout.region_of[token.head.i] != layout.region_of[token.i]:
            break
        token = token.head
    return token


def _reduced_passive(verb: Token) -> bool:
    """A participle like that of "a man accused of theft": its subject says nothing."""
    return (
        verb.tag_ == "VBN"
        and not any(child.dep_ in AUXILIARY for child in verb.lefts)
        and (verb.dep_ in REDUCED_RELATIVE | ADVERBIAL_CLAUSE)
    )


def _agent(verb: Token) -> Token | None:
    """The noun after "by" of a passive."""
    if not any(child.dep_ in {"aux:pass", "auxpass"} for child in verb.lefts) and verb.tag_ != "VBN":
        return None
    for child in verb.rights:
        if child.dep_ in AGENT and child.lower_ == "by":
            return next((c for c in child.rights if c.dep_ in PREPOSITION_OBJECT), None)
        if child.dep_ in OBLIQUE and any(c.dep_ == "case" and c.lower_ == "by" for c in child.lefts):
            return child
    return None


def possessor(noun: Token) -> Token | None:
    """Whose claim, plan or view it is: "his claim", "the mayor's claim", "a claim by the mayor"."""
    for child in noun.lefts:
        if child.dep_ in POSSESSOR:
            return child
    for child in noun.rights:
        if child.dep_ == "nmod" and any(c.dep_ == "case" and c.lower_ in OWNERS for c in child.lefts):
            return child
    return None


def phrase_of(layout: Layout, head: Token) -> Stretch:
    """The noun phrase of ``head``, with its appositions and relative clauses."""
    return _trimmed(layout, head, None)


def _trimmed(layout: Layout, head: Token, verb: Token | None) -> Stretch:
    """The phrase of ``head`` without prepositions, possessive endings, ``verb`` and marked words."""
    start, end = head.left_edge.i, head.right_edge.i + 1
    if verb is not None and start <= verb.i < end:
        start, end = (start, _before(layout.doc, head, verb)) if head.i < verb.i else (verb.i + 1, end)
    outside = layout.region_of[head.i]
    while start < head.i and (
        layout.region_of[start] != outside or layout.doc[start].dep_ in {"case", "punct", "cc", "mark"}
    ):
        start += 1
    stop = next((i for i in range(head.i, end) if layout.region_of[i] != outside and outside < 0), end)
    end = min(end, stop)
    end = next((t.i for t in layout.doc[head.i + 1 : end] if t.tag_ == "VBG" and follows_comma(t)), end)
    while end > head.i + 1 and (layout.doc[end - 1].is_punct or layout.doc[end - 1].tag_ in {"POS", "_SP"}):
        if layout.doc[end - 1].text in {")", "]"}:
            break
        end -= 1
    return start, end


def _before(doc: Doc, head: Token, verb: Token) -> int:
    """Where the phrase of ``head`` ends before the clause of ``verb`` that hangs on it."""
    top = verb
    while top.head.i != head.i and top.head.i != top.i:
        top = top.head
    return max(head.i + 1, min(top.left_edge.i, verb.i))


def members(doc: Doc, phrase: Stretch, head: Token) -> list[Stretch]:
    """The coordinated noun phrases of a phrase, first to last; one phrase where nothing is coordinated."""
    others = [t for t in head.conjuncts if phrase[0] <= t.i < phrase[1] and t.pos in NOMINAL and t.i > head.i]
    if not others:
        return [phrase]
    heads = [head, *sorted(others, key=lambda t: t.i)]
    starts = [phrase[0], *(_conjunct_start(t) for t in heads[1:])]
    ends = [*(_back_over_joiners(doc, start) for start in starts[1:]), phrase[1]]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _conjunct_start(token: Token) -> int:
    start = token.left_edge.i
    while start < token.i and token.doc[start].dep_ in {"cc", "punct"}:
        start += 1
    return start


def _back_over_joiners(doc: Doc, end: int) -> int:
    while end > 0 and (doc[end - 1].dep_ == "cc" or doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return end


def head_of(doc: Doc, phrase: Stretch) -> Token:
    """The word of the phrase whose own head stands outside it."""
    for token in doc[phrase[0] : phrase[1]]:
        outside = not phrase[0] <= token.head.i < phrase[1] or token.head.i == token.i
        if outside and token.pos in NOMINAL:
            return token
    return doc[phrase[1] - 1]
