"""The HTML report in a real browser, as its reader has it: a file on disk, and nothing else.

Needs a Chromium (`chromium`, `chromium-browser` or `google-chrome` on the path); skipped where there is none.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from pages import report_of
from playwright.sync_api import Browser, Page, sync_playwright

from reviews.overview import overview
from reviews.report import Report
from reviews.writers import as_html

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WIDTHS = (1280, 820, 390)
UNFOLD = "for (const one of document.querySelectorAll('details')) one.open = true"
# Closes every context that it could stand in, and would act in each.
HOSTILE = (
    "\"'></a></p></td></style></script></title><script>window.hit=1</script><img src=https://evil.example/x "
    "onerror=window.hit=1><svg onload=window.hit=1>{{7*7}}\u202egnp.exe\u2066<a href=javascript:window.hit=1>x</a>"
)


@dataclass
class Opened:
    """A page with all that it asked for, what of it did not come (address and reason), and complaints."""

    page: Page
    requests: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def count(self, selector: str) -> int:
        """How many elements of this kind a reader sees."""
        return self.page.locator(f"{selector}:visible").count()

    def focused(self) -> str:
        """The id of the element that has the focus."""
        return str(self.page.evaluate("document.activeElement.id"))

    def lit(self) -> list[str]:
        """The ids of the claims that are lit up."""
        found: list[str] = self.page.locator(".card.lit").evaluate_all("all => all.map(one => one.id)")
        return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium of the machine."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip(f"no browser on the path: none of {', '.join(BROWSERS)}")
    with sync_playwright() as tool:
        running = tool.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Any]:
    """A report (or the HTML itself) in the browser, with what came of it; nothing may be complained of."""
    shown: list[Opened] = []

    def open_(report: Report | bytes, *, width: int = 1280, scheme: str = "light", **settings: Any) -> Opened:
        path = tmp_path / f"report-{len(shown)}.html"
        path.write_bytes(report if isinstance(report, bytes) else page_of(report))
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, **settings
        )
        opened = Opened(context.new_page())
        opened.page.on("request", lambda request: opened.requests.append(request.url))
        opened.page.on("requestfailed", lambda request: opened.refused.append((request.url, request.failure)))
        opened.page.on("console", lambda message: opened.complaints.append(message.text))
        opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.page.on("dialog", lambda dialog: opened.complaints.append(dialog.message))
        opened.page.goto(path.as_uri())
        shown.append(opened)
        return opened

    yield open_
    for opened in shown:
        assert opened.complaints == []
        assert {url for url in opened.requests if not url.startswith("file:")} == set()
        opened.page.context.close()


def page_of(report: Report) -> bytes:
    """The report as HTML."""
    stream = BytesIO()
    as_html.write(report, stream)
    return stream.getvalue()


def index_of(report: Report) -> bytes:
    """The index over the report's articles as HTML."""
    stream = BytesIO()
    view = overview(((section, "one.html") for section in report.sections), report.day)
    as_html.write_index(view, report.framing, stream)
    return stream.getvalue()


def test_a_click_on_the_text_goes_to_its_claim_and_on_to_the_next_one_there(show: Any) -> None:
    opened = show(report_of())
    mark = opened.page.locator("mark[data-claims~='a1-claim-3']").first
    assert mark.get_attribute("data-claims").split() == ["a1-claim-3", "a1-claim-4"]
    mark.click()
    assert (opened.lit(), opened.focused()) == (["a1-claim-3"], "a1-claim-3")
    mark.click()
    assert opened.lit() == ["a1-claim-4"]
    assert opened.page.locator("mark.lit").count() == 1
    mark.click()
    assert opened.lit() == ["a1-claim-3"]
    assert opened.page.locator("mark.lit").count() == 2


def test_a_click_on_a_claim_brings_its_text_into_view(show: Any) -> None:
    opened = show(report_of(), width=390)
    opened.page.locator("#a1-claim-12 .question").click()
    assert opened.lit() == ["a1-claim-12"]
    opened.page.locator("#a1-claim-19 .number").click()
    assert opened.focused() == "a1-text-19"
    assert opened.page.locator("#a1-text-19").evaluate(
        "one => { const box = one.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight }"
    )


