"""Word copies: marks stand where the claims do, the rest of the file stays, accepting gives the corrected text."""

from __future__ import annotations

import io
import zipfile
from importlib.metadata import version

import pytest
from harbour import at_odds
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from manuscript import LINES, accepted, comments, manuscript, part, refused

from claims.readers.word import WORD
from reviews import rules
from reviews.errors import ReportError
from reviews.report import Choice, Framing, build
from reviews.store import Store
from reviews.writers import as_docx
from reviews.writers.word.corrections import whole
from reviews.writers.word.marks import Edit, Marker
from reviews.writers.word.package import Package
from reviews.writers.word.places import places

ALONE = rules.Policy(second_review=False)


@pytest.fixture
def store_url(sqlite_url: str) -> str:
    """What a file holds does not hang on the database."""
    return sqlite_url


@pytest.fixture
def desk(word_desk: Store) -> Store:
    """A store whose article came as the editor's Word file."""
    return word_desk


def written(desk: Store, *choices: Choice) -> bytes:
    stream = io.BytesIO()
    framing = Framing((("second review", "yes"),), choices=frozenset(choices))
    as_docx.write(build(desk, [desk.article_id("last")], framing), stream)
    return stream.getvalue()


def decide(desk: Store, kind: str, finding: str, *, replacement: str | None = None) -> str:
    claim = desk.claims(kind=kind)[0].id  # type: ignore[arg-type]
    desk.act(
        claim,
        lambda one, review: rules.decide(
            one, review, finding=finding, policy=ALONE, replacement=replacement, note="town hall says so"
        ),
    )
    return claim


def resolve(desk: Store, claim: str, resolution: str, *, replacement: str | None = None) -> None:
    desk.act(
        claim,
        lambda one, review: rules.resolve(
            one, review, resolution=resolution, actor="ed", policy=ALONE, replacement=replacement
        ),
    )


def test_every_claim_has_a_comment_on_its_own_words(desk: Store) -> None:
    decide(desk, "office", "incorrect", replacement="Falk was mayor of Lidby")
    found = comments(written(desk))
    ours = {on: (author, said) for author, on, said in found.values() if said.split(" ")[0][0].isdigit()}
    assert set(ours) == {claim.text for claim in desk.review_of(desk.article_id("last")).extraction.claims}
    author, said = ours["Falk is mayor of Lidby"]
    assert author == "ana"
    for words in ("incorrect", "Is this so", "town hall says so", "Falk was mayor of Lidby"):
        assert words in said


def test_the_head_says_where_the_check_stands_and_by_what_it_was_made(desk: Store) -> None:
    decide(desk, "office", "incorrect")
    author, on, said = next(one for one in comments(written(desk)).values() if "Checking copy" in one[2])
    assert (author, on) == ("claimdesk", LINES[0])
    assert f"claimdesk {version('claimdesk')}, as of 3 March 2026" in said
    for words in ("Claims: 1 incorrect, 2 open", "Sentences with a claim: 3 of 4", "Second review: yes"):
        assert words in said
    head = desk.review_of(desk.article_id("last")).head
    assert head is not None
    assert f"History up to: {head[:12]}" in said


def test_where_the_article_is_at_odds_with_itself_it_is_said_there(store: Store) -> None:
    made = at_odds()
    store.save(made, source=made.article.text.encode(), path="/news/harbour.txt")
    hints = [(on, said) for _, on, said in comments(written(store)).values() if "against itself" in said]
    assert [on for on, _ in hints] == [made.claims[0].text, "Tuesday, 2 March 2026"]
    assert "'Ruta Berg' and 'Ruta Bergh': one name spelled two ways?" in hints[0][1]
    assert "a Monday, not a Tuesday" in hints[1][1]


def test_the_editors_own_file_is_kept_but_for_the_marks(desk: Store) -> None:
    copy = written(desk)
    before, after = (zipfile.ZipFile(io.BytesIO(data)) for data in (manuscript(), copy))
    same = [name for name in before.namelist() if before.read(name) == after.read(name)]
    assert set(before.namelist()) - set(same) == {"word/document.xml", "word/comments.xml"}
    assert accepted(copy) == accepted(manuscript())
    assert "Old remark" in {said for _, _, said in comments(copy).values()}
    italic = [
        "".join(run.itertext()) for run in part(copy, "word/document.xml").iter(WORD + "r")
        if run.find(f"{WORD}rPr/{WORD}i") is not None
    ]  # fmt: skip
    assert "".join(italic) == "is mayor of Lidby"


@pytest.mark.parametrize("choices", [(), ("checked",)])
def test_the_same_report_gives_the_same_bytes(desk: Store, choices: tuple[Choice, ...]) -> None:
    resolve(desk, decide(desk, "office", "incorrect", replacement="Falk was mayor"), "corrected")
    assert written(desk, *choices) == written(desk, *choices)


