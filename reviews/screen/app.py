"""The application: keys to rules, every act written to the store before the next key is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from claims.extraction import Extraction
from reviews import rules
from reviews.chain import Act
from reviews.cli.review import KEYS
from reviews.errors import Conflict, ReviewsError
from reviews.review import ClaimReview
from reviews.rules import Policy
from reviews.screen.marks import legend, sign
from reviews.screen.prompts import Message, Prompt
from reviews.screen.words import claim_text, history_text, paragraphs
from reviews.store import Rule, Store

HELP = (
    "c confirmed   i incorrect   m misleading   f conflicting   u unverifiable   x not checkable\n"
    "a awaiting a source   n note   t assign to   d drop   z undo one's own latest act\n"
    "j/↓ next   k/↑ back   p next attendee of an attendance claim   / filter   o open in browser\n"
    "PgUp/PgDn scroll the claim   ? this help   q quit (everything is saved already)\n\n"
)


class ReviewScreen(App[None]):
    """The review of a queue of claims (ids), by the store's actor, under the newsroom's policy."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    #top, #keys { height: 1; text-style: bold; }
    #article { width: 1fr; border-right: solid $foreground; }
    #right { width: 1fr; }
    #claim { height: 1fr; }
    #history { height: 5; border-top: solid $foreground; }
    .paragraph { margin-bottom: 1; }
    ModalScreen { align: center middle; }
    .box { width: 76; height: auto; max-height: 20; border: heavy $foreground; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"decide('{finding}')", finding) for key, finding in KEYS.items()),
        Binding("a", "await_source", "awaiting a source"),
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

    def __init__(self, store: Store, policy: Policy, queue: Sequence[str]) -> None:
        super().__init__()
        self.store = store
        self.policy = policy
        self.whole = tuple(queue)
        self.queue = self.whole
        self.position = 0
        self.part: int | None = None
        self.one: ClaimReview = store.claim_review(queue[0])
        self.found: Extraction | None = None
        self.states: dict[str, str] = {}
        self.laid_out = ""

    def compose(self) -> ComposeResult:
        yield Static(id="top", markup=False)
        with Horizontal():
            yield VerticalScroll(id="article", can_focus=False)
            with Vertical(id="right"):
                with VerticalScroll(id="claim", can_focus=False):
                    yield Static(id="words", markup=False)
                with VerticalScroll(id="history", can_focus=False):
                    yield Static(id="events", markup=False)
        yield Static(
            "c i m f u x find · a await · n note · z undo · j k go · / filter · ? help",
            id="keys",
            markup=False,
        )

    async def on_mount(self) -> None:
        await self._show()

    async def _show(self) -> None:
        """Read the current claim again and show it; where the store is away, what is shown stays."""
        try:
            one = self.store.claim_review(self.queue[self.position])
            article = self.store.article_of(one.claim.id)
            if self.found is None or self.found.article.id != article:
                self.found = self.store.extraction(article)
                self.states = {
                    line.id: sign(line.workflow, line.finding) for line in self.store.claims(article=article)
                }
        except ReviewsError as error:
            self._tell(str(error))
            return
        self.one = one
        self.states[one.claim.id] = sign(one.review.workflow, one.review.finding)
        self.query_one("#words", Static).update(claim_text(one, self.part))
        self.query_one("#events", Static).update(history_text(one))
        title = self.found.article.title or "(no title)"
        self.query_one("#top", Static).update(f"{self.position + 1} of {len(self.queue)} · {title}")
        await self._show_article(self.found)

    async def _show_article(self, found: Extraction) -> None:
        """Only the paragraphs whose words or marks differ are laid out again."""
        pane = self.query_one("#article", VerticalScroll)
        texts = list(paragraphs(found, self.states, self.one.claim))
        if self.laid_out != found.article.id or len(pane.children) != len(texts):
            await pane.remove_children()
            await pane.mount_all(Static(text, classes="paragraph", markup=False) for _, text in texts)
            self.laid_out = found.article.id
        for child, (here, text) in zip(pane.children, texts, strict=True):
            if isinstance(child, Static) and child.content != text:
                child.update(text)
            if here:
                pane.scroll_to_widget(child, animate=False, center=True)

    def _tell(self, words: str) -> None:
        self.push_screen(Message(words))

    async def _act(self, rule: Rule, *, on: int = 0) -> None:
        """Apply a rule to the claim as it was seen; the loser of a race is told and may do it again."""
        try:
            self.store.act(self.one.claim.id, rule, seen=self.one.review.version)
            after = self.store.claim_review(self.one.claim.id).review
            self.states[self.one.claim.id] = sign(after.workflow, after.finding)
        except Conflict as conflict:
            self._offer(str(conflict), rule, on)
            return
        except ReviewsError as error:
            again = f"Not saved: {error}\n\ny: try again · Esc: leave it"
            self.push_screen(Message(again), self._again(rule, on))
            return
        await self.action_go(on)

    def _offer(self, said: str, rule: Rule, on: int) -> None:
        words = f"{said}\n\ny: do mine as well · Esc: leave theirs"
        self.push_screen(Message(words), self._again(rule, on))

    def _again(self, rule: Rule, on: int) -> Callable[[bool | None], None]:
        async def work() -> None:
            await self._show()
            await self._act(rule, on=on)

        async def leave() -> None:
            await self._show()

        def answered(yes: bool | None) -> None:
            self.call_later(work if yes else leave)

        return answered

    async def action_decide(self, finding: str) -> None:
        part, policy = self.part, self.policy
        await self._act(
            lambda claim, state: rules.decide(claim, state, finding=finding, part=part, policy=policy), on=1
        )

    async def action_drop(self) -> None:
        await self._act(lambda claim, state: rules.drop(claim, state), on=1)

    async def action_undo(self) -> None:
        history, actor = self.one.history, self.store.actor
        await self._act(lambda claim, state: rules.undo(claim, state, history=history, actor=actor))

    def action_note(self) -> None:
        self._ask("Note:", lambda text: lambda claim, state: rules.note(claim, state, text=text))

    def action_assign(self) -> None:
        self._ask("Assign to:", lambda name: lambda claim, state: rules.assign(claim, state, to=name))

    def action_await_source(self) -> None:
        def awaiting(note: str) -> Rule:
            return lambda claim, state: rules.move(claim, state, to="awaiting_source", note=note or None)

        self._ask("Awaiting whom, until when:", awaiting)

    def _ask(self, question: str, rule: Callable[[str], Callable[..., Act]]) -> None:
        def answered(words: str | None) -> None:
            if words is not None:
                self.call_later(self._act, rule(words))

        self.push_screen(Prompt(question), answered)

    async def action_go(self, by: int) -> None:
        position = min(max(self.position + by, 0), len(self.queue) - 1)
        if position != self.position:
            self.part = None
        self.position = position
        await self._show()

    async def action_part(self) -> None:
        attendees = getattr(self.one.claim.detail, "attendees", ())
        following = 0 if self.part is None else self.part + 1
        self.part = following if following < len(attendees) else None
        await self._show()

    def action_filter(self) -> None:
        self.push_screen(Prompt("Show only (kind, state, finding or assignee; empty: all):"), self._filtered)

    def _filtered(self, words: str | None) -> None:
        if words is None:
            return
        try:
            lines = {line.id: line for line in self.store.claims()}
        except ReviewsError as error:
            self._tell(str(error))
            return
        word = words.strip().replace(" ", "_")

        def fits(claim: str) -> bool:
            line = lines.get(claim)
            return line is not None and (
                not word or word in (line.kind, line.workflow, line.finding, line.assignee)
            )

        kept = tuple(claim for claim in self.whole if fits(claim))
        if not kept:
            self._tell(f"No claim of the queue is {words!r}; the filter stays as it was.")
            return
        self.queue, self.position, self.part = kept, 0, None
        self.call_later(self._show)

    def action_browse(self) -> None:
        import webbrowser

        links = [item.permalink or item.url for item in self.one.candidates]
        links += [item.url for item in self.one.evidence if item.url]
        if links:
            webbrowser.open(links[0])
        else:
            self._tell("Nothing to open: this claim has neither a candidate nor evidence with an address.")

    def action_scroll(self, by: int) -> None:
        pane = self.query_one("#claim", VerticalScroll)
        pane.scroll_relative(y=by * max(1, pane.size.height - 2), animate=False)

    def action_help(self) -> None:
        self._tell(HELP + legend())
