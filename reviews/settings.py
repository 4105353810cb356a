"""Settings, strongest first: options, environment, `claims.toml` of the working folder, that of the user.

A `claims.toml` in the working folder or above it counts only where the user owns it: a folder that
somebody else made must not say where an unpublished story is sent. Where each setting came from is
remembered for `claims sources` and `claims doctor`.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, ValidationError
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)
from pydantic_settings import (
    SettingsError as SourceFault,
)

from reviews.errors import SettingsError
from sources.settings import Settings as SourceLayer
from sources.settings import SourceSettings

APP = "claimdesk"
FILE = "claims.toml"
DEFAULT = "default"
SQLITE = "sqlite:///"
# What the network layer is told directly; the rest of its settings come from other tables.
ELSEWHERE = ("contact", "offline", "cache", "refresh", "sources")


class People(BaseModel):
    """`[people]`: who may resolve and sign off; nobody named means everybody."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    editors: tuple[str, ...] = ()


class PublisherTable(BaseModel):
    """`[publisher]`: who publishes the checks, for ClaimReview.

    ``checks`` is the address of a published check, with ``{article}`` and ``{claim}`` for the ids.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str = Field(min_length=1)
    url: HttpUrl
    checks: str | None = Field(default=None, pattern=r"^https?://[^\s{}]+(\{(article|claim)\}[^\s{}]*)*$")


class Values(BaseSettings):
    """Every setting with its type and default."""

    model_config = SettingsConfigDict(
        env_prefix="CLAIMS_", env_nested_delimiter="__", extra="forbid", frozen=True
    )
    db: str | None = None
    contact: str | None = None
    reviewer: str | None = None
    offline: bool = False
    second_review: bool = True
    date_order: Literal["mdy", "dmy"] | None = None
    max_size: int = Field(default=20_000_000, gt=0)
    evidence: Path | None = None
    cache: Path | None = None
    people: People = People()
    publisher: PublisherTable | None = None
    network: dict[str, Any] = Field(default_factory=dict)
    sources: dict[str, dict[str, Any]] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force; ``origins`` says where each came from, ``notes`` what was left out."""

    values: Values
    layer: SourceLayer
    origins: Mapping[str, str]
    notes: tuple[str, ...] = field(default=())

    @property
    def db(self) -> str:
        """The database's URL; a bare path means a SQLite file."""
        given = self.values.db
        if given is None:
            return f"{SQLITE}{data_folder() / 'claims.db'}"
        return given if "://" in given else f"{SQLITE}{Path(given).expanduser().resolve()}"

    @property
    def evidence(self) -> Path:
        """The folder of kept documents: beside a SQLite database, else in the user's data folder."""
        if self.values.evidence is not None:
            return self.values.evidence
        path = self.db.removeprefix(SQLITE)
        return Path(path).with_suffix(".evidence") if path != self.db else data_folder() / "evidence"

    @property
    def unsent(self) -> Path:
        """The folder of what was typed in the review and not sent yet: the person's own, whatever the database."""
        return data_folder() / "unsent"

    def origin(self, name: str) -> str:
        """Where a setting came from: "default", an option, a variable of the environment, or a file."""
        return self.origins.get(name, DEFAULT)


def data_folder() -> Path:
    """Where the default database lies."""
    return platformdirs.user_data_path(APP)


def load(*, folder: Path | None = None, **options: Any) -> Settings:
    """The settings in force in this folder (the working one if left out). Raises SettingsError.

    ``options`` are what the command line says; None means it says nothing.
    """
    near, notes = _near(folder or Path.cwd())
    user = platformdirs.user_config_path(APP) / FILE
    given = {name: value for name, value in options.items() if value is not None}
    origins: dict[str, str] = {}
    try:
        values = _values(near, user, origins)(**given)
    except ValidationError as error:
        complaint = error.errors(include_url=False, include_context=False, include_input=False)[0]
        name = ".".join(str(step) for step in complaint["loc"])
        where = origins.get(str(complaint["loc"][0]), "settings") if complaint["loc"] else "settings"
        raise SettingsError(
            f"setting {name} ({where}): {complaint['msg'].lower()}; correct it there"
        ) from error
    except (SourceFault, ValueError, OSError) as error:
        raise SettingsError(
            f"settings: {' '.join(str(error).split())[:200]}; correct or remove them"
        ) from error
    return Settings(values, _layer(values), origins, notes)


