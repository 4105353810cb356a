"""Each format's own mark-up: Markdown, HTML, Word, and wrapped plain text."""

from __future__ import annotations

import io
import zipfile

import pytest

from claims.article import Article, read
from claims.errors import EmptyArticle, UnreadableFormat

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STORY = (
    "The council voted on Tuesday to close the old harbor, which has not been used since the storm of 2019."
)
MORE = "The mayor, who was not at the meeting, said in a statement that she would sign the order by Friday."
PAGE = f"""<!doctype html><html><head><meta charset="utf-8"><title>Harbor closes | Post</title>
<script type="application/ld+json">{{"@type": "Article", "datePublished": "2021-07-06T04:34:00Z"}}</script>
</head><body><nav><a href="/">Home</a> <a href="/w">World</a></nav>
<article><h1>Council closes
 harbor</h1><div class="byline">By Ana Ferraz</div>
<figure><img src="a.jpg"><figcaption>The harbor on Monday. (Photo by Rui Salgado/Post)</figcaption></figure>
<p>{STORY.replace("old harbor", "<b>old</b>&nbsp;harbor")}<br>{MORE}</p>
<p style="display: none">Nobody sees this line of the page at all.</p>
<p>{MORE} {STORY}</p>
<table><tr><th>Year</th><th>Ships</th></tr><tr><td>2017</td><td>1,200</td></tr></table>
<p>Sign up for our newsletter</p></article>
<aside><h3>Most read</h3><p><a href="x">A cat was saved from a tree by brave firefighters</a></p></aside>
<footer>Copyright 2021 Post. All rights reserved.</footer></body></html>"""


def shown(article: Article) -> list[tuple[str, str]]:
    return [(p.role, article.text[p.start : p.end]) for p in article.paragraphs]


def docx(body: str, **parts: str) -> bytes:
    """A Word file with this body; other parts by name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in {"document": f"<w:body>{body}</w:body>", **parts}.items():
            archive.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{WORD}">{content}</w:{name}>')
    return stream.getvalue()


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_html_keeps_the_page_s_order_captions_and_tables() -> None:
    article = read(PAGE.encode(), name="a.html")
    assert shown(article) == [
        ("headline", "Council closes harbor"),
        ("byline", "By Ana Ferraz"),
        ("caption", "The harbor on Monday. (Photo by Rui Salgado/Post)"),
        ("body", f"{STORY} {MORE}"),
        ("body", f"{MORE} {STORY}"),
        *[("body", cell) for cell in ("Year", "Ships", "2017", "1,200")],
        ("boilerplate", "Sign up for our newsletter"),
    ]
    assert article.text == "\n\n".join(text for _, text in shown(article))
    assert (article.title, article.byline) == ("Council closes harbor", "Ana Ferraz")
    assert article.published == "2021-07-06T04:34:00+00:00"


def test_html_in_a_declared_encoding() -> None:
    page = PAGE.replace("utf-8", "windows-1250").replace("Ana Ferraz", "Ana Šimková")
    assert read(page.encode("cp1250"), name="a.html").byline == "Ana Šimková"


def test_html_without_text_is_empty() -> None:
    with pytest.raises(EmptyArticle):
        read(b"<html><body><script>x</script></body></html>", name="a.html")


def test_markdown_is_unaltered_and_its_front_matter_read() -> None:
    source = (
        "---\ntitle: Harbor closes\nauthor: Ana Ferraz\ndate: 2021-07-06\n---\n\n# Council closes harbor\n\n"
        f"The council voted\nto close **the harbor**.\n\n![pier](a.jpg)\n\n* {STORY}\n* {MORE}\n"
    )
    article = read(source.encode(), name="a.md")
    assert article.text == source
    assert (article.title, article.byline, article.published) == ("Harbor closes", "Ana Ferraz", "2021-07-06")
    assert [(role, text[:12]) for role, text in shown(article)] == [
        ("boilerplate", "---\ntitle: H"),
        ("headline", "# Council cl"),
        ("body", "The council "),
        ("boilerplate", "![pier](a.jp"),
        ("body", "* The counci"),
        ("body", "* The mayor,"),
    ]


def test_word_with_all_changes_accepted() -> None:
    changed = (
        f"<w:p>{run('The mayor left ')}<w:ins>{run('on Monday')}</w:ins>"
        "<w:del><w:r><w:delText>on Friday</w:delText></w:r></w:del>"
        f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>{run('.')}</w:p>"
    )
    assert read(docx(changed), name="a.docx").text == "The mayor left on Monday."


def test_word_a_deleted_paragraph_mark_joins_two() -> None:
    first = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('The mayor ')}</w:p>"
    assert read(docx(first + f"<w:p>{run('left.')}</w:p>"), name="a.docx").text == "The mayor left."


def test_word_cells_notes_and_boxes_in_order() -> None:
    box = f"<w:r><w:txbxContent><w:p>{run('In the box.')}</w:p></w:txbxContent></w:r>"
    noted = f"<w:p>{run('The mayor left.')}<w:r><w:footnoteReference w:id='2'/></w:r>{box}</w:p>"
    cells = "".join(f"<w:tc><w:p>{run(text)}</w:p></w:tc>" for text in ("Year", "Ships"))
    gone = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{run('cut')}</w:p></w:tc></w:tr>"
    notes = f"<w:footnote w:id='2'><w:p>{run('In the note.')}</w:p></w:footnote>"
    data = docx(f"{noted}<w:tbl><w:tr>{cells}</w:tr>{gone}</w:tbl>", footnotes=notes)
    expected = ["The mayor left.", "In the note.", "In the box.", "Year", "Ships"]
    assert [text for _, text in shown(read(data, name="a.docx"))] == expected


def test_word_styles_name_headline_and_caption() -> None:
    def styled(style: str, text: str) -> str:
        return f"<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr>{run(text)}</w:p>"

    styles = "<w:style w:styleId='Bildunterschrift'><w:name w:val='caption'/></w:style>"
    body = (
        styled("Heading1", "Harbor closes")
        + styled("Bildunterschrift", "The pier at noon")
        + f"<w:p>{run(STORY)}</w:p>"
    )
    article = read(docx(body, styles=styles), name="a.docx")
    assert [role for role, _ in shown(article)] == ["headline", "caption", "body"]


def test_word_bombs_and_entities_are_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 60_000_001)
    with pytest.raises(UnreadableFormat, match="unpacks"):
        read(stream.getvalue(), name="a.docx")


WRAPPED = (
    f"Council Closes Harbor\n\nBy Ana Ferraz\n\n{STORY[:66]}\n{STORY[67:]} {MORE[:34]}\n{MORE[35:]}\n\n"
    "“No,” she said.\n"
)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        (WRAPPED, ["Council", "By Ana", "The council", "“No,”"]),
        (f"Council Closes Harbor\n{STORY}\n{MORE}\n", ["Council", "The council", "The mayor"]),
        ("Anna Berg\nJo Doe\nKim Lee\n", ["Anna", "Jo", "Kim"]),
        (f"Harbor\n\n{STORY[:-1]}\nand more of it.\n", ["Harbor", "The council"]),
    ],
)
def test_lines_are_paragraphs_unless_wrapped(text: str, starts: list[str]) -> None:
    found = [text for _, text in shown(read(text.encode()))]
    assert len(found) == len(starts)
    assert all(body.startswith(start) for body, start in zip(found, starts, strict=True))
