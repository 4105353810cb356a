import bz2
import gzip
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import zstandard
from wikibase_double import claim, make_session, office

import sources.dump as dump_module
from claims.article import Article
from sources.candidate import Candidate
from sources.dump import import_dump
from sources.errors import SnapshotError, SourceUnusable
from sources.needed import properties
from sources.settings import Settings, SourceSettings
from sources.snapshot import Snapshot

SAMPLE = Path(__file__).parents[2] / "examples" / "wikidata-sample.json"


def snapshot(path: Path | None) -> Snapshot:
    settings = Settings(offline=True, sources={"snapshot": SourceSettings(file=path)})
    return Snapshot(make_session(settings), settings)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "snapshot.sqlite"


@pytest.fixture
def sample(out: Path) -> Snapshot:
    import_dump(SAMPLE, out)
    return snapshot(out)


def test_the_sample_is_a_dump_of_wikidata(sample: Snapshot) -> None:
    lines = SAMPLE.read_text("utf-8").splitlines()
    assert (lines[0], lines[-1]) == ("[", "]")
    assert SAMPLE.stat().st_size < 300_000
    found = sample.items([json.loads(line.removesuffix(","))["id"] for line in lines[1:-1]])
    assert len(found) == len(lines) - 2


@pytest.mark.parametrize(
    ("person", "title", "place", "day", "stance"),
    [
        ("António Costa", "Prime Minister", "Portugal", "2023-03-28", "supports"),
        ("António Costa", "Prime Minister", "Portugal", "2024-04-03", "contradicts"),
        ("Antonio Costa", "prime minister", "Portugal", "2023-03-28", "supports"),
        ("Angela Merkel", "Chancellor", "Germany", "2023-03-28", "contradicts"),
        ("Olaf Scholz", "Chancellor", "Germany", "2021-12-08", "supports"),
        ("Joe Biden", "President", "United States", "2021-07-06", "supports"),
        ("Joe Biden", "President", "U.S.", "2021-01-19", "contradicts"),
        ("Joe Biden", "Vice President", "United States", "2021-07-06", "contradicts"),
        ("Donald Trump", "President", "United States", "2022-07-06", "contradicts"),
        ("Donald Trump", "President", "United States", "2025-07-06", "supports"),
        ("Boris Johnson", "prime minister", "United Kingdom", "2022-09-07", "contradicts"),
        ("Emmanuel Macron", "President", "France", "2023-03-28", "supports"),
        ("Ursula von der Leyen", "president of the European Commission", None, "2023-03-28", "supports"),
    ],
)
def test_offices_of_the_sample(
    sample: Snapshot, article: Article, person: str, title: str, place: str | None, day: str, stance: str
) -> None:
    answers = list(sample.ask([claim("office", office(person, title, place, day))], article, []))
    assert {answer.stance for answer in answers if isinstance(answer, Candidate)} == {stance}


def test_who_held_it_instead(sample: Snapshot, article: Article) -> None:
    detail = office("Angela Merkel", "Chancellor", "Germany", "2023-03-28")
    reasons = [
        a.reason for a in sample.ask([claim("office", detail)], article, []) if isinstance(a, Candidate)
    ]
    assert any(reason.endswith("held then by Olaf Scholz") for reason in reasons)


def test_names_are_found_by_label_before_alias(out: Path, tmp_path: Path) -> None:
    entities = [
        {"id": "Q7", "labels": {"en": {"value": "Another"}}, "aliases": {"en": [{"value": "Costa"}]}},
        {"id": "Q12", "labels": {"mul": {"value": "COSTA"}}},
    ]
    dump = tmp_path / "d.json"
    dump.write_text(json.dumps({"entities": {e["id"]: e for e in entities}}), "utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    dump.rename(folder / "d.json")
    assert import_dump(folder, out) == 2
    assert snapshot(out).search("costa") == ["Q12", "Q7"]


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("finance minister", ["Q2", "Q1"]),
        ("Minister, Finance", ["Q2", "Q1"]),
        ("finance mini", ["Q2", "Q1"]),
        ("Lidby", ["Q3"]),
        ("finance minister Tull", []),
        ('" OR *', []),
        ("", []),
    ],
)
def test_without_a_name_like_it_those_with_its_words_are_found(
    out: Path, tmp_path: Path, name: str, ids: list[str]
) -> None:
    labels = {"Q1": "Minister of Finance of Lidby", "Q2": "Finance Minister of Oslo", "Q3": "Lidby"}
    dump = tmp_path / "d.json"
    lines = [json.dumps({"id": q, "labels": {"en": {"value": label}}}) for q, label in labels.items()]
    dump.write_text(",\n".join(lines), "utf-8")
    import_dump(dump, out)
    source = snapshot(out)
    assert (source.search(name) or source.by_words(name)) == ids


@pytest.mark.parametrize(
    ("ending", "pack"),
    [("gz", gzip.compress), ("bz2", bz2.compress), ("zst", zstandard.ZstdCompressor().compress)],
)
def test_a_packed_dump(out: Path, tmp_path: Path, ending: str, pack: Callable[[bytes], bytes]) -> None:
    whole, half = SAMPLE.read_bytes(), SAMPLE.stat().st_size // 2
    packed = tmp_path / f"dump.json.{ending}"
    # In two members, as packers that work in parallel write it.
    packed.write_bytes(pack(whole[:half]) + pack(whole[half:]))
    assert import_dump(packed, out) == import_dump(SAMPLE, out)


