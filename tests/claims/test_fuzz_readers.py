"""Whatever bytes come, each reader gives a sound article, or says in one line why not."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import get_args

from bending import bent_bytes, bent_zip
from fuzzing import Fuzz, one_line, seeds

from claims.article import Article, read
from claims.errors import ArticleError
from claims.roles import Role

TEXT = (
    b"\n\n", b"\n\n\n", b"By Ana Ferraz", b"LIDBY, June 5 (Reuters) - ", b"(Photo by Rui Salgado/Post)", b"Updated: ",
    b"06/07/2021", b"July 6, 2021 4:34 p.m. EST", b"Caption: ", b"---\n", b"title: ", b"date: 2021-99-99\n", b"# ",
    b"* ", b"> ", b"![x](y)", b"|--|--|", b"\xe2\x80\x9c", b"\xe2\x80\x9d", b"\xed\xa0\x80", b"\xf0\x9f\x99\x82",
    b"e\xcc\x81", b"\xe2\x80\xae", b"\xc2\xa0", b"\x0c", b"=====\n",
)  # fmt: skip
HTML = (
    b"<p>", b"</p>", b"<div class='byline'>", b"<table><tr><td>", b"</table>", b"<figure><figcaption>", b"<br>",
    b"<h1>", b"<span style='display:none'>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?xml version='1.0'?>",
    b"<!DOCTYPE html>", b"&#0;", b"&#x110000;", b"&nbsp;", b"&lt", b"<script type='application/ld+json'>",
    b'{"@graph": [{"datePublished": 7}]}', b"</script>", b"<meta charset='utf-7'>", b"<meta charset='base64'>",
    b"<meta property='article:published_time' content='9999-12-31T99:00'>", b"<svg>", b"<math>", b"<template>",
    b"<body>", b"</body>", b"<html>", b"<title>", b"<time datetime='2021'>", b"<p" + b" x='1'" * 50 + b">",
    b"<div>" * 400, b"<ul><li>", b"<a href='javascript:'>", b"<meta name='author' content='x'>", b"<article>",
)  # fmt: skip
WORD = (
    b"<w:p>", b"</w:p>", b"<w:r>", b"</w:r>", b"<w:t>x</w:t>", b"<w:del>", b"</w:del>", b"<w:ins>", b"<w:tbl>",
    b"<w:footnoteReference w:id='2'/>", b"<w:txbxContent>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"<!-- -->",
    b"<?x?>", b"<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>", b"<w:pStyle w:val='Heading1'/>", b"<w:p>" * 300,
)  # fmt: skip


def sound(article: Article) -> None:
    """What every article keeps to, wherever it came from."""
    text = article.text
    text.encode()
    assert text.strip()
    assert "\0" not in text
    assert "\r" not in text
    for one in article.paragraphs:
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == text[one.start : one.end].strip()
        assert one.role in get_args(Role)
    assert all(a.end <= b.start for a, b in pairwise(article.paragraphs))
    covered = set().union(*(range(p.start, p.end) for p in article.paragraphs))
    assert all(at in covered for at, sign in enumerate(text) if not sign.isspace())
    assert article.day is None or isinstance(article.day, date)
    for line in (article.title, article.byline, *article.warnings):
        assert line is None or (line.strip() and line.encode() is not None)
    assert not any("\n" in warning for warning in article.warnings)


def reads(name: str, data: bytes) -> None:
    """A sound article, or one line."""
    try:
        article = read(data, name=name, force=True)
    except ArticleError as error:
        one_line(error, name)
    else:
        sound(article)


def test_plain_text(fuzz: Fuzz) -> None:
    fuzz("plain", lambda data: reads("a.txt", data), bent_bytes(seeds("plain"), TEXT))


def test_markdown(fuzz: Fuzz) -> None:
    fuzz("markdown", lambda data: reads("a.md", data), bent_bytes(seeds("markdown"), TEXT))


def test_html(fuzz: Fuzz) -> None:
    fuzz("html", lambda data: reads("a.html", data), bent_bytes(seeds("html"), HTML))


def test_word(fuzz: Fuzz) -> None:
    fuzz("word", lambda data: reads("a.docx", data), bent_zip(seeds("word"), WORD))
