"""Whatever a dump or a document holds, it is read, or one line says why not; and what is read can be asked."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
import zstandard
from bending import bent_bytes, bent_json
from fuzzing import Fuzz, one_line, seeds
from hypothesis import strategies as st
from test_fuzz_answers import BORN, sound
from wikibase_double import claim, make_session, named, office

from claims.annotation import Quantity
from claims.article import Article
from claims.claim import AttendanceDetail, Attendee, DateDetail, FigureDetail
from claims.span import Span
from sources.candidate import Failure
from sources.documents import text_of_pdf
from sources.dump import import_dump
from sources.errors import DocumentError, SnapshotError, SourceError
from sources.settings import Settings, SourceSettings
from sources.snapshot import Snapshot

COSTA = "António Costa"
GUEST = Attendee(COSTA, 0, 13, COSTA, part=0)
PEOPLE = Quantity("ten million", 0, 11, "10000000")
CLAIMS = [
    claim("office", office(COSTA, "Prime Minister", "Portugal"), "c1"),
    claim("figure", FigureDetail(PEOPLE, Span("population", 0, 10), named("Portugal"), "2021-07-06"), "c2"),
    claim("date", DateDetail(BORN, Span("was born", 0, 8), (named(COSTA),)), "c3"),
    claim("attendance", AttendanceDetail(named("European Union"), (GUEST,)), "c4"),
]
TOKENS = (
    b"stream\n", b"endstream", b"endobj", b"<<", b">>", b"[", b"]", b"/Kids [2 0 R]", b"/Parent 3 0 R", b"/Prev 0",
    b"/Length -1", b"/Length 99999999999", b"/Filter /FlateDecode", b"/Filter [/ASCII85Decode /LZWDecode]",
    b"/Count -1",
    b"/Encrypt 4 0 R", b"xref", b"startxref\n0", b"%%EOF", b"1 0 obj", b"(\\999", b"<feff", b"/Font 4 0 R",
    b"BT", b"ET",
    b" Tj", b" Do", b"0 0 0 0 0 0 cm", b"/Type /ObjStm", b"/W [1 9999999 1]", b"/Index [0 999999999]", b"/Rotate 7",
)  # fmt: skip


def test_dumps(fuzz: Fuzz, article: Article, tmp_path: Path) -> None:
    out = tmp_path / "out.db"

    def read(data: bytes) -> None:
        dump = tmp_path / "dump.json"
        dump.write_bytes(data)
        try:
            count = import_dump(dump, out)
        except SnapshotError as error:
            one_line(error, "dump.json")
            assert not list(tmp_path.glob("*.partial*"))
            return
        assert count > 0
        settings = Settings(offline=True, sources={"snapshot": SourceSettings(file=out)})
        source = Snapshot(make_session(settings), settings)
        try:
            for answer in source.ask([one for one in CLAIMS if one.kind in source.kinds], article, ()):
                if not isinstance(answer, Failure):
                    sound(answer, CLAIMS)
        except SourceError as error:
            one_line(error, "snapshot")

    fuzz("dump", read, st.one_of(by_entity(), bent_bytes(seeds("dump"))))


@st.composite
def by_entity(draw: st.DrawFn) -> bytes:
    """A dump with some of its lines bent as JSON."""
    lines = [
        line.rstrip(b",") for seed in seeds("dump") for line in seed.splitlines() if line.startswith(b"{")
    ]
    chosen = draw(st.sampled_from(range(len(lines))))
    lines[chosen] = draw(bent_json([lines[chosen]]))
    return b"[\n" + b",\n".join(lines) + b"\n]\n"


@pytest.mark.parametrize(("ending", "pack"), [(".gz", gzip.compress), (".zst", zstandard.compress)])
def test_packed_dumps(ending: str, pack: object, fuzz: Fuzz, tmp_path: Path) -> None:
    packed = [pack(seed) for seed in seeds("dump")]  # type: ignore[operator]

    def read(data: bytes) -> None:
        dump = tmp_path / f"dump.json{ending}"
        dump.write_bytes(data)
        try:
            assert import_dump(dump, tmp_path / "out.db") > 0
        except SnapshotError as error:
            one_line(error, "dump.json")

    fuzz("packed", read, bent_bytes(packed))


def test_pdf(fuzz: Fuzz) -> None:
    def read(data: bytes) -> None:
        try:
            text = text_of_pdf(data, name="a.pdf")
        except DocumentError as error:
            one_line(error, "a.pdf")
        else:
            assert text.strip()
            assert text.encode() is not None

    fuzz("pdf", read, bent_bytes(seeds("pdf"), TOKENS))
