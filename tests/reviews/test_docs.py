"""What `--json` prints is what the schemas say, and the generated pages are not stale."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from harbour import extraction_of
from typer.testing import Result

ROOT = Path(__file__).parents[2]
OFFICE = extraction_of().claims[1].id
PRINTED = [
    ("extract", ("extract", "harbour.txt", "--json")),
    ("list", ("list", "--json")),
    ("list-articles", ("list", "--articles", "--json")),
    ("show", ("show", OFFICE, "--json")),
    ("coverage", ("coverage", "last", "--json")),
    ("log", ("log", "--json")),
    ("log-verify", ("log", "--verify", "--json")),
    ("lookup-dry-run", ("lookup", OFFICE, "--dry-run", "--json")),
    ("evidence-list", ("evidence", "list", "last", "--json")),
    ("archive", ("archive", "Falk is mayor", "--json")),
    ("sources", ("sources", "--json")),
    ("sources-sent", ("sources", "--sent", "--json")),
]


def schema(name: str) -> Any:
    """A schema of docs/schema."""
    return json.loads((ROOT / "docs" / "schema" / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("name", "arguments"), PRINTED, ids=[name for name, _ in PRINTED])
def test_what_is_printed_is_what_the_schema_says(
    claims: Callable[..., Result], article_file: Path, name: str, arguments: tuple[str, ...]
) -> None:
    claims("extract", str(article_file))
    claims("decide", OFFICE, "--finding", "confirmed")
    claims("evidence", "add", OFFICE, "--grade", "secondary", "--note", "the town's own page")
    printed = json.loads(claims(*arguments).stdout)
    validator = jsonschema.Draft202012Validator(schema("extraction" if name == "extract" else name))
    assert [error.message for error in validator.iter_errors(printed)] == []


def test_a_schema_refuses_what_lacks_a_key() -> None:
    document = json.loads(json.dumps(extraction_of().document()))
    jsonschema.validate(document, schema("extraction"))
    del document["claims"][0]["worth"]
    with pytest.raises(jsonschema.ValidationError, match="worth"):
        jsonschema.validate(document, schema("extraction"))


def test_the_generated_pages_are_not_stale() -> None:
    done = subprocess.run(
        [sys.executable, "docs/make_commands.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stderr == ""
