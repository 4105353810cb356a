"""Dependency and entity labels of the two schemes that are read: Universal Dependencies (the bundled
pipeline) and ClearNLP (spaCy's own English pipelines). Each set holds what means the same in both.
"""

from __future__ import annotations

from collections.abc import Mapping

from claims.annotation import NameType

SUBJECT_ACTIVE = frozenset({"nsubj", "csubj", "nsubj:outer", "csubj:outer"})
SUBJECT_PASSIVE = frozenset({"nsubj:pass", "csubj:pass", "nsubjpass", "csubjpass"})
SUBJECT = SUBJECT_ACTIVE | SUBJECT_PASSIVE
OBJECT = frozenset({"obj", "iobj", "dobj", "dative"})
# A noun phrase under a preposition: of a verb or adjective in UD; under the ADP itself in ClearNLP.
OBLIQUE = frozenset({"obl", "obl:agent", "obl:unmarked", "obl:tmod", "obl:npmod", "npadvmod"})
AGENT = frozenset({"obl:agent", "agent"})
NOMINAL_MODIFIER = frozenset({"nmod", "nmod:unmarked", "nmod:tmod", "nmod:npmod", "nmod:desc"})
PREPOSITION = frozenset({"prep", "agent"})
PREPOSITION_OBJECT = frozenset({"pobj", "pcomp"})
POSSESSOR = frozenset({"nmod:poss", "poss"})
RELATIVE = frozenset({"acl:relcl", "relcl"})
REDUCED_RELATIVE = frozenset({"acl"})
APPOSITION = frozenset({"appos"})
CONJUNCT = frozenset({"conj"})
COPULA = frozenset({"cop"})
# ClearNLP makes the copula the head and its noun an attribute.
ATTRIBUTE = frozenset({"attr", "acomp"})
AUXILIARY = frozenset({"aux", "aux:pass", "auxpass"})
NEGATION = frozenset({"neg"})
COMPLEMENT = frozenset({"ccomp", "xcomp"})
ADVERBIAL_CLAUSE = frozenset({"advcl", "advcl:relcl"})
# What joins the words of one name, or a title to its bearer.
NAME_PART = frozenset({"flat", "flat:name", "compound", "goeswith", "fixed"})

ENTITY_TYPES: Mapping[str, NameType] = {
    "PERSON": "PERSON", "PER": "PERSON", "ORG": "ORG", "PLACE": "PLACE", "GPE": "PLACE", "LOC": "PLACE",
    "NORP": "NORP", "FACILITY": "FACILITY", "FAC": "FACILITY", "PRODUCT": "PRODUCT", "EVENT": "EVENT",
    "WORK": "WORK", "WORK_OF_ART": "WORK", "MISC": "MISC", "LAW": "MISC", "LANGUAGE": "MISC",
}  # fmt: skip
