"""The full-screen review, driven by its keys."""

from __future__ import annotations

import asyncio
import html
import io
import re
import stat
import threading
import webbrowser
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest
from harbour import ON_POSTGRESQL, Ticking, extraction_of
from rich.console import Console
from sqlalchemy import create_engine
from sqlalchemy import text as sql
from textual.pilot import Pilot
from typer.testing import Result

from reviews import keeping, rules, settings
from reviews.chain import Act
from reviews.cli.review import KEYS
from reviews.errors import ReviewError, StoreError
from reviews.review import Awaited, ClaimReview
from reviews.rules import Policy
from reviews.screen.app import FOOT, ReviewScreen
from reviews.screen.browse import addresses
from reviews.screen.marks import SIGNS
from reviews.screen.words import claim_view
from reviews.store import Store
from sources.candidate import Candidate, Passage, Verdict, candidate

Claims = Callable[..., Result]
CLAIMS = [claim.id for claim in extraction_of().claims]
ATTENDANCE, OFFICE, STATEMENT = CLAIMS
Drive = Callable[[ReviewScreen, Pilot[None]], Awaitable[None]]


async def rest(app: ReviewScreen, pilot: Pilot[None]) -> None:
    """Wait until the screen has done all that was asked of it."""
    await pilot.pause()
    while not app.at_rest:
        await pilot.pause(0.01)
    await pilot.pause()


def screen(store: Store, claims: Sequence[str] = CLAIMS) -> ReviewScreen:
    return ReviewScreen(store, Policy(), claims, settings.load())


def drive(app: ReviewScreen, what: Drive, size: tuple[int, int] = (80, 24)) -> None:
    """Run the screen and do this with it."""

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await rest(app, pilot)
            await what(app, pilot)
            await rest(app, pilot)

    asyncio.run(run())


def signs(app: ReviewScreen) -> dict[str, str]:
    assert app.shown is not None
    return app.shown.signs


def press(store: Store, *keys: str) -> ReviewScreen:
    """The screen after these keys, as fast as they can be typed."""
    app = screen(store)

    async def typed(app: ReviewScreen, pilot: Pilot[None]) -> None:
        await pilot.press(*keys)

    drive(app, typed)
    return app


def after(store: Store, *keys: str) -> str:
    """What is seen after these keys."""
    pictures = []

    async def typed(app: ReviewScreen, pilot: Pilot[None]) -> None:
        await pilot.press(*keys)
        await rest(app, pilot)
        pictures.append(seen(app))

    drive(screen(store), typed)
    return pictures[0]


def seen(app: ReviewScreen) -> str:
    """What the screen shows, as text, line by line."""
    picture = re.sub(r"<style.*?</style>", "", app.export_screenshot(), flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", picture)).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("key", "finding"),
    [
        ("c", "confirmed"),
        ("i", "incorrect"),
        ("m", "misleading"),
        ("f", "conflicting"),
        ("u", "unverifiable"),
        ("x", "not_checkable"),
    ],
)
def test_one_key_is_one_finding_and_leads_on(stocked: Store, key: str, finding: str) -> None:
    app = press(stocked, key)
    assert stocked.claim_review(ATTENDANCE).review.finding == finding
    assert app.one.claim.id == OFFICE
    assert signs(app)[ATTENDANCE] == SIGNS[finding]


def test_an_undo_is_an_event_and_gives_back_what_was(stocked: Store) -> None:
    press(stocked, "j", "c", "k", "z")
    one = stocked.claim_review(OFFICE)
    assert [event.kind for event in one.history] == ["decided", "undone"]
    assert (one.review.finding, one.review.workflow) == (None, "open")
    assert stocked.stray() == ()
    assert all(not found.faults for found in stocked.verify())


def test_nobody_undoes_what_another_did(stocked: Store, store_url: str) -> None:
    ben = Store.open(store_url, actor="ben", clock=Ticking())
    ben.act(OFFICE, lambda c, r: rules.decide(c, r, finding="confirmed", policy=Policy()))
    one = stocked.claim_review(OFFICE)
    with pytest.raises(ReviewError, match="ben acted last"):
        rules.undo(one.claim, one.review, history=one.history, actor="ana")
    ben.engine.dispose()


