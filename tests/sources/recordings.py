"""Answers that others recorded from the live services; they lie beside the checkout and are not part of it."""

import json
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

SHARED = Path(__file__).parents[3] / "shared" / "recorded" / "public"


def recording(name: str) -> bytes:
    """The body of one recorded answer; skips the test where the recordings are not at hand."""
    path = SHARED / name
    if not path.exists():
        pytest.skip("the recorded answers are not beside this checkout")
    return path.read_bytes()


def recorded_json(name: str) -> Any:
    return json.loads(recording(name))


def answering(httpserver: HTTPServer, path: str, body: object, **more: Any) -> list[Request]:
    """Answers this path with a body, as JSON unless it is bytes; collects the requests."""
    seen: list[Request] = []
    given = body if isinstance(body, bytes) else json.dumps(body).encode()
    kind = more.pop("content_type", "application/json")

    def handler(request: Request) -> Response:
        seen.append(request)
        return Response(given, content_type=kind, **more)

    httpserver.expect_request(path).respond_with_handler(handler)
    return seen
