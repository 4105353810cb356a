"""Whatever a service answers, a source gives sound candidates, or says in one line that there are none."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
from bending import bent_bytes, bent_json
from fuzzing import Fuzz, one_line, seeds
from hypothesis import strategies as st
from test_contract import CLAIMS as USUAL
from test_contract import LOCAL, NAMES
from wikibase_double import claim, make_session, named

from claims import plugins
from claims.annotation import Date
from claims.article import Article
from claims.claim import AttendanceDetail, Attendee, Claim, DateDetail
from claims.span import Span
from sources.candidate import Candidate, Failure, Source
from sources.errors import SourceError
from sources.search import GROUP
from sources.session import Session
from sources.settings import Settings, SourceSettings

GUEST = Attendee("Imran Khan", 0, 10, "Imran Khan", part=0)
BORN = Date("5 October 1952", 0, 14, "DATE", "1952-10-05", "1952-10-05", "1952-10-05")
STUDY = "Imran Khan, who was born on 5 October 1952, praised a study at the Lidby summit."
CLAIMS = [
    *USUAL,
    replace(claim("attendance", AttendanceDetail(named("Lidby summit"), (GUEST,)), "c4"), text=STUDY),
    replace(
        claim("date", DateDetail(BORN, Span("was born", 0, 8), (named("Imran Khan"),)), "c5"), text=STUDY
    ),
]
REMOTE = sorted(set(NAMES) - LOCAL)


class Canned:
    """A service that gives these bodies in turn, whatever it is asked."""

    def __init__(self, bodies: Sequence[Any]) -> None:
        self.bodies = bodies
        self.turn = 0

    def request(self, method: str, url: str, **_: object) -> requests.Response:
        body = self.bodies[self.turn % len(self.bodies)]
        self.turn += 1
        response = requests.Response()
        response.status_code, response.url = 200, url
        response.headers["Content-Type"] = "application/json"
        response._content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return response


def source(name: str, bodies: Sequence[Any]) -> Source:
    """A source whose service gives these bodies."""
    table = SourceSettings(api="https://desk.example/w/api.php", key="k", share="text", per_second=1000)
    settings = Settings(contact="desk@example.org", sources={name: table})
    session: Session = make_session(settings, now=datetime(2021, 7, 7, tzinfo=UTC))
    session._http = Canned(bodies)
    made: Source = plugins.load(GROUP, name)(session, settings)
    return made


def sound(one: Candidate, claims: Sequence[Claim] = CLAIMS) -> None:
    """What can be stored, shown and compared."""
    assert one.claim_id in {claim.id for claim in claims}
    for field in ("title", "url", "excerpt", "reason", "origin", "source", "retrieved_at"):
        value = getattr(one, field)
        assert isinstance(value, str), field
        assert value.encode() is not None
        assert "\0" not in value, field
    for value in (one.permalink, one.published):
        assert value is None or (isinstance(value, str) and value.encode() is not None)
    assert one.url
    assert 0 <= one.score <= 1
    assert one.stance in ("supports", "contradicts", "related")
    assert isinstance(one.part, int | None)


def asked(name: str, bodies: Sequence[Any], article: Article) -> None:
    """What comes of these answers: sound candidates, and failures that are the service's, not ours."""
    one = source(name, bodies)
    try:
        for answer in one.ask([claim for claim in CLAIMS if claim.kind in one.kinds], article, ()):
            if isinstance(answer, Failure):
                one_line(answer.message, f"{name}: ")
            else:
                sound(answer)
    except SourceError as error:
        one_line(error, f"{name}: ")


@pytest.mark.parametrize("name", REMOTE)
def test_answers(name: str, fuzz: Fuzz, article: Article) -> None:
    target = f"answers-{name}"

    def ask(data: bytes) -> None:
        try:
            bodies = json.loads(data)
        except ValueError:
            bodies = [data]
        asked(name, bodies if isinstance(bodies, list) and bodies else [data], article)

    answers = [json.dumps(body).encode() for seed in seeds(target) for body in json.loads(seed)]
    fuzz(target, ask, st.one_of(bent_json(seeds(target)), bent_json(seeds(target)), bent_bytes(answers)))
