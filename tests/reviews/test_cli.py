"""The command line from end to end on a hand-made machine: what it prints, where, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from harbour import ON_SQLITE, TEXT, extraction_of, unguard
from sqlalchemy import text as sql
from typer.testing import Result

from claims.extraction import Extraction
from reviews import database
from reviews.database import connect, writing
from reviews.store import Store

Claims = Callable[..., Result]
ATTENDANCE, OFFICE, STATEMENT = (claim.id for claim in extraction_of().claims)


@pytest.fixture
def desk(claims: Claims, article_file: Path) -> Claims:
    """A command line on a desk that holds the hand-made article."""
    assert claims("extract", str(article_file), "--published", "2026-03-02").exit_code == 0
    return claims


def test_extract_prints_plain_columns_and_notes_apart(claims: Claims, article_file: Path) -> None:
    result = claims("extract", str(article_file))
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert [row[:2] for row in rows] == [
        [ATTENDANCE[:8], "attendance"],
        [OFFICE[:8], "office"],
        [STATEMENT[:8], "statement"],
    ]
    assert "stored 3 claims" in result.stderr
    assert "no date of publication" in result.stderr


def test_extract_json_is_the_document_and_quiet_is_quiet(claims: Claims, article_file: Path) -> None:
    result = claims("extract", str(article_file), "--json", "--quiet")
    (line,) = result.stdout.splitlines()
    document = json.loads(line)
    assert document["schema"] == "claimdesk/extraction/1"
    assert [claim["id"] for claim in document["claims"]] == [ATTENDANCE, OFFICE, STATEMENT]
    assert document["article"]["text"] == TEXT
    assert result.stderr == ""


def test_extracting_again_changes_nothing_and_prints_what_is_stored(desk: Claims, article_file: Path) -> None:
    desk("drop", STATEMENT, "--note", "nobody doubts it")
    before = desk("log", "--json").stdout
    first = desk("extract", str(article_file), "--json")
    assert "nothing was changed" in first.stderr
    assert json.loads(first.stdout)["article"]["published"] == "2026-03-02"
    assert desk("log", "--json").stdout == before


def test_another_text_from_the_path_is_new_with_a_hint(desk: Claims, article_file: Path) -> None:
    article_file.write_text(TEXT + " Boats stayed away.", encoding="utf-8")
    result = desk("extract", str(article_file))
    assert "claims update" in result.stderr
    assert len(json.loads(desk("list", "--articles", "--json").stdout)) == 2


@ON_SQLITE
def test_a_dry_run_stores_nothing_and_needs_no_database(
    claims: Claims, article_file: Path, store_url: str
) -> None:
    path = Path(store_url.removeprefix("sqlite:///"))
    path.unlink()
    assert claims("extract", str(article_file), "--dry-run").exit_code == 0
    assert not path.exists()


def test_kind_and_worth_choose_what_is_stored(claims: Claims, article_file: Path) -> None:
    claims("extract", str(article_file), "--kind", "office", "--kind", "statement", "--min-worth", "0.7")
    assert [line["kind"] for line in json.loads(claims("list", "--json").stdout)] == ["office"]


def test_options_stand_above_what_the_text_says(claims: Claims, article_file: Path) -> None:
    result = claims(
        "extract",
        str(article_file),
        "--json",
        "--title",
        "Fees",
        "--byline",
        "A Staffer",
        "--published",
        "6 May 2021",
    )
    article = json.loads(result.stdout)["article"]
    assert (article["title"], article["byline"], article["published"]) == ("Fees", "A Staffer", "2021-05-06")


def test_a_batch_goes_on_after_failures(claims: Claims, article_file: Path, tmp_path: Path) -> None:
    (tmp_path / "work" / "empty.txt").write_text("")
    result = claims("extract", str(tmp_path / "nowhere.txt"), str(tmp_path / "work"), "--json")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    errors = [line for line in result.stderr.splitlines() if "nowhere" in line or "empty" in line]
    assert len(errors) == 2
    assert "2 of 3 inputs failed" in result.stderr


def test_standard_input_and_json_lines(claims: Claims, tmp_path: Path) -> None:
    assert (
        json.loads(claims("extract", "-", "--json", input=TEXT).stdout)["article"]["id"]
        == extraction_of().article.id
    )
    lines = [{"text": TEXT + " Yes.", "title": "Fees", "date": "2026-03-02"}, {"title": "no text"}]
    path = tmp_path / "work" / "two.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)))
    result = claims("extract", str(path), "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["article"]["published"] == "2026-03-02"
    assert "two.jsonl:2" in result.stderr


def test_list_show_and_coverage(desk: Claims) -> None:
    assert desk("list").stdout.count("\n") == 3
    assert [line["id"] for line in json.loads(desk("list", "--status", "open", "--json").stdout)] == [
        ATTENDANCE,
        OFFICE,
        STATEMENT,
    ]
    shown = desk("show", OFFICE[:6]).stdout
    assert "»Falk is mayor of Lidby«" in shown
    assert "office: mayor" in shown
    assert "# Harbour fees to double" in desk("show", "last").stdout
    assert json.loads(desk("show", OFFICE, "--json").stdout)[0]["workflow"] == "open"
    assert json.loads(desk("coverage", "last", "--json").stdout) == []


def test_a_review_from_finding_to_signature(desk: Claims) -> None:
    def do(*arguments: str) -> int:
        return desk(*arguments).exit_code

    assert do("decide", OFFICE, "--finding", "incorrect", "--replace", "Falk was mayor", "--as", "ana") == 0
    assert do("sign-off", OFFICE, "--as", "ed") == 1
    assert do("resolve", OFFICE, "corrected", "--as", "ed") == 0
    assert do("sign-off", OFFICE, "--as", "ana") == 1
    assert do("sign-off", OFFICE, "--as", "ed") == 0
    assert do("decide", OFFICE, "--finding", "confirmed", "--as", "ana") == 1
    assert do("move", OFFICE, "in_progress", "--as", "ed") == 1
    assert do("move", OFFICE, "in_progress", "--note", "new register", "--as", "ed") == 0
    (one,) = json.loads(desk("show", OFFICE, "--json").stdout)
    assert (one["workflow"], one["finding"], one["resolution"]) == ("in_progress", "incorrect", "corrected")
    assert one["correction"]["new"] == "Falk was mayor"
    assert [event["kind"] for event in one["history"]] == ["decided", "resolved", "signed_off", "moved"]


def test_several_claims_at_once_and_the_refused_one_is_told(desk: Claims) -> None:
    desk("drop", STATEMENT)
    result = desk("assign", ATTENDANCE, STATEMENT, OFFICE, "bo")
    assert result.exit_code == 1
    assert "is dropped and cannot be assigned" in result.stderr
    assert [line["id"] for line in json.loads(desk("list", "--assignee", "bo", "--json").stdout)] == [
        ATTENDANCE,
        OFFICE,
    ]


def test_second_review_is_a_setting(desk: Claims) -> None:
    Path("claims.toml").write_text("second_review = false\n")
    assert desk("decide", OFFICE, "--finding", "confirmed", "--as", "ana").exit_code == 0
    assert desk("sign-off", OFFICE, "--as", "ana").exit_code == 0


def test_editors_alone_resolve(desk: Claims) -> None:
    Path("claims.toml").write_text('[people]\neditors = ["ed"]\n')
    result = desk("resolve", OFFICE, "cut", "--as", "ana")
    assert result.exit_code == 1
    assert "only an editor resolves" in result.stderr
    assert desk("resolve", OFFICE, "cut", "--as", "ed").exit_code == 0


def test_notes_and_the_log(desk: Claims) -> None:
    desk("note", OFFICE, "asked the town hall", "--as", "ana")
    rows = desk("log", OFFICE).stdout
    assert "ana" in rows
    assert "noted — asked the town hall" in rows
    head = json.loads(desk("log", "last", "--verify", "--json").stdout)[0]["head"]
    desk("note", OFFICE, "they answered")
    assert desk("log", "--verify", "--head", head).exit_code == 0
    assert desk("log", "--verify", "--head", "0" * 64).exit_code == 1


def test_a_changed_history_is_found(desk: Claims, store_url: str) -> None:
    with writing(connect(store_url)) as db:
        unguard(db)
        db.execute(sql("UPDATE events SET time = '2020-01-01T00:00:00Z'"))
    result = desk("log", "--verify")
    assert result.exit_code == 1
    assert "event 1" in result.stderr


def test_evidence(desk: Claims, article_file: Path) -> None:
    assert desk("evidence", "add", OFFICE, "--from", "the clerk", "--due", "2026-03-09").exit_code == 0
    assert json.loads(desk("show", OFFICE, "--json").stdout)[0]["workflow"] == "awaiting_source"
    added = desk(
        "evidence", "add", OFFICE, str(article_file), "--grade", "primary", "--quote", "mayor of Lidby"
    )
    identifier = added.stdout.strip()
    (one,) = json.loads(desk("show", identifier, "--json").stdout)
    assert (one["workflow"], one["grade"], one["awaited"]) == ("in_progress", "primary", None)
    copy = desk("evidence", "show", identifier).stdout.splitlines()[-1].split("\t")[1]
    assert Path(copy).read_text(encoding="utf-8") == TEXT
    assert Path(copy).stat().st_mode & 0o077 == 0
    assert desk("decide", OFFICE, "--finding", "confirmed", "--evidence", identifier).exit_code == 0
    assert desk("decide", ATTENDANCE, "--finding", "confirmed", "--evidence", identifier).exit_code == 1


def test_a_review_line_by_line(desk: Claims) -> None:
    answers = "c seen the list\ni the tally is old\nb\nn asked again\ns\nx\n"
    result = desk("review", "--plain", "--as", "ana", input=answers)
    assert result.exit_code == 0
    found = {line["id"]: line["finding"] for line in json.loads(desk("list", "--json").stdout)}
    assert found == {ATTENDANCE: "confirmed", OFFICE: "incorrect", STATEMENT: "not_checkable"}


def test_the_plain_review_has_every_act(desk: Claims, article_file: Path) -> None:
    answers = (
        "a the clerk",
        "a the clerk by soon",
        "a the clerk by 2026-03-09",
        f'e primary {article_file} "mayor of Lidby"',
        "e gold nothing",
        "e primary /no/such/file",
        'e "',
        "t ben",
        "n see the minutes",
        "z",
        "q",
    )
    result = desk("review", "--plain", "--as", "ana", input="\n".join(answers))
    assert result.exit_code == 0
    for told in (
        "write who was asked",
        "'soon' is no date",
        "'gold' is none of primary",
        "No such file",
        "write its grade",
    ):
        assert told in result.stderr
    first, second = (json.loads(desk("show", one, "--json").stdout)[0] for one in (ATTENDANCE, OFFICE))
    assert first["awaited"] == {"who": "the clerk", "due": "2026-03-09"}
    assert [one["quote"] for one in second["evidence"]] == ["mayor of Lidby"]
    assert (second["assignee"], len(second["undone"])) == ("ben", 1)


def test_reports_are_written_whole(desk: Claims, tmp_path: Path) -> None:
    out = tmp_path / "work" / "report.html"
    assert desk("report", "last", "-o", str(out)).exit_code == 0
    assert b"Harbour fees to double" in out.read_bytes()
    assert [p.name for p in out.parent.iterdir() if p.name.startswith(".")] == []
    assert "Harbour" in desk("report", "last", "--format", "md").stdout


def test_a_new_draft(desk: Claims, article_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk("decide", OFFICE, "--finding", "confirmed", "--as", "ana")
    desk("decide", STATEMENT, "--finding", "incorrect", "--as", "ana")
    desk("decide", ATTENDANCE, "--finding", "confirmed", "--as", "ana")
    text = TEXT.replace("doubled in May", "doubled in June").replace("Falk met", "Falk saw")
    article_file.write_text(text, encoding="utf-8")

    def changed(article: object, pipeline: object) -> Extraction:
        from dataclasses import replace

        from claims.claim import claim_id

        made = extraction_of()
        office, fees = made.claims[1], made.claims[2]
        words = text[fees.start : fees.start + len(fees.text) + 1]
        fees = replace(fees, text=words, end=fees.end + 1, statement=words)
        found = [replace(c, id=claim_id(article.id, c.kind, c.text, 0)) for c in (office, fees)]  # type: ignore[attr-defined]
        return replace(made, article=article, claims=tuple(found))  # type: ignore[arg-type]

    from reviews.cli import batch

    monkeypatch.setattr(batch, "extracted", changed)
    result = desk("update", "last", str(article_file), "--json")
    outcomes = {row["id"]: row["outcome"] for row in json.loads(result.stdout)}
    assert outcomes == {OFFICE: "carried", STATEMENT: "recheck", ATTENDANCE: "orphan"}
    lines = {
        line["id"]: (line["workflow"], line["finding"]) for line in json.loads(desk("list", "--json").stdout)
    }
    assert lines == {
        OFFICE: ("needs_second_review", "confirmed"),
        STATEMENT: ("recheck", None),
        ATTENDANCE: ("orphan", "confirmed"),
    }
    assert desk("db", "check").exit_code == 0
    assert json.loads(desk("show", "last", "--json").stdout)[0]["article"]["draft"] == 2


def test_forgetting_leaves_the_history(desk: Claims, article_file: Path, store_url: str) -> None:
    desk("evidence", "add", OFFICE, str(article_file), "--grade", "primary")
    article = extraction_of().article.id
    assert desk("forget", "last", "--reason", "the source asked us to").exit_code == 0
    folder = Path(store_url.removeprefix("sqlite:///")).parent
    for path in folder.rglob("*"):
        assert path.is_dir() or b"Falk" not in path.read_bytes()
    verified = json.loads(desk("log", article, "--verify", "--json").stdout)
    assert (verified[0]["forgotten"], verified[0]["faults"]) == (2, [])
    assert desk("show", article).exit_code == 1
    assert "the source asked us to" in desk("log", "--json").stdout
    assert desk("extract", str(article_file)).exit_code == 0
    assert desk("log", article, "--verify").exit_code == 0


def test_import_takes_documents_and_refuses_what_does_not_fit(claims: Claims, tmp_path: Path) -> None:
    document = extraction_of().document()
    broken = json.loads(json.dumps(document))
    broken["claims"][0]["text"] = "Mayor"
    path = tmp_path / "work" / "made.jsonl"
    path.write_text("\n".join([json.dumps(document), json.dumps(broken), "{}", "[", "[]"]))
    result = claims("import", str(path))
    assert result.exit_code == 1
    assert len(json.loads(claims("list", "--json").stdout)) == 3
    assert [f"made.jsonl:{number}" in result.stderr for number in range(1, 6)] == [
        False,
        True,
        True,
        True,
        True,
    ]


def test_the_archive_shows_what_was_decided_on_a_claim_like_this(desk: Claims) -> None:
    desk("decide", STATEMENT, "--finding", "incorrect")
    (row,) = json.loads(desk("archive", "the fees doubled in may", "--json").stdout)
    assert (row["claim"]["id"], row["claim"]["finding"]) == (STATEMENT, "incorrect")
    assert json.loads(desk("archive", STATEMENT, "--json").stdout) == []


def test_a_backup_is_whole(desk: Claims, store_url: str, tmp_path: Path) -> None:
    desk("decide", STATEMENT, "--finding", "incorrect")
    before = Store.open(store_url, actor="ana")
    copy = tmp_path / "work" / "copy.db"
    assert desk("db", "backup", str(copy)).exit_code == 0
    assert [path.name for path in copy.parent.iterdir() if "copy" in path.name] == ["copy.db"]
    assert copy.stat().st_mode & 0o077 == 0
    whole = Store.open(f"sqlite:///{copy}", actor="ana")
    assert whole.review_of(extraction_of().article.id) == before.review_of(extraction_of().article.id)
    assert whole.verify() == before.verify()
    assert (whole.stray(), whole.misfiled(), database.integrity(whole.engine)) == ((), (), [])
    assert whole.alike("the fees doubled in may") == before.alike("the fees doubled in may") != ()
    assert desk("db", "backup", str(copy)).exit_code == 2


WRONG = [
    (),
    ("extract",),
    ("extract", "x", "--kind", "rumour"),
    ("extract", "x", "--min-worth", "2"),
    ("extract", "x", "--published", "soon"),
    ("list", "--status", "done"),
    ("list", "--finding", "false"),
    ("decide", OFFICE),
    ("decide", OFFICE, "--finding", "true"),
    ("resolve", OFFICE, "maybe"),
    ("move", OFFICE),
    ("move", OFFICE, "somewhere"),
    ("assign", OFFICE),
    ("add", "last", "--kind", "office"),
    ("add", "last", "--kind", "rumour", "--text", "x"),
    ("amend", OFFICE),
    ("report", "last"),
    ("report", "last", "-o", "report.pdf"),
    ("log", "--head", "abc"),
    ("evidence", "add", OFFICE, "--grade", "gold", "--note", "x"),
    ("evidence", "add", OFFICE, "--grade", "primary"),
    ("evidence", "add", OFFICE, "--note", "x"),
    ("evidence", "add", OFFICE, "--from", "x", "--due", "soon"),
    ("forget", "last", "--reason", " "),
    ("nonsense",),
    ("list", "--nonsense"),
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_a_wrong_command_line_ends_with_2(desk: Claims, arguments: tuple[str, ...]) -> None:
    result = desk(*arguments) if arguments else desk("--nonsense")
    assert result.exit_code == 2
    assert result.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "abcdef123456"),
        ("show", "abc"),
        ("coverage", "/no/such/file"),
        ("decide", "last", "--finding", "confirmed"),
        ("lookup", "nothing"),
        ("report", "nothing", "--format", "md"),
        ("evidence", "add", OFFICE, "/no/such/file", "--grade", "primary"),
        ("evidence", "show", OFFICE),
        ("update", "last", "/no/such/file"),
        ("import", "/no/such/file"),
        ("add", "last", "--kind", "statement", "--text", "words that are not there"),
        ("lookup", "last", "--source", "nobody"),
    ],
    ids=" ".join,
)
def test_a_failed_request_ends_with_1_and_one_line(desk: Claims, arguments: tuple[str, ...]) -> None:
    result = desk(*arguments)
    assert result.exit_code == 1
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("claims: ")


def test_every_command_says_what_it_does() -> None:
    import typer

    from reviews.cli import application

    def walk(command: object, name: str) -> None:
        assert command.help or command.callback.__doc__, name  # type: ignore[attr-defined]
        for child, below in getattr(command, "commands", {}).items():
            walk(below, f"{name} {child}")
        for parameter in command.params:  # type: ignore[attr-defined]
            assert getattr(parameter, "help", None), f"{name} {parameter.name}"

    walk(typer.main.get_command(application()), "claims")