@pytest.mark.parametrize("ending", ["gz", "bz2", "zst"])
def test_a_packed_dump_that_is_none(out: Path, tmp_path: Path, ending: str) -> None:
    packed = tmp_path / f"dump.json.{ending}"
    packed.write_bytes(SAMPLE.read_bytes()[:2000])
    with pytest.raises(SnapshotError, match="cannot be read"):
        import_dump(packed, out)
    assert [path.name for path in tmp_path.iterdir()] == [packed.name]


def contents(path: Path) -> list[list[Any]]:
    with closing(sqlite3.connect(path)) as database:
        queries = ("SELECT * FROM items ORDER BY id", "SELECT * FROM names ORDER BY id, key")
        return [database.execute(query).fetchall() for query in queries]


@pytest.mark.parametrize("stopped_at", [1, 2, 5])
def test_an_interrupted_import_goes_on_where_it_stopped(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stopped_at: int
) -> None:
    import_dump(SAMPLE, tmp_path / "at_once.sqlite")
    monkeypatch.setattr(dump_module, "COMMIT_EVERY", 3)
    seen: list[int] = []

    def stop(count: int, share: float) -> None:
        seen.append(count)
        if len(seen) == stopped_at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_dump(SAMPLE, out, progress=stop)
    assert not out.exists()
    seen.clear()
    shares: list[float] = []
    import_dump(SAMPLE, out, progress=lambda count, share: (seen.append(count), shares.append(share)))
    assert seen[0] == 3 * (stopped_at + 1)
    assert shares == sorted(shares)
    assert 0 < shares[0] <= shares[-1] <= 1
    assert contents(out) == contents(tmp_path / "at_once.sqlite")


def test_an_import_begun_on_another_dump_is_begun_again(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dump_module, "COMMIT_EVERY", 3)

    def stop(count: int, share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_dump(SAMPLE, out, progress=stop)
    other = tmp_path / "other.json"
    other.write_text('[\n{"id": "Q5", "labels": {"en": {"value": "human"}}}\n]\n', "utf-8")
    assert import_dump(other, out) == 1


@pytest.mark.parametrize(
    ("languages", "found"), [((), []), (("de",), ["Q12"]), (("de", "pl"), ["Q12"]), (("pl",), [])]
)
def test_names_in_the_languages_asked_for(
    out: Path, tmp_path: Path, languages: tuple[str, ...], found: list[str]
) -> None:
    entity = {
        "id": "Q12",
        "labels": {"de": {"language": "de", "value": "Genf"}, "en": {"language": "en", "value": "Geneva"}},
    }
    dump = tmp_path / "dump.json"
    dump.write_text(f"[\n{json.dumps(entity)}\n]\n", "utf-8")
    import_dump(dump, out, languages=languages)
    made = snapshot(out)
    assert made.search("Genf") == found
    assert made.search("Geneva") == ["Q12"]
    assert made.items(["Q12"])["Q12"].label == "Geneva"


def test_every_property_that_a_check_reads_is_kept() -> None:
    """Whatever a table names is in the snapshot: the live service and the snapshot know the same."""
    assert {"P31", "P39", "P488", "P569", "P580", "P582", "P1082", "P1308", "P2048", "P2131"} <= properties()


def test_properties_and_missing_entities_are_no_items(out: Path, tmp_path: Path) -> None:
    dump = tmp_path / "dump.json"
    lines = [
        {"id": "P31", "labels": {}},
        {"id": "Q5", "labels": [], "claims": []},
        {"id": "Q6", "missing": ""},
    ]
    dump.write_text("[\n" + ",\n".join(map(json.dumps, lines)) + "\n]\n", "utf-8")
    assert import_dump(dump, out) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "holds no item"),
        (b"[\n]\n", "holds no item"),
        (b'[\n{"id": "Q1", "lab', "line 2: not JSON"),
        (b"[\n17,\n]", "line 2: not an entity"),
        (b"\xff\xfe\x00", "line 1: not JSON"),
    ],
)
def test_dumps_that_cannot_be_read_leave_nothing(
    out: Path, tmp_path: Path, content: bytes, said: str
) -> None:
    dump = tmp_path / "dump.json"
    dump.write_bytes(content)
    with pytest.raises(SnapshotError, match=said) as caught:
        import_dump(dump, out)
    assert "\n" not in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["dump.json"]


def test_a_cut_gzip_leaves_the_old_snapshot(out: Path, tmp_path: Path) -> None:
    import_dump(SAMPLE, out)
    before = out.read_bytes()
    cut = tmp_path / "cut.json.gz"
    cut.write_bytes(gzip.compress(SAMPLE.read_bytes())[:-500])
    with pytest.raises(SnapshotError, match="cannot be read"):
        import_dump(cut, out)
    assert out.read_bytes() == before


def test_a_dump_that_is_not_there(out: Path, tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match=r"none\.json: cannot be read"):
        import_dump(tmp_path / "none.json", out)


@pytest.mark.parametrize("content", [None, b"", b"not a database at all, but long enough to be read"])
def test_a_file_that_is_no_snapshot(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "s.sqlite"
    if content is not None:
        path.write_bytes(content)
    source = snapshot(path)
    assert "import-wikidata" in (source.reachable() or "")
    with pytest.raises(SourceUnusable, match=r"s\.sqlite"):
        source.search("Costa")


def test_without_a_file_it_is_not_configured() -> None:
    assert snapshot(None).configured is False
    with pytest.raises(SourceUnusable, match="no snapshot is set"):
        snapshot(None).search("Costa")