def test_only_settled_corrections_are_tracked(desk: Store) -> None:
    resolve(desk, decide(desk, "office", "incorrect", replacement="Falk was mayor of Lidby"), "corrected")
    decide(desk, "statement", "incorrect", replacement="The fees tripled in May")
    copy = written(desk, "checked")
    before = accepted(manuscript())
    assert accepted(copy) == before.replace("Falk is mayor", "Falk was mayor")
    assert refused(copy, by=frozenset({"ana"})) == before
    ours = [found for found in comments(copy).values() if found[2] != "Old remark"]
    assert [(author, on) for author, on, _ in ours] == [("ana", "The fees doubled in May")]
    assert "The fees tripled in May" in ours[0][2]
    changed = part(copy, "word/document.xml").iter(WORD + "ins", WORD + "del")
    words = [
        (e.tag.removeprefix(WORD), "".join(e.itertext())) for e in changed if e.get(WORD + "author") == "ana"
    ]
    assert words == [("del", "is"), ("ins", "was")]


@pytest.mark.parametrize("resolution", ["keep", "overruled"])
def test_a_finding_that_was_not_followed_leaves_no_mark(desk: Store, resolution: str) -> None:
    claim = decide(desk, "office", "incorrect", replacement="Falk was mayor of Lidby")
    desk.act(
        claim,
        lambda one, review: rules.resolve(
            one, review, resolution=resolution, actor="ed", policy=ALONE, note="we know better"
        ),
    )
    copy = written(desk, "checked")
    assert accepted(copy) == accepted(manuscript())
    assert [said for _, _, said in comments(copy).values()] == ["Old remark"]


def test_a_cut_takes_the_sentence_with_its_full_stop(desk: Store) -> None:
    resolve(desk, decide(desk, "office", "incorrect"), "cut")
    assert "at the quay. The fees doubled" in accepted(written(desk, "checked"))


def test_an_article_that_was_no_word_file_gets_one(stocked: Store) -> None:
    resolve(stocked, decide(stocked, "office", "incorrect", replacement="Falk was mayor"), "attributed")
    text = stocked.review_of(stocked.article_id("last")).extraction.article.text
    assert accepted(written(stocked)) == text
    assert accepted(written(stocked, "checked")) == text.replace("Falk is mayor of Lidby", "Falk was mayor")
    assert len(comments(written(stocked))) == 1 + 3


SPLIT = st.lists(st.integers(1, 9), min_size=1, max_size=12)


def test_a_file_that_is_damaged_anywhere_is_told() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in (("word/document.xml", b"<a/>"), ("[Content_Types].xml", b"<a/>"),
                              ("word/media/quay.png", bytes(range(256)) * 8)):  # fmt: skip
            archive.writestr(path, content)
    data, told = stream.getvalue(), set()
    for at in range(len(data)):
        for bits in (0x01, 0x80, 0xFF):
            try:
                Package(data[:at] + bytes([data[at] ^ bits]) + data[at + 1 :])
            except ReportError as error:
                told.add(str(error))
    assert told == {
        "the Word file is damaged: save it again from Word",
        "the file is no Word file: save it again from Word",
        "the Word file unpacks to too much: save it without its pictures",
    }


@settings(max_examples=60, deadline=None)
@given(st.data(), SPLIT)
def test_accepting_makes_the_edits_and_refusing_unmakes_them(data: st.DataObject, lengths: list[int]) -> None:
    import docx

    document = docx.Document()
    for _ in range(3):
        paragraph = document.add_paragraph()
        for number, length in enumerate(lengths):
            paragraph.add_run("abcdefghi"[:length]).bold = number % 2 == 0
    stream = io.BytesIO()
    document.save(stream)
    text = accepted(stream.getvalue())
    at = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=2)))
    new = data.draw(st.sampled_from(["", "X", "two words", "tab\tand\nline"]))
    start, end = at
    package = Package(stream.getvalue())
    found = places(package.parts(), text)
    assert found is not None
    made = Marker(package).change(found, [Edit(start, end, new)], author="ed", time="2026-03-03T09:00:00Z")
    copy = package.data()
    assert refused(copy, by=frozenset({"ed"})) == text
    if made:
        wanted = text[:start] + " ".join(new.split()) + text[end:]
        assert "".join(accepted(copy).split()) == "".join(wanted.split())


@pytest.mark.parametrize(
    ("text", "cut", "left"),
    [
        ("“Is it so?” retorted Hu. “Is it?” All left.", "Is it so?” retorted Hu. “Is it?", "All left."),
        ("He came. “A big day,” she said. It rained.", "A big day,” she said", "He came. It rained."),
        ("He came. She said: “A big day.” It rained.", "She said: “A big day.", "He came. It rained."),
        ('He said "a big day" and left.', "a big day", "He said and left."),
        ("A ‘so-called ship’s day’ came.", "so-called ship’s day", "A came."),
        ("The “old” mayor, Ines Falk, spoke.", ", Ines Falk,", "The “old” mayor spoke."),
    ],
)
def test_a_cut_leaves_no_stray_mark(text: str, cut: str, left: str) -> None:
    start, end = whole(text, text.index(cut), text.index(cut) + len(cut))
    assert text[:start] + text[end:] == left


def test_every_part_is_well_formed_and_dated_alike(desk: Store) -> None:
    archive = zipfile.ZipFile(io.BytesIO(written(desk)))
    assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(archive.read(name))
