"""A desk without a language model: a store in a fresh folder, a still clock, the hand-made extraction.

``store_url`` is the one place that says which databases the tests run on: every test that asks for it, for
``store`` or for ``claims`` runs on SQLite and on PostgreSQL.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import typer
import typer.testing
from harbour import TEXT, Ticking, extraction_of, fake_machine
from manuscript import LINES, accepted, manuscript
from postgres import Server, server
from typer.testing import CliRunner, Result

from claims.article import Paragraph
from claims.extraction import Extraction
from reviews.cli import application
from reviews.store import Store


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--soak`: the crowd at full size, which takes minutes (`make soak`)."""
    parser.addoption("--soak", action="store_true", help="many people and many kills at full size")


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings, data or cache of the person who runs the tests."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    for name in ("CLAIMS_DB", "CLAIMS_REVIEWER", "CLAIMS_CONTACT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CLAIMS_OFFLINE", "1")
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the schema and nothing in it, made once: tests copy it."""
    path = tmp_path_factory.mktemp("empty") / "claims.db"
    Store.open(f"sqlite:///{path}", actor="nobody").engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server, started once."""
    with server() as running:
        yield running


@pytest.fixture(scope="session")
def empty_postgresql(postgresql: Server) -> str:
    """A PostgreSQL database with the schema and nothing in it, made once: tests copy it."""
    url = postgresql.create()
    Store.open(url, actor="nobody").engine.dispose()
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> str:
    """An empty database of each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def sqlite_url(tmp_path: Path, empty_sqlite: Path) -> str:
    """An empty SQLite database in a folder of its own."""
    folder = tmp_path / "desk"
    folder.mkdir(mode=0o700)
    shutil.copy(empty_sqlite, folder / "claims.db")
    return f"sqlite:///{folder / 'claims.db'}"


@pytest.fixture
def postgresql_url(postgresql: Server, empty_postgresql: str) -> Iterator[str]:
    """An empty PostgreSQL database."""
    url = postgresql.create(template=empty_postgresql)
    yield url
    postgresql.drop(url)


@pytest.fixture
def extraction() -> Extraction:
    """The hand-made extraction."""
    return extraction_of()


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty store, with ana at the desk."""
    opened = Store.open(store_url, actor="ana", clock=Ticking())
    yield opened
    opened.engine.dispose()


@pytest.fixture
def stocked(store: Store, extraction: Extraction) -> Store:
    """A store that holds the hand-made article."""
    store.save(extraction, source=extraction.article.text.encode(), path="/news/harbour.txt")
    return store


@pytest.fixture
def word_desk(store: Store) -> Store:
    """A store whose article came as the editor's Word file."""
    source = manuscript()
    text = accepted(source)
    made = extraction_of("\n\n".join(LINES[:2]))
    at = {claim: text.index(claim.text) - claim.start for claim in made.claims}
    assert set(at.values()) == {0}
    article = replace(made.article, text=text, paragraphs=(Paragraph(0, len(text), "body"),))
    store.save(replace(made, article=article), source=source, path="/news/harbour.docx")
    return store


@pytest.fixture(scope="session")
def command_line() -> object:
    """All commands, built once: that costs more than most commands do."""
    return typer.main.get_command(application())


@pytest.fixture
def claims(store_url: str, command_line: object, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command line in this process, on the test's database, with a hand-made machine."""
    from reviews.cli import batch

    monkeypatch.setattr(batch, "extracted", fake_machine)
    monkeypatch.setattr(typer.testing, "_get_command", lambda app: command_line)
    runner = CliRunner()

    def run(*arguments: str, input: str | None = None) -> Result:
        database = () if "--db" in arguments else ("--db", store_url)
        result = runner.invoke(typer.Typer(), [*arguments, *database], input=input)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def article_file(tmp_path: Path) -> Path:
    """The hand-made article as a file."""
    path = tmp_path / "work" / "harbour.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path
