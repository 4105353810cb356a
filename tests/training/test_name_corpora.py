"""Readers of the corpora of names, on files of a few lines."""

from pathlib import Path

import spacy

from training.conllu import Word
from training.name_corpora import align_tags, make_doc, read_gum, read_worldwide
from training.passage import UNKNOWN, Passage


def test_worldwide_leaves_the_address_out(tmp_path: Path) -> None:
    lines = "http://a.example/1\tO\n\nKato\tB-Person\n,\tO\nUgandan\tB-NORP\n\nIt\tO\n"
    (tmp_path / "af_1.txt.tsv").write_text(lines, encoding="utf-8")
    first, second = read_worldwide(tmp_path)
    assert (first.tokens, first.spaces) == (("Kato", ",", "Ugandan"), (False, True, False))
    assert first.tags == ("B-PERSON", "O", "B-NORP")
    assert second.tokens == ("It",)


def test_worldwide_gives_the_whole_name_not_the_names_inside_it(tmp_path: Path) -> None:
    lines = "The\tO\nOslo\tB-Organization\tB-Location\nMarine\tI-Organization\nAgency\tI-Organization\n,\tO\n"
    lines += "Misty\tB-Misc\nLake\tI-Misc\tB-Location\tB-Person\nCup\tI-Misc\n"
    (tmp_path / "eu_1.txt.tsv").write_text(lines, encoding="utf-8")
    (passage,) = read_worldwide(tmp_path)
    assert passage.tags == ("O", "B-ORG", "I-ORG", "I-ORG", "O", "B-MISC", "I-MISC", "I-MISC")


def test_passages_are_parted_by_a_blank_line() -> None:
    passage = Passage(("In", "Oslo"), (True, False), ("O", "B-PLACE"))
    doc = make_doc(spacy.blank("en").vocab, [passage, passage])
    assert doc.text == "In Oslo\n\nIn Oslo"
    assert [name.text for name in doc.ents] == ["Oslo", "Oslo"]


def test_untold_words_are_missing_not_outside() -> None:
    doc = make_doc(spacy.blank("en").vocab, [Passage(("In", "Dutch"), (True, False), ("O", UNKNOWN))])
    assert [token.ent_iob_ for token in doc] == ["O", ""]


def test_gum_takes_named_mentions_only(tmp_path: Path) -> None:
    rows = [("the", "DET", "DT", "(1-organization-new"), ("University", "PROPN", "NNP", ""), ("of", "ADP", "IN", ""),
            ("Oslo", "PROPN", "NNP", "(2-place-new)1)"), ("hired", "VERB", "VBD", ""),
            ("her", "PRON", "PRP", "(3-person-giv)"), ("in", "ADP", "IN", ""),
            ("May", "PROPN", "NNP", "(4-time-new)")]  # fmt: skip
    lines = [f"{n}\t{form}\t{form}\t{upos}\t{xpos}\t_\t0\troot\t_\t{'Entity=' + mark if mark else '_'}"
             for n, (form, upos, xpos, mark) in enumerate(rows, 1)]  # fmt: skip
    path = tmp_path / "gum.conllu"
    path.write_text(
        "# newdoc id = GUM_news_x\n# sent_id = GUM_news_x-1\n" + "\n".join(lines), encoding="utf-8"
    )
    assert next(read_gum(path)).tags == ("O", "B-ORG", "I-ORG", "I-ORG", "O", "O", "O", UNKNOWN)


def test_tags_of_another_cut_are_aligned_by_characters() -> None:
    words = [Word(form, "", "", "", "", 0, "", True, "") for form in ("in", "#audiobooks", "Oslo")]
    rows = [("in", "O"), ("#", "O"), ("audiobooks", "O"), ("Oslo", "B-LOC")]
    assert align_tags(words, rows) == ["O", "O", "B-LOC"]
