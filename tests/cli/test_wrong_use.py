"""Whatever is asked wrongly ends with its status and one line: what is wrong, kept, and to do."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from phonebank.cli import main
from phonebank.services.campaigns import open_campaign
from tests.cli.conftest import CONTEST, PASSPHRASE, ROLL, Run
from tests.cli.test_commands import CALL_ID, spoke

HOME = Path(__file__).parent.parent.parent


class Wrong(NamedTuple):
    """A command, its status, and a part of what it says. `{f}` is the folder of the test."""

    words: str
    status: int
    says: str


LOG = "log {f}/mine.phonebank --caller Priya --elector L1"
WRONG = [
    # words that make no sense
    Wrong("canvas {f}/mine.phonebank", 2, "no command “canvas”"),
    Wrong("--wrong", 2, "no option --wrong"),
    Wrong("canvass", 2, "required: CAMPAIGN"),
    Wrong("canvass {f}/mine.phonebank more", 2, "unrecognized arguments: more"),
    Wrong("canvass {f}/mine.phonebank --by street", 2, "invalid choice: 'street'"),
    Wrong("canvass {f}/mine.phonebank --where street=1", 2, "Known: constituency, region"),
    Wrong("undo-import {f}/mine.phonebank 99999999999999999999", 2, "no import 9999"),
    Wrong("import {f}/mine.phonebank {f}/roll.csv --header-line -1", 2, "no line before the first"),
    Wrong("canvass {f}/mine.phonebank --where region=Atlantis", 2, "no region “Atlantis”"),
    Wrong("canvass {f}/mine.phonebank --where constituency=X", 2, "no constituency “X”"),
    Wrong("canvass {f}/mine.phonebank --where section=X", 2, "Known: affiliated supporter"),
    Wrong("canvass {f}/mine.phonebank --where affiliate=X", 2, "no affiliate “X”"),
    Wrong("canvass {f}/mine.phonebank --where caller=X", 2, "no caller “X”"),
    Wrong("canvass {f}/mine.phonebank --where list=X", 2, "no list “X”"),
    Wrong("canvass {f}/mine.phonebank --where strength=X", 2, "Known: firm, leaning"),
    Wrong("canvass {f}/mine.phonebank --where from=soon", 2, "not a date"),
    Wrong("canvass {f}/mine.phonebank --where region", 2, "form field=value"),
    Wrong("canvass {f}/mine.phonebank --as Nemo", 2, "Known: Organiser"),
    Wrong("next {f}/mine.phonebank", 2, "required: --caller"),
    Wrong("next {f}/mine.phonebank --caller Priya --list X", 2, "Known: Everybody"),
    Wrong("next {f}/mine.phonebank --caller= ", 2, "needs a name"),
    Wrong("log {f}/mine.phonebank --caller Priya", 2, "required: --elector, --outcome"),
    Wrong(LOG + " --outcome sang", 2, "Known outcomes: spoke"),
    Wrong(LOG + " --outcome spoke", 2, "needs an answer"),
    Wrong(LOG + " --outcome spoke --intention Benn", 2, "Known: Smith, Corbyn, undecided"),
    Wrong(LOG + " --outcome spoke --intention Smith --previous Benn", 2, "no previous vote"),
    Wrong(LOG + " --outcome spoke --intention Smith --reason hats", 2, "no reason “hats”"),
    Wrong(LOG + " --outcome spoke --intention Smith --strength iron", 2, "'iron'"),
    Wrong(LOG + " --outcome spoke --intention Smith --ballot lost", 2, "'lost'"),
    Wrong(LOG + " --outcome busy --intention Smith", 2, "cannot carry an answer"),
    Wrong(LOG + " --outcome no-answer --ballot received", 2, "cannot carry a ballot"),
    Wrong(LOG + " --outcome busy --callback-at 2016-09-08T12:00", 2, "callback time"),
    Wrong(LOG + " --outcome busy --callback-for me", 2, "callback time"),
    Wrong(LOG + " --outcome busy --callback-for anybody", 2, "callback time"),
    Wrong(LOG + " --outcome callback --callback-for Jo", 2, "'Jo'"),
    Wrong(LOG + " --outcome busy --call-id 12", 2, "not a call id"),
    Wrong(LOG + " --outcome busy --supersedes 12", 2, "not a call id"),
    Wrong(LOG + " --outcome busy --at yesterday", 2, "not a time"),
    Wrong(LOG + " --outcome busy --at 0001-01-01T00:00+14:00", 2, "not a time"),
    Wrong(LOG + " --outcome not-now --at 9999-12-31T23:59:59+00:00", 2, "within 2000 to 2100"),
    Wrong(LOG + " --outcome callback --callback-at 9999-12-31T23:59+00:00", 2, "2000 to 2100"),
    Wrong(LOG + " --outcome busy --note \udcff", 2, "not UTF-8"),
    Wrong("next {f}/mine.phonebank --caller Vi\udce9", 2, "not UTF-8"),
    Wrong("canvass {f}/mine.phonebank --where to=9999-12-31", 2, "within 2000 to 2100"),
    Wrong("canvass {f}/mine.phonebank --where from=1999-12-31", 2, "within 2000 to 2100"),
    Wrong(LOG + " --outcome busy --number 07700900999", 2, "Known: 07700 900101"),
    Wrong("undo {f}/mine.phonebank --caller Nemo", 2, "no caller “Nemo”"),
    Wrong("export {f}/mine.phonebank", 2, "required: --to"),
    Wrong("export {f}/mine.phonebank --to {f}/a.pdf", 2, ".xlsx, .csv or .zip"),
    Wrong("callers {f}/mine.phonebank add", 2, "needs the name"),
    Wrong("callers {f}/mine.phonebank add= ", 2, "invalid choice"),
    Wrong("callers {f}/mine.phonebank --mp", 2, "go with “add”"),
    Wrong("callers {f}/mine.phonebank add Jo --role king", 2, "'king'"),
    Wrong("import {f}/mine.phonebank {f}/roll.csv --kind poem", 2, "'poem'"),
    Wrong("import {f}/mine.phonebank {f}/roll.csv --map hat", 2, "form field=value"),
    Wrong("import {f}/mine.phonebank {f}/roll.csv --map hat=Mobile", 2, "no field “hat”"),
    Wrong("import {f}/mine.phonebank {f}/roll.csv --map mobile=Hat", 2, "no column “Hat”"),
    Wrong("new {f}/a.phonebank", 2, "required: --contest"),
    Wrong("check  --deep", 2, "required: CAMPAIGN"),
    # input that is missing or refused, targets that exist
    Wrong("import {f}/mine.phonebank {f}/nil.csv", 3, "does not exist"),
    Wrong("import {f}/mine.phonebank {f}", 3, "is a folder"),
    Wrong("import {f}/mine.phonebank {f}/empty", 3, "is empty"),
    Wrong("import {f}/mine.phonebank {f}/roll.csv --kind calls", 3, "no column for called_at"),
    Wrong("import {f}/mine.phonebank {f}/roll.csv --rejects {f}/no/r.csv", 3, "does not exist"),
    Wrong("import {f}/mine.phonebank {f}/bad.csv --rejects {f}/no/r.csv", 3, "folder"),
    Wrong("import {f}/mine.phonebank {f}/roll.csv --rejects {f}/roll.csv", 3, "exists already"),
    Wrong("log {f}/mine.phonebank --caller P --elector L9 --outcome busy", 3, "“L9”"),
    Wrong(LOG + f" --outcome busy --supersedes {CALL_ID}", 3, "no call"),
    Wrong("undo {f}/mine.phonebank --caller Organiser", 3, "no call to take back"),
    Wrong("new {f}/a.phonebank --contest {f}/nil.toml", 3, "cannot be read"),
    Wrong("new {f}/a.phonebank --contest {f}/roll.csv", 3, "not valid TOML"),
    Wrong("new {f}/a.phonebank --contest {f}/clash.toml", 3, "key S of “Corbyn”"),
    Wrong("new {f}/a.phonebank --contest {f}/slug.toml", 3, "no outcome “asleep”"),
    Wrong("new {f}/a.phonebank --contest {f}/zero.toml", 3, "attempts must be"),
    Wrong("new {f}/mine.phonebank --contest {contest}", 3, "exists already"),
    Wrong("new {f}/no/a.phonebank --contest {contest}", 3, "does not exist"),
    Wrong("new {f}/a.phonebank --contest {contest} --passphrase-file {f}/nil", 3, "cannot be read"),
    Wrong("backup {f}/mine.phonebank {f}/roll.csv", 3, "exists already"),
    Wrong("backup {f}/mine.phonebank {f}/no/b.phonebank", 3, "does not exist"),
    Wrong("restore {f}/mine.phonebank {f}/mine.phonebank", 3, "backup itself"),
    Wrong("export {f}/mine.phonebank --to {f}/no/a.csv", 3, "does not exist"),
    Wrong("demo --directory {f}/roll.csv", 3, "not a folder"),
    Wrong("demo --directory {f}/taken --no-window", 3, "campaign of your own"),
    Wrong("check {long}", 3, "path cannot be used"),
    # campaigns that are none
    Wrong("{f}/nil.phonebank", 4, "no campaign at"),
    Wrong("check {f}/nil.phonebank", 4, "no campaign at"),
    Wrong("check {f}", 4, "is a folder"),
    Wrong("check {f}/roll.csv", 4, "not a phonebank campaign"),
    Wrong("check {f}/empty", 4, "is empty"),
    Wrong("check {f}/newer", 4, "newer version"),
    Wrong("check {f}/later", 4, "newer version"),
    Wrong("check {f}/foreign", 4, "another program"),
    Wrong("check {f}/short", 4, "damaged"),
    Wrong("check {f}/zeroed", 4, "damaged"),
    Wrong("check {f}/roll.csv/mine", 4, "no campaign at"),
    Wrong("restore {f}/roll.csv {f}/mine.phonebank", 4, "not a phonebank campaign"),
    Wrong("restore {f}/nil.phonebank {f}/mine.phonebank", 4, "no campaign at"),
    Wrong("restore {f}/mine.phonebank {f}/taken", 4, "is a folder"),
    # keys
    Wrong("canvass {f}/locked.phonebank", 7, "encrypted"),
    Wrong("canvass {f}/locked.phonebank --passphrase-file {f}/wrong", 7, "does not open"),
    Wrong("canvass {f}/locked.phonebank --passphrase-file {f}/empty", 7, "is empty"),
    Wrong("canvass {f}/locked.phonebank --passphrase-file {f}/nil", 3, "cannot be read"),
    Wrong("canvass {f}/mine.phonebank --passphrase-file {f}/wrong", 7, "not encrypted"),
    Wrong("restore {f}/locked.phonebank {f}/b.phonebank", 7, "encrypted"),
    # rights
    Wrong("canvass {f}/mine.phonebank --as Vi", 8, "may not see the canvass"),
    Wrong("export {f}/mine.phonebank --as Vi --to {f}/a.csv", 8, "may not export"),
    Wrong("import {f}/mine.phonebank {f}/roll.csv --as Vi", 8, "may not import"),
    Wrong("callers {f}/mine.phonebank add Jo --as Vi", 8, "may not run"),
    Wrong("check {f}/mine.phonebank --as Vi", 8, "may not run"),
    Wrong("rebuild {f}/mine.phonebank --as Vi", 8, "may not run"),
    Wrong("backup {f}/mine.phonebank {f}/b.phonebank --as Vi", 8, "may not run"),
    Wrong("restore {f}/mine.phonebank {f}/b.phonebank --as Vi", 8, "may not run"),
    Wrong(LOG + " --outcome busy --as Vi", 8, "somebody else"),
    Wrong(f"{LOG} --outcome busy --at 2099-01-01T18:00", 2, "later than now"),
    Wrong("next {f}/mine.phonebank --caller Priya --as Vi", 8, "somebody else"),
    Wrong("undo {f}/mine.phonebank --caller Organiser --as Vi", 8, "somebody else"),
]


@pytest.fixture(scope="session")
def everything_wrong(templates: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of everything that one can get wrong."""
    there = tmp_path_factory.mktemp("wrong") / "folder"
    shutil.copytree(templates, there)
    campaign = (there / "plain.phonebank").rename(there / "mine.phonebank")
    main(["callers", str(campaign), "add", "Vi"])
    text = CONTEST.read_text("utf-8")
    (there / "clash.toml").write_text(text.replace('key = "C"', 'key = "S"', 1), "utf-8")
    (there / "slug.toml").write_text(text.replace("\nbusy = 30", "\nasleep = 30"), "utf-8")
    (there / "zero.toml").write_text(text.replace("attempts = 4", "attempts = 0"), "utf-8")
    bad = ROLL.replace("Exeter", "Atlantis").replace("Hammersmith", "Atlantis")
    (there / "bad.csv").write_text(bad, "utf-8")
    (there / "empty").touch()
    (there / "wrong").write_text("no swans", "utf-8")
    (there / "taken").mkdir()
    shutil.copy(campaign, there / "taken" / "demo.phonebank")
    whole = campaign.read_bytes()
    (there / "newer").write_bytes(whole[:60] + (99).to_bytes(4, "big") + whole[64:])
    (there / "foreign").write_bytes(whole[:68] + (7).to_bytes(4, "big") + whole[72:])
    (there / "short").write_bytes(whole[: len(whole) // 2])
    (there / "zeroed").write_bytes(bytes(100) + whole[100:])
    shutil.copy(campaign, there / "later")
    db = open_campaign(there / "later")
    with db.write() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    db.close()
    return there


@pytest.fixture
def folder(everything_wrong: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(everything_wrong, tmp_path / "folder"))


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    }


def words_of(wrong: Wrong, folder: Path) -> list[str]:
    long = "/" + "x" * 5000
    told = [word.format(f=folder, contest=CONTEST, long=long) for word in wrong.words.split(" ")]
    return [word for word in told if word]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.words)
