"""The application: keys to rules. Every act is in the store before the next key is heard."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from claims.claim import KINDS
from claims.extraction import Extraction
from reviews import attaching
from reviews.cli.review import KEYS
from reviews.errors import Conflict, ReviewError, ReviewsError
from reviews.review import FINDINGS, WORKFLOWS, ClaimReview
from reviews.rules import Policy
from reviews.screen import acts
from reviews.screen.acts import Make
from reviews.screen.browse import addresses, opened
from reviews.screen.forms import Choice, Form, Message, Questions, Words
from reviews.screen.marks import legend, sign
from reviews.screen.turns import Job, Turns
from reviews.screen.words import Block, blocks, claim_view, history_text, marked
from reviews.settings import Settings
from reviews.store import Store
from reviews.unsent import Unsent

HELP = (
    "c confirmed   i incorrect   m misleading   f conflicting\n"
    "u unverifiable   x not checkable\n"
    "p the next attendee of an attendance claim: findings are on that one\n"
    "a awaiting a source   e attach evidence   n note   t assign to   d drop\n"
    "z undo one's own latest act   o open in browser\n"
    "j/↓ next   k/↑ back   / filter   PgUp/PgDn scroll the claim\n"
    "? this help   q quit (all is saved already, half-typed words too)\n\n"
)
FOOT = "c i m f u x find · a await · e evidence · n note · z undo · j k go · ? help"


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on the screen: a claim, its article, the signs of all its claims, forms with unsent words."""

    position: int
    one: ClaimReview
    found: Extraction
    signs: dict[str, str]
    unsent: tuple[str, ...]


