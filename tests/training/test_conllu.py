"""CoNLL-U blocks as the treebanks write them."""

from pathlib import Path

import pytest

from training.conllu import Sentence, read_genre, read_sentences

BLOCKS = """\
# newdoc id = weblog-a
# sent_id = weblog-a-0001
# newpar id = weblog-a-p0001
# text = They didn't.
1\tThey\tthey\tPRON\tPRP\tCase=Nom\t2\tnsubj\t_\t_
2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
2\tdid\tdo\tAUX\tVBD\tTense=Past\t0\troot\t_\t_
3\tn't\tnot\tPART\tRB\t_\t2\tadvmod\t_\t_
4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# sent_id = weblog-a-0002
# newpar id = weblog-a-p0002
1\tGone\tgo\tVERB\tVBN\t_\t0\troot\t_\tSpaceAfter=No
1.1\tgone\tgo\tVERB\tVBN\t_\t_\t_\t_\t_
2\t!\t!\tPUNCT\t.\t_\t1\tpunct\t_\t_

# newdoc id = weblog-b
# sent_id = weblog-b-0001
1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_
"""


@pytest.fixture
def sentences(tmp_path: Path) -> list[Sentence]:
    path = tmp_path / "sample.conllu"
    path.write_text(BLOCKS, encoding="utf-8")
    return list(read_sentences(path))


def test_documents_and_paragraphs_are_numbered(sentences: list[Sentence]) -> None:
    found = [(sentence.sent_id, sentence.document, sentence.paragraph) for sentence in sentences]
    assert found == [("weblog-a-0001", 1, 1), ("weblog-a-0002", 1, 2), ("weblog-b-0001", 2, 3)]


def test_words_of_one_written_word_have_no_space_between(sentences: list[Sentence]) -> None:
    spaces = [(word.form, word.space_after) for word in sentences[0].words]
    assert spaces == [("They", True), ("did", False), ("n't", False), (".", True)]


def test_empty_nodes_are_left_out(sentences: list[Sentence]) -> None:
    assert [word.form for word in sentences[1].words] == ["Gone", "!"]


def test_a_root_is_its_own_head(sentences: list[Sentence]) -> None:
    assert [(word.head, word.deprel) for word in sentences[0].words] == [
        (1, "nsubj"), (1, "ROOT"), (1, "advmod"), (1, "punct"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sent_id", "genre"),
    [("email-enronsent20-0001", "ewt email"), ("GUM_news_iodine-3", "gum news")],
)
def test_genre(sent_id: str, genre: str) -> None:
    assert read_genre(sent_id) == genre