@pytest.mark.parametrize(
    ("name", "value", "count"),
    [
        ("kind", "office", 10),
        ("workflow", "signed_off", 2),
        ("workflow", "dropped", 2),
        ("finding", "incorrect", 2),
        ("finding", "contradicted", 2),
        ("checker", "ana", 6),
        ("checker", "cy", 2),
        ("checker", "nobody yet", 6),
    ],
)
def test_filters(show: Any, name: str, value: str, count: int) -> None:
    opened = show(report_of())
    assert opened.count(".card") == 20
    opened.page.select_option(f"[data-filter={name}]", value)
    assert opened.count(".card") == count
    assert opened.page.locator(".filters output").inner_text() == f"{count} of 20 claims"
    shown = opened.page.locator(".card:visible").evaluate_all("all => all.map(one => one.id)")
    underlined = opened.page.locator("mark:not(.off)").evaluate_all(
        "all => all.map(one => one.dataset.claims)"
    )
    assert {one for some in underlined for one in some.split()} >= set(shown)
    assert all(set(some.split()) & set(shown) for some in underlined)
    opened.page.get_by_role("button", name="Show all").click()
    opened.page.wait_for_function("document.querySelector('.filters output').value === '20 of 20 claims'")


def test_filters_add_up(show: Any) -> None:
    opened = show(report_of())
    opened.page.select_option("[data-filter=kind]", "statement")
    opened.page.select_option("[data-filter=checker]", "bo")
    assert opened.page.locator(".filters output").inner_text() == "4 of 20 claims"
    opened.page.select_option("[data-filter=workflow]", "dropped")
    assert opened.count(".card") == 0


def test_a_link_to_a_claim_that_is_filtered_out_shows_it(show: Any) -> None:
    opened = show(report_of())
    opened.page.select_option("[data-filter=kind]", "office")
    opened.page.locator(".first a[href='#a1-claim-7']").click()
    assert opened.lit() == ["a1-claim-7"]
    assert opened.count(".card") == 20


def test_keys_step_through_the_claims_and_between_text_and_claim(show: Any) -> None:
    opened = show(report_of())
    press = opened.page.keyboard.press
    press("j")
    press("j")
    assert opened.focused() == "a1-claim-2"
    press("k")
    assert opened.focused() == "a1-claim-1"
    press("t")
    assert opened.focused() == "a1-text-1"
    press("t")
    assert opened.focused() == "a1-claim-1"
    press("o")
    assert opened.page.locator("#a1-claim-1 .more").get_attribute("open") is not None
    press("Escape")
    assert opened.lit() == []
    opened.page.select_option("[data-filter=kind]", "office")
    press("j")
    assert opened.focused() == "a1-claim-2"
    press("j")
    assert opened.focused() == "a1-claim-4"


def test_keys_can_be_turned_off_and_leave_browser_shortcuts_alone(show: Any) -> None:
    opened = show(report_of())
    opened.page.keyboard.press("Control+j")
    assert opened.lit() == []
    opened.page.locator(".keys input").uncheck()
    opened.page.locator(".keys input").blur()
    opened.page.keyboard.press("j")
    assert opened.lit() == []


def test_all_can_be_reached_by_tab(show: Any) -> None:
    opened = show(report_of(1))
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.activeElement.className") == "skip"
    reached = set()
    for _ in range(60):
        opened.page.keyboard.press("Tab")
        reached.add(opened.page.evaluate("document.activeElement.outerHTML.slice(0, 60)"))
    wanted = opened.page.locator("main :is(a, summary, select, button, input):visible").evaluate_all(
        "all => all.map(one => one.outerHTML.slice(0, 60))"
    )
    assert set(wanted) <= reached