class ReviewScreen(Turns):
    """The review of a queue of claims (ids, at least one), by the store's actor, under the newsroom's policy."""

    TITLE = "claims review"
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    #top, #keys { height: 1; text-style: bold; text-wrap: nowrap; text-overflow: ellipsis; }
    #article { width: 1fr; border-right: solid $foreground; }
    #right { width: 1fr; }
    #claim { height: 1fr; }
    #history { height: 5; border-top: solid $foreground; }
    .paragraph { margin-bottom: 1; }
    ModalScreen { align: center middle; }
    .box { width: 76; height: auto; max-height: 20; border: heavy $foreground; padding: 0 1; }
    .title { text-style: bold; }
    .field { height: 1; }
    .label { width: 10; }
    .field Input { width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"decide('{finding}')", finding) for key, finding in KEYS.items()),
        Binding("a", "await_source", "awaiting a source"),
        Binding("e", "attach", "attach evidence"),
        Binding("n", "note", "note"),
        Binding("t", "assign", "assign"),
        Binding("d", "drop", "drop"),
        Binding("z", "undo", "undo"),
        Binding("j,down,enter,s", "go(1)", "next"),
        Binding("k,up,b", "go(-1)", "back"),
        Binding("p", "part", "attendee"),
        Binding("slash", "filter", "filter"),
        Binding("o", "browse", "open"),
        Binding("pagedown", "scroll(1)", "down"),
        Binding("pageup", "scroll(-1)", "up"),
        Binding("question_mark", "help", "help"),
        Binding("q", "quit", "quit"),
    ]

    def __init__(self, store: Store, policy: Policy, queue: Sequence[str], settings: Settings) -> None:
        super().__init__()
        self.store = store
        self.policy = policy
        self.settings = settings
        self.unsent = Unsent(settings.unsent)
        self.whole = tuple(queue)
        self.queue = self.whole
        self.part: int | None = None
        self.shown: Shown | None = None
        # The article that is laid out, its paragraphs, and the marks that they were drawn with.
        self.laid_out: Extraction | None = None
        self.blocks: tuple[Block, ...] = ()
        self.marks: list[tuple[str, ...]] = []

    @property
    def one(self) -> ClaimReview:
        """The claim that is shown."""
        assert self.shown is not None
        return self.shown.one

    def compose(self) -> ComposeResult:
        yield Static("reading …", id="top", markup=False)
        with Horizontal():
            yield VerticalScroll(id="article", can_focus=False)
            with Vertical(id="right"):
                with VerticalScroll(id="claim", can_focus=False):
                    yield Static(id="words", markup=False)
                with VerticalScroll(id="history", can_focus=False):
                    yield Static(id="events", markup=False)
        yield Static(FOOT, id="keys", markup=False)

    def on_mount(self) -> None:
        self._attempt(partial(self._show, 0))

    def waits(self, yes: bool) -> None:
        words = "working … keys wait for it, Ctrl+Q leaves" if yes else FOOT
        self.query_one("#keys", Static).update(words)

    # work on the store, off the event loop

    def _attempt(self, job: Job) -> None:
        """A job; what fails is told and may be tried again. Keys typed ahead were for what did not come."""

        async def attempt() -> None:
            try:
                await job()
            except Conflict as conflict:
                self._offer(f"{conflict}\n\ny: do mine as well · Esc: leave theirs", job, fresh=True)
            except ReviewError as refusal:
                self._offer(f"Not done: {refusal}\n\nEsc: go on", None)
            except (ReviewsError, OSError) as error:
                self._offer(f"Not done: {error}\n\ny: try again · Esc: leave it", job)

        self.take(attempt)

    def _offer(self, words: str, job: Job | None, *, fresh: bool = False) -> None:
        """Tell it; on y do the job again, after a conflict on the claim as it is now."""
        self.held.clear()
        here = self.shown.position if self.shown else 0

        async def again() -> None:
            if fresh:
                await self._show(here)
            if job is not None:
                await job()

        def answered(yes: bool | None) -> None:
            if yes and job is not None:
                self._attempt(again)
            elif self.shown is not None and fresh:
                self._attempt(partial(self._show, here))

        self.push_screen(Message(words), answered)

    async def _show(self, position: int, acted: bool = False) -> None:
        """Read a claim of the queue and show it; the one shown before too where something was done to it."""
        shown = await asyncio.to_thread(self._read, position, acted)
        if self.shown is not None and shown.one.claim.id != self.shown.one.claim.id:
            self.part = None
        self.shown = shown
        await self._draw(shown)

    def _read(self, position: int, acted: bool) -> Shown:
        one = self.store.claim_review(self.queue[position])
        before = self.shown
        # A claim that is not as the article has it came with another article, draft or amendment.
        if before is not None and one.claim in before.found.claims:
            found, signs = before.found, dict(before.signs)
            if acted:
                last = self.store.claim_review(before.one.claim.id)
                signs[last.claim.id] = sign(last.review.workflow, last.review.finding)
        else:
            article = self.store.article_of(one.claim.id)
            found = self.store.extraction(article)
            lines = self.store.claims(article=article)
            signs = {line.id: sign(line.workflow, line.finding) for line in lines}
        signs[one.claim.id] = sign(one.review.workflow, one.review.finding)
        return Shown(position, one, found, signs, self.unsent.forms(one.claim.id))

    async def _draw(self, shown: Shown) -> None:
        self.query_one("#words", Static).update(claim_view(shown.one, self.part, shown.unsent))
        self.query_one("#events", Static).update(history_text(shown.one))
        title = shown.found.article.title or "(no title)"
        self.query_one("#top", Static).update(f"{shown.position + 1} of {len(self.queue)} · {title}")
        await self._draw_article(shown)

    async def _draw_article(self, shown: Shown) -> None:
        """Only the paragraphs whose marks differ are drawn again."""
        pane, current = self.query_one("#article", VerticalScroll), shown.one.claim.id
        if self.laid_out is not shown.found:
            self.laid_out, self.blocks = shown.found, blocks(shown.found)
            texts = [marked(block, shown.signs, current) for block in self.blocks]
            await pane.remove_children()
            await pane.mount_all(Static(text, classes="paragraph", markup=False) for text in texts)
            self.marks = [block.marks(shown.signs, current) for block in self.blocks]
        for place, (child, block) in enumerate(zip(pane.query(Static), self.blocks, strict=True)):
            marks = block.marks(shown.signs, current)
            if marks != self.marks[place]:
                self.marks[place] = marks
                # Every sign is one column wide: another one moves no line.
                child.update(marked(block, shown.signs, current), layout=False)
            if any(claim.id == current and block.begins(claim) for claim in block.claims):
                pane.scroll_to_widget(child, animate=False, center=True)

    # acts

    def _act(self, make: Make, *, on: int = 0, form: str | None = None) -> None:
        """Apply a rule to the claim as it is shown, then go on; sent words are unsent no more."""
        if self.shown is None:
            self.action_go(0)
            return
        done = False

        async def job() -> None:
            nonlocal done
            one = self.one
            if not done:
                rule, seen = make(one), one.review.version
                await asyncio.to_thread(self.store.act, one.claim.id, rule, seen=seen)
                done = True
                self._sent(one, form)
            await self._show(self._place(on), acted=True)

        self._attempt(job)

    def _sent(self, one: ClaimReview, form: str | None) -> None:
        if form is not None:
            self.unsent.drop(one.claim.id, form)

    def _place(self, by: int) -> int:
        position = self.shown.position if self.shown else 0
        return min(max(position + by, 0), len(self.queue) - 1)

    def _ask(self, questions: Questions, send: Callable[[Words], None]) -> None:
        """Open a form on the claim that is shown, with what was typed into it before."""
        if self.shown is None:
            return
        claim = self.one.claim.id
        kept = partial(self.unsent.keep, claim, questions.name)

        def answered(words: Words | None) -> None:
            if words is not None:
                send(words)
            else:
                self._attempt(partial(self._show, self._place(0)))

        self.push_screen(Form(questions, self.unsent.of(claim, questions.name), kept), answered)

    def action_decide(self, finding: str) -> None:
        self._act(acts.deciding(finding, self.part, self.policy), on=1)

    def action_drop(self) -> None:
        self._act(acts.dropping(), on=1)

    def action_undo(self) -> None:
        self._act(acts.undoing(self.store.actor))

    def action_note(self) -> None:
        self._ask(acts.NOTE, lambda words: self._act(acts.noting(words), form="note"))

    def action_assign(self) -> None:
        self._ask(acts.ASSIGN, lambda words: self._act(acts.assigning(words), form="assign"))

    def action_await_source(self) -> None:
        self._ask(acts.AWAIT, partial(self._bring, "await"))

    def action_attach(self) -> None:
        self._ask(acts.EVIDENCE, partial(self._bring, "evidence"))

    def _bring(self, form: str, words: Words) -> None:
        """Evidence from a form's words; what is to be known of it is told when it is in the store."""
        one, notes, done = self.one, list[str](), False

        def attach() -> None:
            from sources.session import Session

            record = partial(self.store.record, article=self.store.article_of(one.claim.id))
            given = attaching.Document()
            if words.get("document"):
                session = Session(self.settings.layer, record=record)
                given = attaching.opened(words["document"], session, notes.append)
            folder = self.settings.evidence
            made = attaching.attach(self.store, folder, one.claim.id, given, acts.said(words))
            notes.extend(made.notes)

        async def job() -> None:
            nonlocal done
            if not done:
                notes.clear()
                await asyncio.to_thread(attach)
                done = True
                self._sent(one, form)
            await self._show(self._place(0))
            if notes:
                self.push_screen(Message("\n\n".join(notes)))

        self._attempt(job)

    # the way about

    def action_go(self, by: int) -> None:
        self._attempt(partial(self._show, self._place(by)))

    async def action_part(self) -> None:
        if self.shown is None:
            return
        attendees = getattr(self.one.claim.detail, "attendees", ())
        following = 0 if self.part is None else self.part + 1
        self.part = following if following < len(attendees) else None
        await self._draw(self.shown)

    def action_filter(self) -> None:
        def answered(words: Words | None) -> None:
            if words is not None:
                self._attempt(partial(self._filter, words["word"].replace(" ", "_")))

        self.push_screen(Form(acts.FILTER, {}), answered)

    async def _filter(self, word: str) -> None:
        kept = await asyncio.to_thread(self._fitting, word) if word else self.whole
        if not kept:
            self.push_screen(Message(f"No claim of the queue is {word!r}: all that were shown still are."))
            return
        self.queue, self.part = kept, None
        await self._show(0)

    def _fitting(self, word: str) -> tuple[str, ...]:
        """The claims of the queue with this kind, state, finding or assignee."""
        vocabularies = (("kind", KINDS), ("workflow", WORKFLOWS), ("finding", FINDINGS))
        key = next((name for name, values in vocabularies if word in values), "assignee")
        filters: dict[str, Any] = {key: word}
        found = {line.id for line in self.store.claims(**filters)}
        return tuple(claim for claim in self.whole if claim in found)

    def action_browse(self) -> None:
        if self.shown is None:
            return
        links = addresses(self.one)
        if not links:
            words = "Nothing to open: this claim has neither a candidate nor evidence with an address."
            self.push_screen(Message(words))
        elif len(links) == 1:
            self._browse(links[0])
        else:
            self.push_screen(Choice("Open which?", links), self._browse)

    def _browse(self, address: str | None) -> None:
        async def job() -> None:
            if address is not None and not await asyncio.to_thread(opened, address):
                self.push_screen(Message(f"There is no browser here. The address:\n\n{address}"))

        self._attempt(job)

    def action_scroll(self, by: int) -> None:
        pane = self.query_one("#claim", VerticalScroll)
        pane.scroll_relative(y=by * max(1, pane.size.height - 2), animate=False)

    def action_help(self) -> None:
        self.push_screen(Message(HELP + legend()))
