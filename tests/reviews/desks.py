"""A desk in a home of its own, on which every public command runs as a process: nothing of it is made up."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from harbour import TEXT

from reviews import database
from reviews.store import Store

EXAMPLES = Path(__file__).parents[2] / "examples"
CLAIMS = (sys.executable, "-c", "from reviews.cli import main; main()")
# A word that a command line may hold, for the office claim of the stored article.
OFFICE = "{office}"
# Every public command, each as somebody would give it at the desk that `Home.furnish` makes.
COMMANDS: tuple[str, ...] = (
    "--help",
    "--version",
    "extract new.txt",
    "extract new.txt --dry-run --json",
    "extract harbour.txt",
    "extract press --workers 2",
    "list",
    "list --articles --json",
    "show last",
    f"show {OFFICE}",
    "coverage last",
    "add last --text Lidby --kind statement",
    f"amend {OFFICE} --text mayor",
    "lookup last --source snapshot --offline",
    "lookup last --source archive",
    "lookup last --dry-run",
    f"evidence add {OFFICE} new.txt --grade primary",
    f"evidence list {OFFICE}",
    "evidence export last -o kept",
    f"decide {OFFICE} --finding incorrect --replace clerk",
    "decide --from sheet.csv",
    f"note {OFFICE} asked-the-town-hall",
    f"move {OFFICE} in_progress",
    f"assign {OFFICE} bo",
    f"drop {OFFICE}",
    f"resolve {OFFICE} keep",
    f"sign-off {OFFICE} --as ed",
    "update last second.txt",
    "forget last --reason withdrawn",
    "report last -o report.html",
    "report last -o report.docx",
    "report last --format md",
    "report last --format csv",
    "report last --format json",
    "report last --format claimreview",
    "report --all -o reports/",
    "log",
    "log --verify",
    "archive fees",
    "import made.json",
    "db upgrade",
    "db backup copy.db",
    "db check",
    "sources",
    "sources --sent",
    "sources import-wikidata wikidata.json --out other.db",
    "doctor",
    "review last --plain",
)


@dataclass(frozen=True, slots=True)
class Home:
    """A folder that holds a person's home, data, cache, temporary files and work."""

    folder: Path
    office: str = ""

    @property
    def work(self) -> Path:
        """Where the person works."""
        return self.folder / "work"

    @property
    def database(self) -> Path:
        """The desk's database."""
        return self.folder / "data" / "claimdesk" / "claims.db"

    @property
    def environment(self) -> dict[str, str]:
        """What processes at this desk are told."""
        parts = {"XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache"}
        given = {name: str(self.folder / part) for name, part in parts.items()}
        own = {name: value for name, value in os.environ.items() if not name.startswith("CLAIMS_")}
        home = {"HOME": str(self.folder), "TMPDIR": str(self.folder / "tmp"), "CLAIMS_OFFLINE": "1"}
        return {**own, **given, **home, "CLAIMS_REVIEWER": "ana", "CLAIMS_CONTACT": "desk@example.org"}

    def words(self, line: str) -> list[str]:
        """A command line as its words."""
        return line.replace(OFFICE, self.office).split()

    def run(
        self, line: str, *, limit: float = 300, prefix: Sequence[str] = (), **given: object
    ) -> subprocess.CompletedProcess[str]:
        """A command at this desk."""
        return subprocess.run(  # type: ignore[call-overload, no-any-return]
            [*prefix, *CLAIMS, *self.words(line)],
            cwd=self.work,
            env=self.environment,
            timeout=limit,
            **{"stdin": subprocess.DEVNULL, "capture_output": True, "text": True, **given},
        )

    def furnish(self) -> Home:
        """The desk with one stored article that somebody worked on, a snapshot, and files to work with."""
        for part in ("work/press", "tmp", "data", "config", "cache"):
            (self.folder / part).mkdir(parents=True)
        story = TEXT + " The harbour belongs to the town of Lidby."
        for name, text in {
            "harbour.txt": TEXT,
            "second.txt": story,
            "new.txt": "Bo Lind is mayor of Ostby. He said that the school will open in May.",
            "press/one.txt": "Ada Lind is mayor of Westby. Fees rose by 12 per cent in May.",
            "press/two.txt": "Ida Berg is mayor of Nordby. Fees fell by 10 per cent in June.",
        }.items():
            (self.work / name).write_text(f"2 March 2026\n\n{text}\n", encoding="utf-8")
        shutil.copy(EXAMPLES / "wikidata-sample.json", self.work / "wikidata.json")
        snapshot = '[sources.snapshot]\nfile = "wikidata.db"\n'
        (self.work / "claims.toml").write_text(snapshot, encoding="utf-8")
        self.must("sources import-wikidata wikidata.json --out wikidata.db")
        self.must("extract harbour.txt")
        made = self.must("extract new.txt --dry-run --json").stdout
        (self.work / "made.json").write_text(made, encoding="utf-8")
        with_office = self.must("list --kind office").stdout.split("\t")[0]
        desk = Home(self.folder, with_office)
        desk.must(f"decide {OFFICE} --finding confirmed --as bo")
        sheet = desk.must("report last --format csv").stdout
        (self.work / "sheet.csv").write_text(sheet, encoding="utf-8")
        return desk

    def must(self, line: str) -> subprocess.CompletedProcess[str]:
        """A command that has to succeed."""
        done = self.run(line)
        assert done.returncode == 0, (line, done.stderr)
        return done

    def copied(self, folder: Path) -> Home:
        """The same desk in another folder, which may exist."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Home(folder, self.office)

    def faults(self) -> list[str]:
        """What is wrong with the database, and what was left lying about."""
        store = Store.open(f"sqlite:///{self.database}", actor="ed")
        try:
            broken = [fault.message for found in store.verify() for fault in found.faults]
            strays = [*store.stray(), *store.misfiled()]
            left = [str(path) for path in self.work.rglob(".*") if path.is_file()]
            left += [str(path) for path in (self.folder / "tmp").iterdir()]
            return broken + strays + database.integrity(store.engine) + left
        finally:
            store.engine.dispose()

    def history(self) -> set[str]:
        """The digests of all that was ever done at this desk."""
        store = Store.open(f"sqlite:///{self.database}", actor="ed")
        try:
            return {event.digest for event in store.history()}
        finally:
            store.engine.dispose()


def faults_of(said: str) -> list[str]:
    """The lines of standard error that are none of a command's own: tracebacks, warnings, other programs' words."""
    known = ("claims: ", "Usage: ", "Try '", "Error: ", "")
    return [line for line in said.splitlines() if line and not line.startswith(known[:-1])]