def test_notes_assignments_parts_and_filters(stocked: Store) -> None:
    app = press(stocked, "n", *"seen", "enter", "t", *"ben", "enter", "p", "i", "slash", *"office", "enter")
    one = stocked.claim_review(ATTENDANCE)
    assert [event.kind for event in one.history] == ["noted", "assigned", "decided"]
    assert [(part.part, part.finding) for part in one.review.parts] == [(0, "incorrect")]
    assert one.review.assignee == "ben"
    assert app.queue == (OFFICE,)


def test_the_loser_of_a_race_is_told_and_may_do_it_again(stocked: Store, store_url: str) -> None:
    ben = Store.open(store_url, actor="ben", clock=Ticking())
    told = []

    async def race(app: ReviewScreen, pilot: Pilot[None]) -> None:
        ben.act(ATTENDANCE, lambda c, r: rules.decide(c, r, finding="confirmed", policy=Policy()))
        await pilot.press("i")
        await rest(app, pilot)
        told.append(getattr(app.screen, "words", ""))
        await pilot.press("y")

    drive(screen(stocked), race)
    ben.engine.dispose()
    assert "ben changed claim" in told[0]
    assert "decided confirmed" in told[0]
    history = stocked.claim_review(ATTENDANCE).history
    assert [(event.actor, event.payload["finding"]) for event in history if event.payload] == [
        ("ben", "confirmed"),
        ("ana", "incorrect"),
    ]


def test_every_state_has_a_sign_of_its_own() -> None:
    assert len(set(SIGNS.values())) == len(SIGNS)


def test_it_shows_the_claim_at_eighty_columns(stocked: Store) -> None:
    async def look(app: ReviewScreen, pilot: Pilot[None]) -> None:
        assert "1 of 3" in seen(app)
        assert "attendance" in seen(app)
        assert FOOT in seen(app)

    drive(screen(stocked), look)


def test_keys_typed_ahead_wait_and_go_where_they_were_meant(stocked: Store) -> None:
    press(stocked, "c", "n", *"see the zoo", "enter", "j", "u")
    assert stocked.claim_review(ATTENDANCE).review.finding == "confirmed"
    (note,) = stocked.claim_review(OFFICE).history
    assert note.payload == {"note": "see the zoo"}
    assert stocked.claim_review(STATEMENT).review.finding == "unverifiable"


def test_a_slow_database_stops_neither_drawing_nor_scrolling(stocked: Store, store_url: str) -> None:
    other = Store.open(store_url, actor="ben", clock=Ticking())
    held, told, release = threading.Event(), list[str](), threading.Event()

    def hold() -> None:
        def slow(claim: object, state: object) -> Act:
            held.set()
            release.wait(20)
            return rules.note(claim, state, text="slow")  # type: ignore[arg-type]

        other.act(ATTENDANCE, slow)

    async def wait(app: ReviewScreen, pilot: Pilot[None]) -> None:
        thread = threading.Thread(target=hold)
        thread.start()
        held.wait(20)
        await pilot.press("j", "c", "u", "pagedown")
        while "working" not in seen(app):
            await pilot.pause(0.05)
        told.append(app.one.claim.id)
        release.set()
        thread.join()
        await rest(app, pilot)

    drive(screen(stocked), wait)
    other.engine.dispose()
    assert told == [OFFICE]
    findings = [stocked.claim_review(claim).review.finding for claim in CLAIMS]
    assert findings == [None, "confirmed", "unverifiable"]