def test_what_is_wrong_is_told_in_one_line(
    run: Run, folder: Path, wrong: Wrong, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    before = files(folder)

    told = run(*words_of(wrong, folder))

    assert told.status == wrong.status, told
    if wrong.status == 0:
        return
    assert told.out == ""
    line = told.err.removesuffix("\n")
    assert "\n" not in line
    assert wrong.says in line
    for never in ("Traceback", "database is locked", "sqlite", "Error"):
        assert never not in line
    assert files(folder) == before, "something was changed all the same"


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.words)
def test_what_is_wrong_is_told_to_programs(
    run: Run, folder: Path, wrong: Wrong, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    told = run(*words_of(wrong, folder), "--json")
    assert told.status == wrong.status
    assert told.err == ""
    if wrong.status == 0:
        return
    error = told.document
    assert list(error) == ["code", "message", "kept", "next_step", "counts"]
    assert wrong.says in f"{error['message']} {error['next_step']}"
    assert error["kept"]


def test_csv_and_json_exclude_each_other(run: Run, campaign: Path) -> None:
    told = run("canvass", campaign, "--csv", "--json")
    assert (told.status, told.document["code"]) == (2, "wrong-use")


def test_csv_is_an_export(run: Run, campaign: Path) -> None:
    run("callers", campaign, "add", "Vi")
    told = run("canvass", campaign, "--csv", "--as", "Vi")
    assert (told.status, told.out) == (8, "")
    assert "may not export figures" in told.err


def test_a_caller_is_not_added_by_a_call_that_was_refused(run: Run, campaign: Path) -> None:
    words = ["log", campaign, "--caller", "Zoe", "--elector", "L1", "--outcome", "sang"]
    assert run(*words).status == 2
    assert "Zoe" not in run("callers", campaign).out


def test_a_campaign_held_by_another_program_is_busy(run: Run, campaign: Path) -> None:
    held = open_campaign(campaign)
    with held.write() as session:
        session.connection().exec_driver_sql("DELETE FROM lease")
        told = run(*spoke(campaign, "L1", "Smith"))
    held.close()
    assert told.status == 5
    assert "Another program has been writing" in told.err
    assert run(*spoke(campaign, "L1", "Smith")).status == 0


def test_a_restore_over_a_campaign_in_use_is_busy(run: Run, campaign: Path) -> None:
    run("backup", campaign, campaign.with_name("copy"))
    held = open_campaign(campaign)
    with held.read() as session:
        session.connection().exec_driver_sql("SELECT count(*) FROM call").scalar()
        told = run("restore", campaign.with_name("copy"), campaign)
    held.close()
    assert told.status == 5
    assert "open in another program" in told.err


def test_garbage_inside_a_file_is_found_by_check(run: Run, campaign: Path) -> None:
    with campaign.open("r+b") as file:
        file.seek(4096 * 20)
        file.write(os.urandom(4096 * 20))
    told = run("check", campaign, "--json")
    assert told.status == 4
    assert told.document.get("ok") is False or told.document["code"] == "campaign-unusable"


@pytest.mark.parametrize("names", [["mine.phonebank"], ["."], ["mine.phonebank", "."]], ids=str)
def test_what_may_not_be_written_is_read_only(campaign: Path, names: list[str]) -> None:
    told = without_power(campaign, names, ["check"])
    assert told.returncode == 6, told
    assert "read-only" in json.loads(told.stdout)["message"]


def without_power(campaign: Path, names: list[str], words: list[str]) -> Any:
    """A command run by somebody who is bound by the rights of files, which root usually is not."""
    if os.name != "posix":
        pytest.skip("rights are kept otherwise here")
    bound: list[str] = []
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root may write everything, and setpriv is not here to bind it")
        bound = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
    for name in names:
        path = campaign.parent / name
        path.chmod(0o555 if path.is_dir() else 0o444)
    program = [*bound, sys.executable, "-m", "phonebank", words[0], str(campaign), *words[1:]]
    try:
        return subprocess.run(
            [*program, "--json"], cwd=HOME, capture_output=True, text=True, check=False
        )
    finally:
        campaign.parent.chmod(0o755)


def test_a_passphrase_never_shows(run: Run, locked: Path) -> None:
    key = ["--passphrase-file", locked.with_name("passphrase")]
    told: Callable[..., Any] = run
    assert PASSPHRASE not in "".join(map(str, told("canvass", locked, *key, "--where", "x=1")))
