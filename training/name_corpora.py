"""Corpora of names as spaCy documents with the text a reader would have seen.

Every corpus becomes `Passage`s: tokens, whether a space follows each, and one tag a token in the BILUO-free form
"B-KIND", "I-KIND", "O" or "-" (the corpus does not tell), which is what `Doc(ents=...)` reads.
"""

import csv
import json
import random
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

from training import labels
from training.cleaning import clean
from training.conllu import Sentence, Word, read_sentences
from training.passage import UNKNOWN, Passage
from training.spacing import space_after

# re3d marks pronouns and plain nouns too; they are no names.
PRONOUNS = frozenset(
    [
        "he",
        "she",
        "they",
        "it",
        "we",
        "i",
        "his",
        "her",
        "their",
        "its",
        "our",
        "who",
        "you",
        "them",
        "him",
        "us",
    ]
)


def make_doc(vocab: Vocab, passages: Iterable[Passage]) -> Doc:
    """One Doc of `passages`, parted by blank lines."""
    tokens: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    for passage in passages:
        if tokens:
            tokens, spaces, tags = [*tokens, "\n\n"], [*spaces[:-1], False, False], [*tags, "O"]
        tokens += passage.tokens
        spaces += passage.spaces
        tags += passage.tags
    # spaCy reads "" as missing and "-" as a malformed tag.
    return Doc(vocab, words=tokens, spaces=spaces, ents=["" if tag == UNKNOWN else tag for tag in tags])


def make_docs(vocab: Vocab, passages: Iterable[Passage], *, seed: int, longest: int = 4) -> Iterator[Doc]:
    """Docs of 1 to `longest` passages that follow each other."""
    lengths = random.Random(seed)
    waiting: list[Passage] = []
    room = lengths.randint(1, longest)
    for passage in passages:
        waiting.append(passage)
        if len(waiting) == room:
            yield make_doc(vocab, waiting)
            waiting, room = [], lengths.randint(1, longest)
    if waiting:
        yield make_doc(vocab, waiting)


def read_worldwide(folder: Path) -> Iterator[Passage]:
    """English Worldwide Newswire: one article a file, first line its address. Reads one file, or a folder of them."""
    for path in sorted(folder.glob("*.tsv")) if folder.is_dir() else [folder]:
        yield from read_columns(path, labels.WORLDWIDE, separator="\t")


def read_wikigold(folder: Path) -> Iterator[Passage]:
    """Wikigold: IOB1 tags, so a name begins wherever the label changes."""
    return read_columns(folder / "CONLL-format/data/wikigold.conll.txt", labels.WIKIGOLD, separator=" ")


def read_crossner(folder: Path) -> Iterator[Passage]:
    """CrossNER politics, all parts; demonyms are not annotated, so capitals outside names stay untold."""
    for name in ("train.txt", "dev.txt", "test.txt"):
        for passage in read_columns(folder / name, labels.CROSSNER, separator="\t"):
            yield untell_capitals(passage)


def read_wnut(folder: Path) -> Iterator[Passage]:
    """WNUT 2017: social media."""
    for name in ("wnut17train.conll", "emerging.dev.conll"):
        for passage in read_columns(folder / name, labels.WNUT, separator="\t"):
            yield untell_capitals(passage)


def read_columns(path: Path, kinds: dict[str, str], *, separator: str) -> Iterator[Passage]:
    """Passages of a file with token and tag a line and blank lines between.

    Where names lie inside names (worldwide's `Qatar` in `Qatar Foundation`), further columns tag the inner ones: the
    first is the whole name.
    """
    lines = path.read_text(encoding="utf-8").split("\n")
    for filled, block in groupby(lines, key=lambda line: bool(line.strip())):
        rows = [line.strip("\n").split(separator) for line in block] if filled else []
        rows = [row for row in rows if len(row) > 1 and row[0].strip() and row[0] != "-DOCSTART-"]
        if rows and not (len(rows) == 1 and rows[0][0].startswith("http")):
            yield make_passage([row[0].strip() for row in rows], [row[1].strip() for row in rows], kinds)


def make_passage(tokens: list[str], tags: list[str], kinds: dict[str, str]) -> Passage:
    """A passage with the corpus's own tags mapped by `kinds` and its spaces guessed."""
    return Passage(tuple(tokens), tuple(space_after(tokens)), tuple(map_tags(tags, kinds)))


def map_tags(tags: Iterable[str], kinds: dict[str, str]) -> list[str]:
    """The corpus's tags in our kinds; an I- after another label begins a name (IOB1)."""
    mapped = []
    previous = "O"
    for tag in tags:
        prefix, _, label = tag.partition("-")
        kind = kinds.get(label, labels.OUTSIDE)
        begins = prefix == "B" or previous.partition("-")[2] != label
        mapped.append(_tag(kind, begins))
        previous = tag
    return mapped


