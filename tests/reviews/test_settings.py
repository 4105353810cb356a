"""Where settings come from, and which stands above which."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs
import pytest

from reviews import settings
from reviews.errors import SettingsError


def write(folder: Path, text: str) -> Path:
    """A claims.toml in this folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "claims.toml"
    path.write_text(text)
    return path


def test_options_environment_folder_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    user = write(
        platformdirs.user_config_path("claimdesk"), 'reviewer = "user"\ncontact = "user"\ndb = "user.db"\n'
    )
    near = write(Path.cwd(), 'reviewer = "near"\ncontact = "near"\n')
    monkeypatch.setenv("CLAIMS_REVIEWER", "environment")
    found = settings.load(db="option.db")
    assert (found.values.db, found.origin("db")) == ("option.db", "an option")
    assert (found.values.reviewer, found.origin("reviewer")) == ("environment", "CLAIMS_REVIEWER")
    assert (found.values.contact, found.origin("contact")) == ("near", str(near))
    assert settings.load().origin("db") == str(user)
    assert settings.load().origin("max_size") == "default"


def test_a_folder_above_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(Path.cwd(), "max_size = 7\n")
    below = Path.cwd() / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert settings.load().values.max_size == 7


def test_a_file_of_somebody_else_is_left_out_and_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        Path.cwd(),
        'contact = "else@example.org"\ndb = "postgresql://else.example.org/x"\n'
        '[sources.wikidata]\napi = "https://example.org/w/api.php"\nshare = "text"\n'
        '[sources.factcheck]\nkey = "theirs"\n[network]\nallow_private = true\n',
    )
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    found = settings.load()
    assert found.layer.sources == {}
    assert (found.values.contact, found.layer.contact, found.layer.allow_private) == (None, None, False)
    assert found.origin("db") == settings.DEFAULT
    assert "belongs to somebody else" in found.notes[0]


def test_sources_and_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLAIMS_OFFLINE")
    write(
        Path.cwd(),
        'offline = true\n[network]\nread_timeout = 3.5\n[sources.wikidata]\napi = "https://example.org"\n'
        'share = "text"\n[sources.snapshot]\nfile = "wikidata.db"\n',
    )
    layer = settings.load().layer
    assert (layer.offline, layer.read_timeout) == (True, 3.5)
    assert (layer.of("wikidata").api, layer.of("wikidata").share) == ("https://example.org", "text")
    assert layer.of("snapshot").file == Path.cwd() / "wikidata.db"
    assert layer.of("wikipedia").share == "names"


@pytest.mark.parametrize(
    ("given", "url"),
    [
        (None, "sqlite:///{data}/claims.db"),
        ("desk.db", "sqlite:///{work}/desk.db"),
        ("sqlite:////x/y.db", "sqlite:////x/y.db"),
        ("postgresql://desk@example.org/claims", "postgresql://desk@example.org/claims"),
    ],
)
def test_the_database(given: str | None, url: str) -> None:
    expected = url.format(data=platformdirs.user_data_path("claimdesk"), work=Path.cwd())
    assert settings.load(db=given).db == expected


@pytest.mark.parametrize("given", ["desk.db", "sqlite:///desk.db"])
def test_paths_in_a_file_hang_on_its_folder(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(Path.cwd(), f'db = "{given}"\nevidence = "kept"\n').parent
    below = folder / "below"
    below.mkdir()
    monkeypatch.chdir(below)
    found = settings.load()
    assert (found.db, found.evidence) == (f"sqlite:///{folder}/desk.db", folder / "kept")


def test_documents_lie_beside_the_database() -> None:
    assert settings.load(db="sqlite:////x/desk.db").evidence == Path("/x/desk.evidence")
    assert (
        settings.load(db="postgresql://x/y").evidence == platformdirs.user_data_path("claimdesk") / "evidence"
    )


def test_a_wrong_setting_is_named_with_its_place() -> None:
    path = write(Path.cwd(), 'date_order = "ymd"\n')
    with pytest.raises(SettingsError) as error:
        settings.load()
    assert "date_order" in str(error.value)
    assert str(path) in str(error.value)