def _near(folder: Path) -> tuple[Path | None, tuple[str, ...]]:
    """The nearest `claims.toml` here or above, if the user owns it; else a note that it was left out."""
    for place in (folder, *folder.parents):
        path = place / FILE
        if path.is_file():
            if path.stat().st_uid == os.getuid():
                return path, ()
            return None, (f"{path} was left out: it belongs to somebody else",)
    return None, ()


def _values(near: Path | None, user: Path, origins: dict[str, str]) -> type[Values]:
    """The settings class of one place; fills ``origins`` while its sources are read."""

    class Here(Values):
        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            files = [path for path in (near, user) if path is not None and path.is_file()]
            tomls = [InitSettingsSource(settings_cls, _read(path)) for path in files]
            named = [("an option", init_settings), ("the environment", env_settings)]
            named += list(zip(map(str, files), tomls, strict=True))
            for origin, source in named:
                for key in source():
                    said = f"CLAIMS_{key.upper()}" if origin == "the environment" else origin
                    origins.setdefault(key, said)
            return (init_settings, env_settings, *tomls)

    return Here


def _read(path: Path) -> dict[str, Any]:
    """A file's settings; its relative paths hang on its own folder, wherever the command is run."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: {' '.join(str(error).split())}; correct or remove the file") from error
    anchored: dict[str, Any] = {
        key: _anchored(values[key], path.parent) for key in ("evidence", "cache") if key in values
    }
    if "db" in values:
        anchored["db"] = _anchored_url(values["db"], path.parent)
    tables = values.get("sources")
    if isinstance(tables, dict):
        anchored["sources"] = {
            name: {**table, "file": _anchored(table["file"], path.parent)}
            if isinstance(table, dict) and "file" in table
            else table
            for name, table in tables.items()
        }
    return {**values, **anchored}


def _anchored(given: Any, folder: Path) -> Any:
    return str(folder / Path(given).expanduser()) if isinstance(given, str) else given


def _anchored_url(given: Any, folder: Path) -> Any:
    """A SQLite URL, or a bare path, with its path made absolute; other URLs as they are."""
    if not isinstance(given, str) or ("://" in given and not given.startswith(SQLITE)):
        return given
    return f"{SQLITE}{_anchored(given.removeprefix(SQLITE), folder)}"


def _layer(values: Values) -> SourceLayer:
    """The settings of the network's layer, unknown keys refused: a misspelt base URL must not go unseen."""
    tables = {
        name: _table(SourceSettings, table, f"sources.{name}") for name, table in values.sources.items()
    }
    known = {item.name for item in fields(SourceLayer)} - set(ELSEWHERE)
    _check(values.network, known, "network")
    cache = values.cache or platformdirs.user_cache_path(APP)
    return SourceLayer(
        contact=values.contact,
        offline=values.offline,
        cache=cache,
        sources=tables,
        **values.network,
    )


def _table(noun: type[SourceSettings], table: Mapping[str, Any], name: str) -> SourceSettings:
    from pydantic import TypeAdapter

    _check(table, {item.name for item in fields(noun)}, name)
    try:
        return TypeAdapter(noun).validate_python(table)
    except ValidationError as error:
        complaint = error.errors(include_url=False, include_context=False, include_input=False)[0]
        key = ".".join(str(step) for step in complaint["loc"])
        raise SettingsError(
            f"setting {name}.{key}: {complaint['msg'].lower()}; correct it in {FILE}"
        ) from error


def _check(table: Mapping[str, Any], known: set[str], name: str) -> None:
    for key in table:
        if key not in known:
            raise SettingsError(
                f"setting [{name}] {key}: no such setting; use one of {', '.join(sorted(known))}"
            )