def test_a_claim_stands_at_the_height_of_its_text(show: Any) -> None:
    opened = show(report_of())
    tops = opened.page.locator(".row:has(.card)").evaluate_all(
        "all => all.map(row => [row.querySelector('mark').getBoundingClientRect().top,"
        " row.querySelector('.card').getBoundingClientRect().top])"
    )
    assert len(tops) == 10
    assert all(abs(text - card) < 24 for text, card in tops)


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_screen(show: Any, width: int) -> None:
    many = report_of(10, articles=3)
    for document in (report_of(3), report_of(3, hostile=HOSTILE + "x" * 300), many, index_of(many)):
        opened = show(document, width=width)
        opened.page.evaluate(UNFOLD)
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
        edges = opened.page.locator(".filters *:visible, .part:visible").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().right)"
        )
        assert max(edges) <= width - (0 if width > 500 else 10)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("kind", ["one", "several", "index"])
def test_axe_finds_no_serious_fault(show: Any, kind: str, width: int, scheme: str) -> None:
    report = report_of(5, articles=1 if kind == "one" else 2)
    opened = show(index_of(report) if kind == "index" else report, width=width, scheme=scheme)
    opened.page.evaluate(UNFOLD)
    found = Axe().run(opened.page).response["violations"]
    assert [
        (one["id"], one["impact"], one["nodes"][0]["html"])
        for one in found
        if one["impact"] in ("serious", "critical")
    ] == []


@pytest.mark.parametrize("kind", ["one", "several", "index"])
def test_a_hostile_article_stays_inert(show: Any, kind: str) -> None:
    report = report_of(4, hostile=HOSTILE, articles=1 if kind == "one" else 2)
    opened = show(index_of(report) if kind == "index" else report)
    for link in opened.page.locator("main a:visible").all():
        assert link.get_attribute("href").startswith(("#", "one.html"))
    if kind != "index":
        for card in opened.page.locator(".card").all():
            card.click()
    assert opened.page.evaluate("window.hit") is None
    assert opened.page.locator("img, svg, iframe, object, embed, base, [onload], [onerror]").count() == 0
    assert opened.page.locator("script").count() == (0 if kind == "index" else 1)
    assert "\u202e" not in opened.page.content()
    assert "\u2066" not in opened.page.content()
    assert "⟨U+202E⟩gnp.exe" in opened.page.inner_text("main")
    assert "{{7*7}}" in opened.page.inner_text("main")


def test_the_policy_stops_what_would_slip_through(show: Any) -> None:
    opened = show(report_of(1))
    opened.page.evaluate(
        """() => {
            document.body.insertAdjacentHTML("beforeend",
                '<img src="https://evil.example/x.png" onerror="window.hit=1"><p style="color:red" id="styled">x</p>');
            const script = document.createElement("script");
            script.textContent = "window.hit = 1";
            document.body.append(script);
            return fetch("https://evil.example/").catch(() => 0);
        }"""
    )
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("window.hit") is None
    assert (
        opened.page.evaluate("getComputedStyle(document.getElementById('styled')).color") != "rgb(255, 0, 0)"
    )
    refused = [text for text in opened.complaints if "Content Security Policy" in text]
    assert len(refused) >= 4
    opened.complaints.clear()
    assert set(opened.refused) <= {("https://evil.example/x.png", "csp")}
    opened.requests.clear()


def test_without_a_script_all_is_there(show: Any) -> None:
    opened = show(report_of(), java_script_enabled=False)
    assert opened.count(".card") == 20
    assert opened.count(".filters") == 0
    opened.page.locator("sup a").nth(5).click()
    assert opened.page.url.endswith("#a1-claim-5")


def test_on_paper_the_evidence_is_unfolded_and_the_page_is_a4(show: Any) -> None:
    opened = show(report_of())
    paper = opened.page.pdf(prefer_css_page_size=True)
    assert b"/MediaBox [0 0 594" in paper
    opened.page.emulate_media(media="print")
    assert opened.page.locator(".passage blockquote").first.is_visible()
    assert opened.count(".filters") == 0
