"""Whether a clause asserts something that can be checked, and if not, why: shared by the kind ``statement``
and by coverage."""

from __future__ import annotations

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from claims.extraction import Why
from claims.pipeline.clauses import predicates, subject, verbs
from claims.pipeline.labels import ADVERBIAL_CLAUSE, COPULA
from claims.wordlists import table, words

FIRST_PERSON = frozenset({"i", "we"})
OWN = frozenset({"my", "our"})
EMPTY_SUBJECT = frozenset({"it", "this", "that", "there", "what"})
# What a judging verb makes of its object ("called it wasteful", "… a disgrace").
JUDGED = frozenset({"xcomp", "oprd", "obj", "dobj"})
# Words that measure against what would be right ("too little").
MEASURED = frozenset({"too", "enough"})
INFINITIVE = frozenset({"xcomp", "advcl", "acl"})
LINKING = frozenset({"be", "become", "feel", "look", "remain", "seem", "sound", "stay"})
# What may follow the mark that ends a sentence.
CLOSING = " \n\t\"'”’)]"
HYPOTHETICAL = frozenset({"if", "unless", "whether"})


def not_checkable(predicate: Token) -> Why | None:
    """Why the clause of this predicate asserts nothing checkable, or None where it does."""
    if is_question(predicate):
        return "question"
    own = subject(predicate)
    if own is None and not _is_existential(predicate):
        return "command" if is_command(predicate) else "no_assertion"
    mood = _mood(predicate)
    if mood is not None:
        return mood
    if is_supposed(predicate) or _has_condition(predicate):
        return "prediction"
    if predicate.dep_ == "ccomp" and predicate.head.lemma_ not in words("cue_verbs.tsv"):
        governed = _mood(predicate.head)
        if governed is not None:
            return governed
    return "opinion" if own is not None and _is_view(predicate, own) else None


def sentence_reason(sentence: Tokens) -> Why:
    """Why a sentence that no claim covers has none: the reason of its main predicate."""
    if not sentence.doc.has_annotation("DEP"):
        return "unparsed"
    if _ends_in_question(sentence):
        return "question"
    found = sorted(predicates(sentence), key=lambda token: (token != sentence.root, token.i))
    if not found:
        return "command" if is_command(sentence.root) else "no_assertion"
    return not_checkable(found[0]) or "no_assertion"


def is_question(predicate: Token) -> bool:
    """Whether the sentence, or this clause of it, ends in a question mark."""
    if any(child.text == "?" for child in predicate.rights):
        return True
    return _ends_in_question(predicate.sent)


def _ends_in_question(sentence: Tokens) -> bool:
    ends = (sentence[place].text.rstrip(CLOSING) for place in range(len(sentence) - 1, -1, -1))
    return next((end for end in ends if end), "").endswith("?")


def is_command(predicate: Token) -> bool:
    """A base verb that opens its clause, without subject, auxiliary or "to"."""
    if predicate.tag_ != "VB" or subject(predicate) is not None or len(verbs(predicate)) > 1:
        return predicate.lemma_ == "let" and predicate.dep_ == "ROOT" and subject(predicate) is None
    return predicate.dep_ in {"ROOT", "conj", "parataxis", "ccomp"} and not any(
        child.dep_ in {"mark", "aux"} for child in predicate.lefts
    )


def _is_existential(predicate: Token) -> bool:
    """ "There is no way": what there is may be the predicate itself."""
    return any(child.tag_ == "EX" for child in predicate.children)


def _mood(predicate: Token) -> Why | None:
    """What a modal, or "going to", or "need to", makes of the clause."""
    if predicate.lemma_ == "need" and any(_is_infinitive(child) for child in predicate.rights):
        return "opinion"
    group = verbs(predicate)
    modal = table("modals.tsv").get(group[0].lower_) if group and group[0].tag_ == "MD" else None
    if modal == "prediction":
        return "prediction"
    if modal == "opinion":
        return "opinion"
    ahead = predicate.lower_ == "going" or predicate.lemma_.lower() in words("forecast_words.txt")
    future = ahead and any(child.dep_ in INFINITIVE and child.tag_ == "VB" for child in predicate.children)
    return "prediction" if future else None


def _is_infinitive(word: Token) -> bool:
    return word.dep_ in INFINITIVE and any(child.lower_ == "to" for child in word.lefts)


def is_supposed(predicate: Token) -> bool:
    """A clause under "if", or one that "had" opens in its stead; a main clause beside it has its modal."""
    if _is_inverted(predicate):
        return True
    if predicate.dep_ not in ADVERBIAL_CLAUSE | {"ccomp"}:
        return False
    return any(child.dep_ == "mark" and child.lower_ in HYPOTHETICAL for child in predicate.children)


def _has_condition(predicate: Token) -> bool:
    """Whether the clause holds only under an "if" of its own."""
    return any(child.dep_ in ADVERBIAL_CLAUSE and _is_under_if(child) for child in predicate.children)


def _is_under_if(predicate: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in {"if", "unless"} for child in predicate.children)


def _is_inverted(predicate: Token) -> bool:
    """ "Had it happened an hour later": the auxiliary before its subject, and no question."""
    group, own = verbs(predicate), subject(predicate)
    return own is not None and len(group) > 1 and group[0].lower_ == "had" and group[0].i < own.i


def _is_view(predicate: Token, own: Token) -> bool:
    """A judgement: a word of evaluation as the predicate, a mental verb or an aim said of oneself."""
    if own.lower_ in FIRST_PERSON and predicate.lemma_ in words("opinion_verbs.txt"):
        return True
    if own.lemma_.lower() in words("aim_nouns.txt") and any(c.lower_ in OWN for c in own.lefts):
        return True
    if predicate.lemma_ in words("judging_verbs.txt") and any(c.dep_ in JUDGED for c in predicate.rights):
        return True
    if predicate.lemma_ in words("opinion_words.txt"):
        return True
    judged = predicate if any(child.dep_ in COPULA for child in predicate.children) else None
    if judged is None and predicate.lemma_ in LINKING:
        judged = next((c for c in predicate.children if c.dep_ in {"acomp", "attr", "xcomp"}), None)
    if judged is None:
        return predicate.lemma_ in {"seem", "appear"} and own.lower_ in EMPTY_SUBJECT
    if any(child.lower_ in MEASURED for child in judged.children):
        return True
    return any(
        token.lower_ in words("opinion_words.txt")
        for token in (judged, *(child for child in judged.children if child.dep_ == "amod"))
    )