@ON_POSTGRESQL
def test_a_lost_connection_is_told_and_the_act_repeated(stocked: Store, store_url: str) -> None:
    told = []

    async def lose(app: ReviewScreen, pilot: Pilot[None]) -> None:
        with stocked.engine.connect() as mine:
            process = mine.execute(sql("SELECT pg_backend_pid()")).scalar_one()
        killer = create_engine(stocked.engine.url)
        with killer.connect() as db:
            db.execute(sql("SELECT pg_terminate_backend(:process)"), {"process": process})
        killer.dispose()
        await pilot.press("n", *"kept words", "enter", "j")
        await rest(app, pilot)
        told.append(app.screen.words)
        assert app.unsent.of(ATTENDANCE, "note") == {"note": "kept words"}
        await pilot.press("y")
        await rest(app, pilot)
        assert app.one.claim.id == ATTENDANCE  # the j was typed for what had not come yet

    drive(screen(stocked), lose)
    assert "Not done: database" in told[0]
    assert "y: try again" in told[0]
    (note,) = stocked.claim_review(ATTENDANCE).history
    assert note.payload == {"note": "kept words"}


def test_a_database_that_cannot_be_read_at_the_start_is_told(
    stocked: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, failures = stocked.claim_review, [StoreError("the server is away")]

    def fails_once(claim: str) -> ClaimReview:
        if failures:
            raise failures.pop()
        return reading(claim)

    monkeypatch.setattr(stocked, "claim_review", fails_once)

    async def look(app: ReviewScreen, pilot: Pilot[None]) -> None:
        assert "the server is away" in app.screen.words
        await pilot.press("c", "escape", "c", "j")
        await rest(app, pilot)
        assert app.one.claim.id in CLAIMS

    drive(screen(stocked), look)
    assert stocked.claim_review(ATTENDANCE).history == ()


def test_words_being_typed_outlast_the_screen_and_are_offered_again(stocked: Store) -> None:
    press(stocked, "n", *"half a th", "ctrl+q")
    assert stocked.claim_review(ATTENDANCE).history == ()

    async def look(app: ReviewScreen, pilot: Pilot[None]) -> None:
        assert "unsent words: note" in seen(app)
        await pilot.press("n", *"ought", "enter")
        await rest(app, pilot)
        assert "unsent" not in seen(app)

    app = screen(stocked)
    drive(app, look)
    (note,) = stocked.claim_review(ATTENDANCE).history
    assert note.payload == {"note": "half a thought"}
    assert list(app.unsent.folder.iterdir()) == []


def test_unsent_words_are_private_and_forgotten_with_the_article(claims: Claims, stocked: Store) -> None:
    app = press(stocked, "n", *"secret", "escape")
    (path,) = app.unsent.folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert claims("forget", "last", "--reason", "asked").exit_code == 0
    assert list(app.unsent.folder.iterdir()) == []


def test_evidence_is_attached_from_the_screen(stocked: Store, article_file: Path) -> None:
    path = str(article_file)
    keys = ("j", "e", *path, "enter", "p", "enter", *"mayor of Lidby", "enter", "enter", "enter")
    app, told = screen(stocked), []

    async def attach(app: ReviewScreen, pilot: Pilot[None]) -> None:
        await pilot.press(*keys)
        await rest(app, pilot)
        told.append(app.screen.words)

    drive(app, attach)
    (item,) = stocked.claim_review(OFFICE).evidence
    assert (item.grade, item.file, item.quote) == ("primary", "harbour.txt", "mayor of Lidby")
    assert item.start is not None
    assert keeping.read(app.settings.evidence, item.sha256 or "") == article_file.read_bytes()
    assert "the passage stands at" in told[0]
    assert stocked.claim_review(OFFICE).review.workflow == "in_progress"


def test_evidence_that_cannot_be_attached_keeps_its_form(stocked: Store) -> None:
    told = []

    async def attach(app: ReviewScreen, pilot: Pilot[None]) -> None:
        await pilot.press("e", *"/no/such", "enter", *"gold", "enter", "enter", "enter", "enter")
        await rest(app, pilot)
        told.append(seen(app))
        await pilot.press("end", *["backspace"] * 4, "s", "enter", "enter", "enter", "enter")
        await rest(app, pilot)
        told.append(app.screen.words)
        await pilot.press("escape")

    app = screen(stocked)
    drive(app, attach)
    assert "'gold' is none of primary, secondary, authors_word" in told[0]
    assert "No such file" in told[1]
    assert app.unsent.of(ATTENDANCE, "evidence")["document"] == "/no/such"
    assert stocked.claim_review(ATTENDANCE).evidence == ()


def test_an_awaited_source_has_a_name_and_a_day(stocked: Store) -> None:
    told = []

    async def ask(app: ReviewScreen, pilot: Pilot[None]) -> None:
        await pilot.press("a", *"the clerk", "enter", *"soon", "enter", "enter")
        await rest(app, pilot)
        told.append(seen(app))
        await pilot.press("end", *["backspace"] * 4, *"2026-03-09", "enter", "enter")

    drive(screen(stocked), ask)
    assert "'soon' is no date" in told[0]
    review = stocked.claim_review(ATTENDANCE).review
    assert review.workflow == "awaiting_source"
    assert review.awaited == Awaited("the clerk", "2026-03-09")


@pytest.fixture
def opening(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A browser that opens nothing: the addresses that it was given."""
    given: list[str] = []

    class Window(webbrowser.BaseBrowser):
        def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
            given.append(url)
            return True

    monkeypatch.setattr(webbrowser, "get", Window)
    return given


def found(address: str, reason: str = "it is so", permalink: str | None = None) -> Candidate:
    """A candidate on the office claim."""
    passage = Passage(
        "wikidata", "Ines Falk", address, permalink, "Falk, mayor", None, "2026-03-03", "wikidata"
    )
    return candidate(extraction_of().claims[1], passage, Verdict("contradicts", reason, 0.9))


def test_one_address_opens_at_once_and_several_are_offered(stocked: Store, opening: list[str]) -> None:
    stocked.keep([found("https://a.example/1"), found("javascript:alert(1)")])
    press(stocked, "j", "o")
    assert opening == ["https://a.example/1"]
    stocked.keep([found("https://a.example/2", permalink="https://a.example/2?oldid=7")])
    shown = addresses(stocked.claim_review(OFFICE))
    assert sorted(shown) == ["https://a.example/1", "https://a.example/2?oldid=7"]
    press(stocked, "j", "o", "2")
    assert opening[1:] == [shown[1]]


def test_without_an_address_or_a_browser_it_says_so(stocked: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.GenericBrowser("lynx"))
    stocked.keep([found("https://a.example/1")])
    assert "Nothing to open" in after(stocked, "o")
    told = after(stocked, "j", "o")
    assert "There is no browser here" in told
    assert "https://a.example/1" in told


def test_compared_values_stand_side_by_side(stocked: Store) -> None:
    stocked.keep([found("https://a.example", "mayor until 2019-05-01; the claim is as of 2026-03-02")])
    view = claim_view(stocked.claim_review(OFFICE), None)
    console = Console(width=40, file=io.StringIO(), color_system=None)
    console.print(view)
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    head = next(line for line in lines if "the source" in line)
    place = head.index("the claim")
    below = lines[lines.index(head) + 2 :]
    assert below[0].strip().startswith("mayor until")
    sides = [line[place:].strip() for line in below[:4]]
    assert "is as of 2026-03-02" in " ".join(sides)
    assert all(len(line) <= 40 for line in lines)


def test_it_works_without_colour(stocked: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def look(app: ReviewScreen, pilot: Pilot[None]) -> None:
        await pilot.press("i")
        await rest(app, pilot)
        colours = set(re.findall(r"-r\d+ \{ fill: #(\w{6})", app.export_screenshot()))
        assert colours
        for colour in colours - {"c5c8c6"}:  # the picture's own, for text without a colour
            assert colour[:2] == colour[2:4] == colour[4:], "a colour that is no grey"
        assert "✗" in seen(app)

    drive(screen(stocked), look)


def test_help_says_every_key(stocked: Store) -> None:
    told = after(stocked, "question_mark")
    for word in (
        *KEYS.values(),
        "evidence",
        "awaiting",
        "note",
        "assign",
        "undo",
        "filter",
        "browser",
        "quit",
    ):
        assert word.replace("_", " ") in told
