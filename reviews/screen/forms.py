"""What the screen asks: a form of one line a field, a message, an address to open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a form; ``hint`` stands in it while it is empty."""

    name: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Questions:
    """A form: its ``name``, its title and fields, and ``fault``: (field, what to do) where it cannot be sent."""

    name: str
    title: str
    fields: tuple[Field, ...]
    fault: Callable[[Words], tuple[str, str] | None] = lambda words: None


class Form(ModalScreen[dict[str, str] | None]):
    """Asks for the fields' words; answers None where Escape was pressed.

    ``kept`` is told at each key what stands in the form, so that nothing typed is lost.
    """

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss", "leave")]

    def __init__(
        self, questions: Questions, initial: Words, kept: Callable[[dict[str, str]], None] | None = None
    ) -> None:
        super().__init__()
        self.questions = questions
        self.initial = initial
        self.kept = kept

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="box", can_focus=False):
            yield Static(self.questions.title, markup=False, classes="title")
            for field in self.questions.fields:
                with Horizontal(classes="field"):
                    yield Static(field.label, markup=False, classes="label")
                    text = self.initial.get(field.name, "")
                    yield Input(
                        text, placeholder=field.hint, id=field.name, compact=True, select_on_focus=False
                    )
            again = "Kept from before. " if any(self.initial.values()) else ""
            yield Static(
                f"{again}Enter: next, then done · Esc: leave, the words are kept",
                markup=False,
                classes="told",
            )

    @property
    def words(self) -> dict[str, str]:
        """What stands in the form."""
        return {field.name: self.query_one(f"#{field.name}", Input).value for field in self.questions.fields}

    def on_input_changed(self, _event: Input.Changed) -> None:
        if self.kept is not None and self.is_mounted:
            self.kept(self.words)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """On to the next field; from the last one the form is sent, or its fault is told."""
        names = [field.name for field in self.questions.fields]
        place = names.index(event.input.id or names[0])
        if place + 1 < len(names):
            self.query_one(f"#{names[place + 1]}", Input).focus()
            return
        words = {name: text.strip() for name, text in self.words.items()}
        fault = self.questions.fault(words)
        if fault is None:
            self.dismiss(words)
            return
        name, what = fault
        self.query_one(".told", Static).update(f"{name}: {what}")
        self.query_one(f"#{name}", Input).focus()


class Message(ModalScreen[bool]):
    """Says something; answers whether y was pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("y", "dismiss(True)", "yes"),
        ("escape,enter,space,question_mark", "dismiss(False)", "close"),
        ("down,pagedown,j", "scroll(1)", "down"),
        ("up,pageup,k", "scroll(-1)", "up"),
    ]

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="box", can_focus=False):
            yield Static(self.words, markup=False)

    def action_scroll(self, by: int) -> None:
        self.query_one(".box", VerticalScroll).scroll_relative(y=by * 5, animate=False)


class Choice(ModalScreen[str | None]):
    """Shows at most nine lines by number; answers the one whose digit was pressed, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss", "leave")]

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self.title_words = title
        self.lines = tuple(lines[:9])

    def compose(self) -> ComposeResult:
        numbered = "\n".join(f"{number} {line}" for number, line in enumerate(self.lines, 1))
        with VerticalScroll(classes="box", can_focus=False):
            yield Static(f"{self.title_words}\n\n{numbered}", markup=False)

    def on_key(self, event: events.Key) -> None:
        if event.key.isdigit() and 1 <= int(event.key) <= len(self.lines):
            event.stop()
            self.dismiss(self.lines[int(event.key) - 1])
