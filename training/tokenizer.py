"""spaCy's English tokenizer, taught where the treebanks cut otherwise.

Universal Dependencies keep a prefix with a hyphen, a telephone number and a run of one mark whole:
https://universaldependencies.org/en/tokenization.html
"""

import re
from typing import Any

from spacy.language import Language
from spacy.symbols import ORTH
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

# A line of one mark is one word in EWT ("=====", "!!!"); spaCy would cut it into dozens.
RUNS = (r"={2,}", r"\*{2,}", r"_{2,}", r"~{2,}", r"[?!]{2,}", r"<{2,}", r">{2,}", r"\${2,}",
        r"\.[?!]+")  # fmt: skip
# No words by themselves, so their hyphen joins; a capital after it begins a name, which must stay findable.
PREFIXES = ("anti", "co", "counter", "cross", "e", "inter", "intra", "micro", "mini", "multi", "non", "over", "post",
            "pre", "re", "semi", "socio", "sub")  # fmt: skip
# How spaCy's own infix rule names hyphens and dashes.
HYPHENS = "-|–|—|--|---|——|~"
TELEPHONE = r"(?:\d-)?(?:\d{3}-)?\d{3}-\d{4}"
ABBREVIATIONS = ("al.", "b/c", "etc.", "Ft.", "No.", "Nos.", "Esp.", "Conf.", "Wed.", "Sat.", "Thurs.",
                 "Tues.")  # fmt: skip
# Titles before a name, which headlines in capitals have in capitals.
TITLES = ("Adm.", "Brig.", "Capt.", "Cmdr.", "Col.", "Cpl.", "Dr.", "Drs.", "Gen.", "Gens.", "Gov.", "Govs.", "Insp.",
          "Lt.", "Maj.", "Mr.", "Mrs.", "Ms.", "Pfc.", "Pres.", "Prof.", "Profs.", "Pvt.", "Rep.", "Reps.", "Rev.",
          "Sen.", "Sens.", "Sgt.", "Supt.")  # fmt: skip

# Words written as one that are several.
JOINED = (("and", "/", "or"), ("wan", "na"), ("Wan", "na"), ("out", "ta"))


def teach_tokenizer(nlp: Language) -> None:
    """Give the pipeline's tokenizer these rules; they are saved with it."""
    tokenizer: Any = nlp.tokenizer
    stock = nlp.Defaults
    tokenizer.prefix_search = compile_prefix_regex((*RUNS, *(stock.prefixes or ()))).search
    tokenizer.suffix_search = compile_suffix_regex((*RUNS, *(stock.suffixes or ()))).search
    tokenizer.infix_finditer = compile_infix_regex(
        [spare_prefixes(rule) for rule in stock.infixes or ()]
    ).finditer
    tokenizer.token_match = re.compile(TELEPHONE + r"\Z").match
    for word in (*ABBREVIATIONS, *TITLES, *map(str.upper, TITLES)):
        tokenizer.add_special_case(word, [{ORTH: word}])
    for words in JOINED:
        tokenizer.add_special_case("".join(words), [{ORTH: word} for word in words])


def spare_prefixes(rule: str) -> str:
    """An infix rule that cuts at hyphens, with the hyphens of prefixes left whole; other rules as they are."""
    if HYPHENS not in rule:
        return rule
    no_prefix = "".join(rf"(?<!\b[{prefix[0].upper()}{prefix[0]}]{prefix[1:]})" for prefix in PREFIXES)
    return f"(?:{no_prefix}|(?=[^a-z]+[A-Z0-9])){rule}"
