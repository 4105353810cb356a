"""How a command is registered: with the options that stand everywhere, and guarded.

A command's body is a function whose first parameter is the Desk; the others are its own arguments and
options. Errors of the three layers become one line on standard error and exit status 1.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

import typer

from claims.errors import ClaimsError
from reviews.cli import process
from reviews.cli.desk import Desk, say
from reviews.errors import ReviewsError
from sources.errors import SourceError

Body = TypeVar("Body", bound=Callable[..., None])


def show_version(value: bool) -> None:
    """Print the version and end."""
    if value:
        from importlib.metadata import version

        print(f"claimdesk {version('claimdesk')}")
        raise typer.Exit


Db = Annotated[
    str | None,
    typer.Option("--db", metavar="URL", help="The database: a SQLAlchemy URL, or the path of a SQLite file."),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="No notes, no progress: results and errors only.")]
Version = Annotated[
    bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version and end.")
]
As = Annotated[str | None, typer.Option("--as", metavar="NAME", help="Who does this; goes into the history.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def everywhere(version: Version = False) -> None:
    """Split news articles into checkable claims, look them up, and keep the review."""


def command(
    app: typer.Typer, name: str | None, *, writes: bool = False, json: bool = False
) -> Callable[[Body], Body]:
    """Register a body as `claims NAME`, with --as where it ``writes`` and --json where it prints a table.

    Without a name the body is what its group does when no command of the group is named.
    """

    def register(body: Body) -> Body:
        own = list(inspect.signature(body, eval_str=True).parameters.values())[1:]
        everywhere = [_option("json", Json, False)] if json else []
        everywhere += [_option("actor", As, None)] if writes else []
        everywhere += [
            _option("db", Db, None),
            _option("quiet", Quiet, False),
            _option("version", Version, False),
        ]
        parameters = [_context(), *own, *everywhere]

        def run(context: typer.Context, **values: Any) -> None:
            if context.invoked_subcommand is not None:
                return
            values.pop("version")
            desk = Desk(
                db=values.pop("db"),
                quiet=values.pop("quiet"),
                actor=values.pop("actor", None),
                json=values.pop("json", False),
            )
            guarded(desk, lambda: body(desk, **values))

        run.__name__ = body.__name__
        run.__doc__ = body.__doc__
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        if name is None:
            app.callback()(run)
        else:
            app.command(name)(run)
        return body

    return register


def one_of(value: str | None, values: Sequence[str], option: str) -> None:
    """Refuse a value that is none of these: the command line was wrong."""
    if value is not None and value not in values:
        raise typer.BadParameter(f"{value!r} is none of {', '.join(values)}", param_hint=option)


def guarded(desk: Desk, work: Callable[[], None]) -> None:
    """Do the work; exit 1 where it failed, with one line instead of a traceback."""
    try:
        with process.interruptible():
            work()
            sys.stdout.flush()
    except (ClaimsError, SourceError, ReviewsError) as error:
        say(str(error))
        raise typer.Exit(1) from error
    except BrokenPipeError as error:
        raise typer.Exit(process.UNREAD) from error
    except OSError as error:
        say(process.words(error))
        raise typer.Exit(1) from error
    except (KeyboardInterrupt, typer.Abort) as error:
        if isinstance(error, typer.Abort) and not isinstance(error.__context__, KeyboardInterrupt):
            say("the input ended before the answer: nothing more was done")
            raise typer.Exit(1) from error
        say("stopped: what was stored until then is whole; the same again does the rest")
        raise typer.Exit(process.STOPPED) from error
    if desk.failed:
        raise typer.Exit(1)


def _context() -> inspect.Parameter:
    return inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)


def _option(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