def _tag(kind: str, begins: bool) -> str:
    if kind == labels.OUTSIDE:
        return "O"
    return UNKNOWN if kind == labels.MISSING else ("B-" if begins else "I-") + kind


def untell_capitals(passage: Passage) -> Passage:
    """Capitalised words inside the sentence that no name covers may be names of another kind: untold."""
    tags = tuple(
        UNKNOWN if tag == "O" and place and token[:1].isupper() else tag
        for place, (token, tag) in enumerate(zip(passage.tokens, passage.tags, strict=True))
    )
    return Passage(passage.tokens, passage.spaces, tags)


def read_gmb(path: Path) -> Iterator[Passage]:
    """Groningen Meaning Bank: Sentence #, Word, POS, Tag in cp1252."""
    with path.open(encoding="cp1252", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        tokens: list[str] = []
        tags: list[str] = []
        for row in rows:
            if row[0] and tokens:
                yield make_passage(tokens, tags, labels.GMB)
                tokens, tags = [], []
            if row[1].strip():
                tokens.append(row[1])
                tags.append(row[3])
        yield make_passage(tokens, tags, labels.GMB)


def read_clean_gmb(path: Path) -> Iterator[Passage]:
    """GMB without its commonest faults: see `training.cleaning`."""
    return (untell_capitals(passage) for passage in clean(read_gmb(path)))


def read_re3d(folder: Path) -> Iterator[Passage]:
    """re3d: documents and spans by character offsets, one file each a source."""
    for source in sorted(path.parent for path in folder.glob("*/documents.json")):
        spans: dict[str, list[dict[str, object]]] = {}
        for entity in _json_lines(source / "entities.json"):
            spans.setdefault(str(entity["documentId"]), []).append(entity)
        for document in _json_lines(source / "documents.json"):
            yield from _re3d_passages(str(document["text"]), spans.get(str(document["_id"]), []))


def _json_lines(path: Path) -> Iterator[dict[str, object]]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8-sig").split("\n") if line.strip())


def _re3d_passages(text: str, spans: list[dict[str, object]]) -> Iterator[Passage]:
    from spacy.lang.en import English

    doc = English().make_doc(text)
    tags = _re3d_tags(doc, spans)
    paragraph: list[int] = []
    for token in doc:
        if "\n" in token.text:
            if paragraph:
                yield _passage_at(doc, paragraph, tags)
            paragraph = []
        elif not token.is_space:
            paragraph.append(token.i)
    if paragraph:
        yield _passage_at(doc, paragraph, tags)


def _passage_at(doc: Doc, places: list[int], tags: list[str]) -> Passage:
    spaces = [bool(doc[place].whitespace_) for place in places]
    return Passage(
        tuple(doc[place].text for place in places), tuple(spaces), tuple(tags[place] for place in places)
    )


def _re3d_tags(doc: Doc, spans: list[dict[str, object]]) -> list[str]:
    tags = [UNKNOWN if token.text[:1].isupper() and not token.is_sent_start else "O" for token in doc]
    for entity in sorted(spans, key=lambda entity: int(str(entity["end"])) - int(str(entity["begin"]))):
        span = doc.char_span(int(str(entity["begin"])), int(str(entity["end"])), alignment_mode="expand")
        kind = labels.RE3D.get(str(entity["type"]), labels.OUTSIDE)
        if span is None or kind == labels.OUTSIDE:
            continue
        span = span[1:] if len(span) > 1 and span[0].lower_ in ("the", "a", "an", "mr", "mr.") else span
        named = not any(token.lower_ in PRONOUNS for token in span) and all(
            token.text[:1].isupper() or token.lower_ in ("of", "the", "and", "for", "-", "in")
            for token in span
        )
        for token in span:
            tags[token.i] = _tag(kind, token.i == span.start) if named and kind != labels.MISSING else UNKNOWN
    return tags


def read_gum(path: Path) -> Iterator[Passage]:
    """The named ones of GUM's entity mentions; names that no mention of a known kind covers stay untold."""
    for sentence in read_sentences(path):
        words = sentence.words
        tags = [UNKNOWN if word.upos == "PROPN" or (word.form[:1].isupper() and word.upos in ("ADJ", "NOUN")) else "O"
                for word in words]  # fmt: skip
        for start, end, etype in sorted(_mentions(sentence), key=lambda mention: mention[1] - mention[0]):
            start, end = trim_name(words, start, end)
            if etype in labels.GUM and is_name(words[start:end]):
                tags[start:end] = [_tag(labels.GUM[etype], place == start) for place in range(start, end)]
        if words and words[0].upos != "PROPN" and tags[0] == UNKNOWN:
            tags[0] = "O"
        spaces = [word.space_after for word in words[:-1]] + [False]
        yield Passage(tuple(word.form for word in words), tuple(spaces), tuple(tags))


def trim_name(words: tuple[Word, ...], start: int, end: int) -> tuple[int, int]:
    """A mention without the articles, titles and possessive marks around the name."""
    while start < end and (
        words[start].upos == "DET" or words[start].form in ("Mr.", "Mr", "Mrs.", "Ms.", "Dr.")
    ):
        start += 1
    while start < end and words[end - 1].xpos in ("POS", "''", "``", ",", "."):
        end -= 1
    return start, end


def is_name(words: tuple[Word, ...]) -> bool:
    """Proper nouns throughout, but for the small words inside a name (University of the Arts)."""
    if not words or words[0].upos != "PROPN" or words[-1].upos != "PROPN":
        return False
    return all(
        word.upos == "PROPN" or word.form in ("of", "the", "and", "&", "-", "for", "'s") for word in words
    )


def _mentions(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """Start, end (exclusive) and entity type of the mentions that the sentence opens and closes."""
    opened: dict[str, list[tuple[int, str]]] = {}
    for place, word in enumerate(sentence.words):
        for action, chain, etype in _entity_marks(word.misc):
            if action in "(=":
                opened.setdefault(chain, []).append((place, etype))
            if action in ")=" and opened.get(chain):
                start, kind = opened[chain].pop()
                yield start, place + 1, kind


def _entity_marks(misc: str) -> Iterator[tuple[str, str, str]]:
    """`(1-person-…` opens, `1)` closes, `(1-person-…)` does both; marks may follow without a blank."""
    field = next((part[7:] for part in misc.split("|") if part.startswith("Entity=")), "")
    rest = field
    while rest:
        if rest.startswith("("):
            stop = next((i for i in range(1, len(rest)) if rest[i] in "()"), len(rest))
            parts = rest[1:stop].split("-")
            if rest[stop : stop + 1] == ")":
                yield "=", parts[0], parts[1] if len(parts) > 1 else ""
                rest = rest[stop + 1 :]
            else:
                yield "(", parts[0], parts[1] if len(parts) > 1 else ""
                rest = rest[stop:]
        else:
            chain, _, rest = rest.partition(")")
            yield ")", chain, ""


def read_uner(path: Path, treebank: Path) -> Iterator[list[Passage]]:
    """Universal NER for EWT: one list a document, spaces and paragraphs from the treebank it annotates."""
    rows = _uner_rows(path)
    for _, group in groupby(read_sentences(treebank), key=lambda sentence: sentence.document):
        passages = []
        for _, paragraph in groupby(group, key=lambda sentence: sentence.paragraph):
            words: list[Word] = []
            tags: list[str] = []
            for sentence in paragraph:
                words += sentence.words
                tags += map_tags(align_tags(sentence.words, rows[sentence.sent_id]), labels.UNER)
            spaces = [word.space_after for word in words[:-1]] + [False]
            passages.append(Passage(tuple(word.form for word in words), tuple(spaces), tuple(tags)))
        yield passages


def align_tags(words: Iterable[Word], rows: list[tuple[str, str]]) -> list[str]:
    """Tags of `rows` (form, tag) for `words`: two releases of EWT cut a few words in different places."""
    starts: dict[int, str] = {}
    place = 0
    for form, tag in rows:
        starts[place] = tag
        place += len(form)
    tags = []
    place = 0
    for word in words:
        tags.append(starts.get(place, "O"))
        place += len(word.form)
    return tags


def _uner_rows(path: Path) -> dict[str, list[tuple[str, str]]]:
    rows: dict[str, list[tuple[str, str]]] = {}
    sent_id = ""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# sent_id"):
            sent_id = line.partition("= ")[2]
        elif line[:1].isdigit():
            rows.setdefault(sent_id, []).append((line.split("\t")[1], line.split("\t")[2]))
    return rows


Reader = Callable[[Path], Iterator[Passage]]
# The last field: whether passages are also trained on as they are, beside their variants. Corpora that are
# noisy or far from news are met in variants only.
CORPORA: dict[str, tuple[Reader, str, bool]] = {
    "worldwide": (read_worldwide, "ner/worldwide-train", True),
    "gum": (read_gum, "ud/gum-train.conllu", True),
    "wikigold": (read_wikigold, "ner/wikigold", True),
    "crossner": (read_crossner, "ner/crossner-politics", False),
    "re3d": (read_re3d, "ner/re3d", False),
    "wnut": (read_wnut, "ner/wnut17", True),
    "gmb": (read_clean_gmb, "ner/gmb.csv", False),
}
