import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import requests
from pytest_httpserver import HTTPServer
from wikibase_double import make_session

from sources.errors import SourceUnusable
from sources.settings import Settings, SourceSettings
from sources.turns import AT_ONCE, rate_of, service, turn

HOLD = """
import sys, time
from pathlib import Path
from sources.turns import turn
with turn("wikimedia", Path(sys.argv[1]), longest=60):
    print("held", flush=True)
    time.sleep(600)
"""
ASK = """
import sys
from pathlib import Path
from sources.session import Session
from sources.settings import Settings, SourceSettings
url, cache = sys.argv[1:]
table = SourceSettings(api=url, per_second=0.05)
session = Session(Settings(contact="a@example.org", cache=Path(cache), sources={"wikidata": table}))
for number in range(3):
    session.json("wikidata", url, {"search": number})
"""


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.wikidata.org/w/api.php", "wikimedia"),
        ("https://en.wikipedia.org/w/api.php", "wikimedia"),
        ("https://notwikipedia.org/w/api.php", "notwikipedia.org"),
        ("http://me:secret@localhost:8181/w/api.php", "localhost:8181"),
    ],
)
def test_wikimedia_is_one_service(url: str, name: str) -> None:
    assert service(url) == name


def test_the_lowest_rate_of_a_service_holds_for_it_alone() -> None:
    slow, other = SourceSettings(per_second=0.5), SourceSettings(api="https://a.org/api", per_second=2)
    settings = Settings(sources={"wikidata": slow, "wikipedia": SourceSettings(), "made": other})
    assert [rate_of(place, settings) for place in ("wikimedia", "a.org", "b.org")] == [0.5, 2, 3]


def test_no_more_than_three_at_once_over_processes(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    held = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(AT_ONCE)]
    try:
        assert [process.stdout.readline() for process in held if process.stdout] == ["held\n"] * AT_ONCE
        with (
            pytest.raises(requests.Timeout, match="no place came free"),
            turn("wikimedia", tmp_path, longest=0.2),
        ):
            pytest.fail("a fourth place was given")
        with turn("elsewhere.org", tmp_path, longest=1):
            pass
        held[0].kill()
        held[0].wait()
        with turn("wikimedia", tmp_path, longest=10):
            pass
    finally:
        for process in held:
            process.kill()
            process.communicate()


def test_a_rate_outlives_the_process(httpserver: HTTPServer, tmp_path: Path, settings: Settings) -> None:
    httpserver.expect_request("/slow").respond_with_json({"search": []})
    url = httpserver.url_for("/slow")
    subprocess.run([sys.executable, "-c", ASK, url, str(tmp_path)], check=True, timeout=60)
    table = SourceSettings(api=url, per_second=0.05)
    late = replace(settings, cache=tmp_path, deadline=0.2, sources={"wikidata": table})
    with pytest.raises(SourceUnusable, match="no answer within the time allowed"):
        make_session(late).json("wikidata", url, {"search": 3})
    assert len(httpserver.log) == 3
