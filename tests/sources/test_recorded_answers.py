"""Every recorded answer of a real MediaWiki, given to whatever a source asks: read, or refused in one line."""

import json
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from test_contract import CLAIMS, built, here
from werkzeug import Request, Response

from claims.article import Article
from sources.search import search
from sources.settings import Settings

RECORDED = Path(__file__).parents[3] / "shared" / "recorded" / "wikibase"
KEPT = frozenset({"content-type", "retry-after", "mediawiki-api-error", "location"})
__all__ = ["here"]


def answer(path: Path) -> Response | None:
    """The answer as it came; None for the one file that is a list of other things."""
    made = json.loads(path.read_text("utf-8"))
    if not isinstance(made, dict):
        return None
    body = made["body"] if isinstance(made["body"], str) else json.dumps(made["body"])
    headers = [(key, value) for key, value in made["headers"] if key.lower() in KEPT]
    return Response(body, status=made["status"], headers=headers)


@pytest.mark.parametrize("name", ["wikidata", "wikipedia", "wikiquote"])
def test_no_answer_is_a_fault_of_the_source(
    name: str, here: Settings, article: Article, httpserver: HTTPServer
) -> None:
    if not RECORDED.is_dir():
        pytest.skip("the recorded answers are not beside this checkout")
    given = {"now": Response("{}")}

    def handler(request: Request) -> Response:
        return given["now"]

    httpserver.expect_request("/w/api.php").respond_with_handler(handler)
    said: dict[str, list[str]] = {}
    for path in sorted(RECORDED.glob("*.json")):
        recorded = answer(path)
        if recorded is None:
            continue
        given["now"] = recorded
        said[path.stem] = [one.message for one in search(CLAIMS, article, [built(name, here)]).failures]
    lines = [line for messages in said.values() for line in messages]
    assert len(said) > 300
    assert [line for line in lines if "\n" in line or "a fault of this source" in line] == []
    # What every question meets with, whoever asks.
    assert all(said[refusal] for refusal in ("error_ro_readonly", "error_no_action", "error_maxlag_fv2"))
