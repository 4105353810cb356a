"""What goes wrong at a newsroom's desk: a one-line error that says what to do, and nothing half-stored."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from harbour import ON_SQLITE, TEXT
from sqlalchemy import text as sql
from typer.testing import Result

from reviews.database import connect, writing

Claims = Callable[..., Result]
GERMAN = (
    "Der Bürgermeister sagte am Montag, dass die Gebühren im Hafen verdoppelt werden sollen. "
    "Die Fischer sind damit nicht einverstanden und wollen im Sommer nicht mehr auslaufen."
)
ZIP = b"PK\x03\x04" + b"\x00" * 60
UNREADABLE: list[tuple[str, bytes, str]] = [
    ("empty.txt", b"", "empty.txt"),
    ("blank.txt", b" \n\t\n", "blank.txt"),
    ("binary.txt", bytes(range(256)) * 20, "binary.txt"),
    ("nul.txt", b"Mayor\x00 Falk spoke.", "nul.txt"),
    ("story.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "PDF"),
    ("sheet.zip", ZIP, "sheet.zip"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "picture.txt"),
    ("hafen.txt", GERMAN.encode(), "--force"),
]


@pytest.mark.parametrize(("name", "data", "said"), UNREADABLE, ids=[name for name, _, _ in UNREADABLE])
def test_what_cannot_be_read(claims: Claims, tmp_path: Path, name: str, data: bytes, said: str) -> None:
    path = tmp_path / "work" / name
    path.write_bytes(data)
    result = claims("extract", str(path))
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert said in line
    assert json.loads(claims("list", "--articles", "--json").stdout) == []


def test_another_language_with_force(claims: Claims, tmp_path: Path) -> None:
    path = tmp_path / "work" / "hafen.txt"
    path.write_text(GERMAN, encoding="utf-8")
    assert claims("extract", str(path), "--force").exit_code == 0


def test_above_max_size(claims: Claims, article_file: Path) -> None:
    Path("claims.toml").write_text("max_size = 50\n")
    result = claims("extract", str(article_file))
    assert result.exit_code == 1
    assert "max_size" in result.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_an_unreadable_file(claims: Claims, article_file: Path) -> None:
    article_file.chmod(0)
    result = claims("extract", str(article_file))
    assert result.exit_code == 1
    assert "Permission denied" in result.stderr


@pytest.mark.parametrize("pattern", ["nowhere/*.txt", "nowhere.txt", "https://example.org/story"])
def test_a_missing_path_or_one_that_may_not_be_asked(claims: Claims, pattern: str) -> None:
    result = claims("extract", pattern)
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert pattern in line


def test_a_locked_database(
    claims: Claims, article_file: Path, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reviews import database, known

    monkeypatch.setattr(known, "PATIENCE", 0.05)
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    with database.writing(database.connect(store_url)) as other:
        if other.dialect.name == "postgresql":
            other.execute(sql("LOCK TABLE articles"))
        result = claims("extract", str(article_file))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "another program holds it" in result.stderr


@ON_SQLITE
@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_read_only_database(claims: Claims, article_file: Path, store_url: str) -> None:
    Path(store_url.removeprefix("sqlite:///")).chmod(0o400)
    result = claims("extract", str(article_file))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "read-only" in result.stderr


@pytest.mark.parametrize("command", [("extract", "harbour.txt"), ("list",), ("db", "upgrade")], ids=" ".join)
def test_a_database_of_a_newer_version(
    claims: Claims, article_file: Path, store_url: str, command: tuple[str, ...]
) -> None:
    with writing(connect(store_url)) as db:
        db.execute(sql("UPDATE alembic_version SET version_num = '9999'"))
    result = claims(*command)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "install a newer claimdesk" in result.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colour = 1\n", "colour"),
        ("max_size = 'many'\n", "max_size"),
        ("max_size = \n", "settings"),
        ("[sources.wikidata]\naip = 'https://example.org'\n", "aip"),
        ("[sources.wikidata]\nshare = 'everything'\n", "share"),
        ("[network]\nproxy = 1\n", "proxy"),
    ],
)
def test_settings_that_make_no_sense(claims: Claims, text: str, said: str) -> None:
    Path("claims.toml").write_text(text)
    result = claims("list")
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert said in line


ODD = {
    "no full stop": "the mayor of Lidby met the harbour master and said that fees would double " * 40,
    "quotation marks": "“”\"\"''‘’«»" * 40,
    "one long word": "a" * 20_000,
    "wrong encoding": "The mayor said “no” — twice in Malmö.".encode("cp1252").decode("latin-1"),
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_text_works(claims: Claims, tmp_path: Path, text: str) -> None:
    path = tmp_path / "work" / "odd.txt"
    path.write_text(text, encoding="utf-8")
    assert claims("extract", str(path), "--force").exit_code == 0


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """The console script in a process of its own."""
    command = [sys.executable, "-c", "from reviews.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, **options)  # type: ignore[call-overload, no-any-return]


def test_a_real_process_speaks_utf8_and_ends_with_its_status(tmp_path: Path) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    helped = run("--help", env=environment)
    assert helped.returncode == 0
    assert "extract" in helped.stdout
    failed = run("show", "müller", "--db", str(tmp_path / "x.db"), env=environment)
    assert failed.returncode == 1
    assert "müller" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert run("--nonsense", env=environment).returncode == 2


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['claims', '--help']\n"
        "from reviews.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'sqlmodel', 'sqlalchemy', 'pydantic', 'requests', 'rich', 'alembic', 'numpy'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.stderr.strip() == "[]"


def test_a_reader_that_stops_early_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(TEXT)
    command = f"{sys.executable} -c 'from reviews.cli import main; main()' --help | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=120)
    assert "Traceback" not in done.stderr
