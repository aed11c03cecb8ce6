"""Every command ends well with the keys of the contract, no more and no fewer."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import phonebank
from phonebank.cli import running
from phonebank.cli.arguments import COMMANDS, KINDS
from phonebank.services.importing import ImportKind
from tests.cli.conftest import CONTEST, Run

Ask = Callable[..., Any]

ROW = [
    "place",
    "ons_code",
    "roll",
    "attempted",
    "contacted",
    "stated",
    "coverage",
    "counts",
    "shares",
    "undecided",
    "wont_say",
    "wont_vote",
    "lead",
    "margin",
    "bounds",
    "break_even",
    "verdict",
    "last_call",
    "reported",
    "change",
    "pooled",
    "pooled_interval",
    "calls",
]
ACCOUNTS = [
    "read",
    "added",
    "changed",
    "unchanged",
    "rejected",
    "suppressed",
    "reasons",
    "undecided_values",
    "notices",
]
MORE_OF_AN_IMPORT = ["blank_rows", "missing", "emptied", "import_id", "columns", "read_as", "told"]
LOGGED = ["call_id", "logged", "membership_number", "attempt", "next_due_at"]
CALL_ID = "6f3d1f9e-0c7b-4c43-9d77-3b7a2e1f0001"
WEDNESDAY = "2016-09-07T18:00"


def spoke(campaign: Path, elector: str, intention: str) -> list[object]:
    call = ["log", campaign, "--caller", "Priya", "--elector", elector, "--outcome", "spoke"]
    return [*call, "--intention", intention, "--at", WEDNESDAY]


def test_new_makes_a_campaign_with_an_organiser(ask: Ask, tmp_path: Path) -> None:
    made = ask("new", tmp_path / "a.phonebank", "--contest", CONTEST)
    assert set(made) == {"campaign", "title", "organiser", "encrypted"}
    assert ask("callers", tmp_path / "a.phonebank")["callers"] == [
        {"name": "Organiser", "role": "organiser", "mp": False}
    ]


def test_import_accounts_for_every_row(ask: Ask, run: Run, campaign: Path, roll: Path) -> None:
    text = roll.read_text("utf-8").replace("Ben,Bell", "Benedict,Bell")
    text += "L7,,Gil,Gray,07700 900107,,Atlantis,full member,\n"
    text += "L8,,Hal,Hart,7700900108,,Exeter,no section,Attlee\n"
    roll.write_text(text, "utf-8")

    told = run("import", campaign, roll, "--rejects", roll.with_name("bad.csv"), "--json")

    assert told.status == 9
    assert list(told.document)[: len(ACCOUNTS)] == ACCOUNTS
    assert list(told.document)[len(ACCOUNTS) :] == MORE_OF_AN_IMPORT
    counts = [told.document[key] for key in ACCOUNTS[:6]]
    assert counts == [8, 1, 1, 5, 1, 0]
    assert told.document["reasons"] == {"the constituency is not known": 1}
    assert told.document["undecided_values"] == {
        "section": {"no section": 1},
        "previous_vote": {"Attlee": 1},
        "constituency": {"Atlantis": 1},
    }
    assert list(told.document["notices"].values()) == [1]
    assert roll.with_name("bad.csv").read_text("utf-8-sig").splitlines()[1].startswith("8,constit")


def test_a_dry_run_changes_nothing(ask: Ask, campaign: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.csv"
    more.write_text("number,last_name,Seat\nL9,Ives,Exeter\n", "utf-8")
    words = ["import", campaign, more, "--map", "membership_number=Number"]
    words += ["--map", "constituency=seat"]
    assert ask(*words, "--dry-run")["added"] == 1
    assert ask(*words)["added"] == 1
    assert ask(*words)["unchanged"] == 1


def test_a_list_of_rejects_may_be_replaced_and_nothing_else(
    run: Run, campaign: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("membership_number,last_name,constituency\nL9,Ives,Atlantis\n", "utf-8")
    rejects = tmp_path / "rejects.csv"
    assert run("import", campaign, bad, "--rejects", rejects).status == 9
    assert run("import", campaign, bad, "--rejects", rejects).status == 9
    for spared in (bad, campaign):
        before = spared.read_bytes()
        assert run("import", campaign, bad, "--rejects", spared).status == 3
        assert spared.read_bytes() == before
    assert run("import", campaign, rejects, "--rejects", rejects).status == 3


def test_next_holds_an_elector_until_a_call_is_logged(ask: Ask, campaign: Path) -> None:
    found = ask("next", campaign, "--caller", "Priya")
    if found["elector"] is None:  # outside calling hours
        assert list(found) == ["elector", "reasons", "next_due_at"]
        assert found["reasons"]["outside-hours"] == 6
        assert found["next_due_at"].endswith("+00:00")
        return
    assert list(found) == ["elector", "lease", "list"]
    assert found["list"] == "Everybody"
    assert found["elector"]["numbers"][0] == {"number": "+447700900101", "kind": "mobile"}
    assert ask("next", campaign, "--caller", "PRIYA") == found
    assert ask("next", campaign, "--caller", "Sam")["elector"]["membership_number"] == "L2"


def test_log_answers_what_became_of_the_call(ask: Ask, campaign: Path) -> None:
    words = ["log", campaign, "--caller", "Priya", "--elector", "L1", "--outcome", "no-answer"]
    made = ask(*words, "--at", WEDNESDAY, "--number", "0044 20 7946 0101")
    assert list(made) == LOGGED
    assert made == {
        "call_id": made["call_id"],
        "logged": True,
        "membership_number": "L1",
        "attempt": 1,
        "next_due_at": "2016-09-07T20:00:00+00:00",
    }
    assert {"name": "Priya", "role": "volunteer", "mp": False} in ask("callers", campaign)[
        "callers"
    ]


def test_a_call_id_logs_once(ask: Ask, run: Run, campaign: Path) -> None:
    words = [*spoke(campaign, "L1", "smith"), "--call-id", CALL_ID, "--reason", "unity"]
    assert ask(*words)["logged"] is True
    assert ask(*words)["logged"] is False
    other = run(*spoke(campaign, "L1", "Corbyn"), "--call-id", CALL_ID, "--json")
    assert (other.status, other.document["code"]) == (3, "input-refused")
    assert ask("canvass", campaign)["total"]["counts"] == {"Smith": 1, "Corbyn": 0}


def test_a_correction_replaces_a_call_and_undo_takes_it_back(ask: Ask, campaign: Path) -> None:
    ask(*spoke(campaign, "L1", "Smith"), "--call-id", CALL_ID)
    ask(*spoke(campaign, "L1", "Corbyn"), "--supersedes", CALL_ID)
    assert ask("canvass", campaign)["total"]["counts"] == {"Smith": 0, "Corbyn": 1}
    undone = ask("undo", campaign, "--caller", "priya")
    assert list(undone) == LOGGED
    assert undone["attempt"] == 0
    assert ask("canvass", campaign)["total"]["attempted"] == 0
    assert ask("check", campaign, "--deep") == {"ok": True, "problems": []}


def test_everything_that_can_be_said_beside_a_call_is_kept(ask: Ask, campaign: Path) -> None:
    words = ["--strength", "leaning", "--previous", "corbyn", "--reason", "Brexit"]
    words += ["--reason", "unity", "--ballot", "received", "--note", "rang twice", "--do-not-call"]
    made = ask(*spoke(campaign, "L1", "undecided"), *words)
    assert made["next_due_at"] is None
    assert ask("canvass", campaign, "--where", "ballot=received")["total"]["undecided"] == 1
    assert ask("canvass", campaign, "--where", "Strength=leaning")["total"]["stated"] == 1


def test_a_callback_is_due_at_its_time(ask: Ask, campaign: Path) -> None:
    words = ["log", campaign, "--caller", "Priya", "--elector", "L1", "--outcome", "callback"]
    words += ["--callback-at", "2016-09-08T12:00+01:00", "--callback-for", "me", "--at", WEDNESDAY]
    assert ask(*words)["next_due_at"] == "2016-09-08T11:00:00+00:00"


def test_canvass_has_the_keys_of_the_contract(ask: Ask, campaign: Path) -> None:
    ask(*spoke(campaign, "L1", "Smith"))
    where = ["--where", "constituency=exeter", "--where", "constituency=Hammersmith"]
    table = ask("canvass", campaign, *where)
    assert list(table) == ["as_of", "by", "where", "base", "rows", "total"]
    assert table["where"] == {"constituency": ["exeter", "Hammersmith"]}
    assert [row["place"] for row in table["rows"]] == ["Exeter", "Hammersmith"]
    for row in table["rows"]:
        assert list(row) == ROW
    assert list(table["total"]) == [*ROW, "barred"]
    exeter, hammersmith = table["rows"]
    assert exeter["coverage"] == pytest.approx(1 / 3)
    assert exeter["bounds"] == {"Smith": [pytest.approx(1 / 3), 1.0], "Corbyn": [0.0, 2 / 3]}
    assert exeter["shares"] == {"Smith": 1.0, "Corbyn": 0.0, "undecided": 0.0}
    assert exeter["verdict"] == "too few to say"
    assert exeter["last_call"] == "2016-09-07T17:00:00+00:00"
    assert hammersmith["lead"] is None
    assert table["total"]["place"] is None


def test_a_reported_canvass_without_figures_and_words_has_no_verdict(
    ask: Ask, run: Run, campaign: Path, tmp_path: Path
) -> None:
    file = tmp_path / "reported.csv"
    file.write_text("places,canvasser,reported_on\nExeter,Ben Bradshaw MP,2016-08-19\n", "utf-8")
    ask("import", campaign, file, "--kind", "reported")
    table = ask("canvass", campaign, "--where", "constituency=Exeter")
    assert [told["verdict"] for told in table["rows"][0]["reported"]] == [None]
    assert run("canvass", campaign, "--csv").status == 0


@pytest.mark.parametrize("by", ["caller", "day"])
def test_a_caller_and_a_day_have_no_roll(ask: Ask, campaign: Path, by: str) -> None:
    ask(*spoke(campaign, "L1", "Smith"))
    table = ask("canvass", campaign, "--by", by)
    assert [row["place"] for row in table["rows"]] == ["Priya" if by == "caller" else "2016-09-07"]
    for row in (*table["rows"], table["total"]):
        assert [row[key] for key in ("roll", "coverage", "margin", "bounds", "verdict")] == [
            None
        ] * 5


@pytest.mark.parametrize("by", ["region", "section", "affiliate"])
def test_canvass_goes_by_other_things_too(ask: Ask, campaign: Path, by: str) -> None:
    assert sum(row["roll"] for row in ask("canvass", campaign, "--by", by)["rows"]) == 6


def test_canvass_answers_csv(run: Run, campaign: Path) -> None:
    told = run("canvass", campaign, "--csv")
    assert told.status == 0
    lines = told.out.splitlines()
    assert lines[0].startswith("Constituency,")
    assert lines[1].startswith("Exeter,")
    assert "\r" not in told.out


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_export_writes_a_new_file_only(ask: Ask, run: Run, campaign: Path, ending: str) -> None:
    target = campaign.with_name(f"canvass.{ending}")
    told = ask("export", campaign, "--to", target)
    assert told == {
        "campaign": str(campaign),
        "file": str(target),
        "copy": 1,
        "fingerprint": told["fingerprint"],
    }
    written = target.read_bytes()
    assert run("export", campaign, "--to", target).status == 3
    assert target.read_bytes() == written


def test_callers_are_added_in_any_order_of_words(ask: Ask, run: Run, campaign: Path) -> None:
    added = ask("callers", campaign, "add", "--mp", "Ann Clwyd", "--role", "organiser")
    assert added == {"name": "Ann Clwyd", "role": "organiser", "mp": True}
    assert ask("callers", campaign, "add", "Bo")["role"] == "volunteer"
    assert run("callers", campaign, "add", "bo").status == 3
    assert run("callers", campaign).out.splitlines()[0].split() == ["Caller", "Role", "MP"]


def test_rebuild_changes_nothing(ask: Ask, campaign: Path) -> None:
    ask(*spoke(campaign, "L1", "Smith"))
    assert ask("rebuild", campaign) == {"electors": 6, "changed": 0}


def test_a_backup_can_be_put_back_and_keeps_what_stood_there(
    ask: Ask, run: Run, campaign: Path
) -> None:
    copy = campaign.with_name("copy.phonebank")
    ask(*spoke(campaign, "L1", "Smith"))
    assert set(ask("backup", campaign, copy)) == {"campaign", "backup"}
    ask(*spoke(campaign, "L2", "Smith"))
    back = ask("restore", copy, campaign)
    assert ask("canvass", campaign)["total"]["stated"] == 1
    assert ask("canvass", back["kept_as"])["total"]["stated"] == 2
    assert run("backup", campaign, copy).status == 3


def test_an_encrypted_campaign_opens_with_its_passphrase(ask: Ask, locked: Path) -> None:
    key = ["--passphrase-file", locked.with_name("passphrase")]
    assert ask("canvass", locked, *key)["total"]["roll"] == 6
    ask("backup", locked, locked.with_name("copy.phonebank"), *key)
    ask("restore", locked.with_name("copy.phonebank"), locked, *key)
    assert ask("check", locked, "--deep", *key)["ok"]


def test_options_may_stand_before_the_command(run: Run, campaign: Path) -> None:
    told = run("--json", "--as", "Organiser", "check", campaign)
    assert told.document == {"ok": True, "problems": []}


def test_people_get_sentences_and_tables(run: Run, campaign: Path) -> None:
    assert run(*spoke(campaign, "L1", "Smith")).out.startswith("Logged: attempt 1 to L1")
    assert run("undo", campaign, "--caller", "Priya").out.startswith("Taken back")
    assert run("check", campaign).out == f"{campaign} is whole.\n"
    assert run("rebuild", campaign).out == "6 electors, 0 changed.\n"
    told = run("next", campaign, "--caller", "Priya").out
    assert "Ada Ames" in told or "outside hours 6" in told


@pytest.mark.parametrize(("width", "told"), [(80, False), (140, True)])
def test_a_table_fits_the_terminal_and_says_what_it_left_out(
    run: Run, campaign: Path, monkeypatch: pytest.MonkeyPatch, width: int, told: bool
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = run("canvass", campaign).out.splitlines()
    assert max(map(len, lines)) <= width
    assert any("Margin" in line.split() for line in lines if "Verdict" in line) is told
    assert "Left out, for want of width" in " ".join(lines)


def test_a_pipe_is_given_every_column(
    run: Run, campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert "Left out" not in run("canvass", campaign).out


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").out == f"phonebank {phonebank.__version__}\n"
    assert run("--json", "--version").document == {"version": phonebank.__version__}


@pytest.mark.parametrize("words", [[], *([name] for name in COMMANDS)], ids=str)
def test_every_command_explains_itself_with_an_example(run: Run, words: list[str]) -> None:
    told = run(*words, "--help")
    assert told.status == 0
    assert re.search(r"phonebank [\w-]+ ", told.out)
    assert told.err == ""


def test_the_kinds_offered_are_the_kinds_there_are() -> None:
    assert tuple(kind.value for kind in ImportKind) == KINDS


def test_a_word_is_decided_on_once(ask: Ask, run: Run, campaign: Path, roll: Path) -> None:
    roll.write_text(
        roll.read_text("utf-8") + "L8,,Hal,Hart,7700900108,,Exeter,FM of old,\n", "utf-8"
    )
    assert "section" in ask("import", campaign, roll)["undecided_values"]
    told = ask("decide", campaign, "section", "FM of old", "--means", "full member")
    assert told == {"field": "section", "word": "FM of old", "means": "full member"}
    assert ask("import", campaign, roll)["undecided_values"] == {}
    assert ask("elector", campaign, "L8")["section"] == "full member"
    assert run("decide", campaign, "section", "x", "--means", "Peer").status == 2


def test_every_command_is_done_by_something_and_nothing_else_is() -> None:
    assert set(running.DOINGS) == set(COMMANDS)
    assert all(callable(running.doing(command)) for command in COMMANDS)


def test_a_command_imports_nothing_for_the_others() -> None:
    told = "import sys; from phonebank.cli import running; running.doing('insight')"
    asked = f"{told}; print(*sys.modules)"
    made = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    loaded = made.stdout.split()
    assert "phonebank.cli.insight" in loaded
    assert not {"phonebank.cli.importing", "phonebank.cli.demo", "openpyxl"} & set(loaded)


def test_python_does_not_look_for_cycles_when_a_command_is_done() -> None:
    asked = "import gc, sys; from phonebank.__main__ import main; sys.argv = ['', 'callers', '']"
    told = f"{asked}; main(); print(gc.get_freeze_count())"
    made = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True)
    assert int(made.stdout.split()[-1]) > 0
