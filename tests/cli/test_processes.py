"""Processes that are killed, interrupted, cut off, or two at once: nothing answered for is lost."""

import json
import os
import random
import re
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from phonebank.cli import main
from phonebank.services.campaigns import create_campaign, open_campaign, read_contest
from tests.cli.conftest import CONTEST, ROLL, Run, at_once, started
from tests.cli.test_commands import spoke

CYCLES = 12
ONE_SHOTS = 2
SEED = 20160919
ROUNDS = 12

# Logs calls in one process after another, each killed a random while after its first answer;
# forking spares the half second that every new Python would need.
KILLED_OVER_AND_OVER = """
import os, random, signal, sys, time
from phonebank.cli import arguments, main, running
running.doing("log")
campaign, cycles, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
chance = random.Random(seed)
for cycle in range(cycles):
    told = os.fstat(1).st_size
    victim = os.fork()
    while not victim:
        elector = f"L{random.randrange(6) + 1}"
        words = ["--caller", "Vic", "--elector", elector, "--outcome", "no-answer", "--json"]
        main(["log", campaign, *words])
    while os.fstat(1).st_size == told:
        time.sleep(0.005)
    time.sleep(chance.uniform(0, 0.15))
    os.kill(victim, signal.SIGKILL)
    os.waitpid(victim, 0)
"""

# Takes and logs whoever is next, and prints who was served under which call.
RINGS = """
import contextlib, io, json, sys
from phonebank.cli import main
campaign, caller, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
def ask(*words):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        status = main([words[0], campaign, "--caller", caller, *words[1:], "--json"])
    assert status == 0, out.getvalue()
    return json.loads(out.getvalue())
for _ in range(rounds):
    elector = ask("next")["elector"]["membership_number"]
    made = ask("log", "--elector", elector, "--outcome", "no-answer")
    print(json.dumps([elector, made["call_id"]]), flush=True)
"""

# Ctrl+C in the very moment in which a connection is being closed.
STOPPED_AS_IT_CLOSES = """
import os, signal, sys
from phonebank.cli import main
def watch(frame, event, _):
    if event == "call" and frame.f_code.co_name == "do_close":
        sys.setprofile(None)
        os.kill(os.getpid(), signal.SIGINT)
sys.setprofile(watch)
sys.exit(main(sys.argv[1:]))
"""

posix = pytest.mark.skipif(os.name != "posix", reason="signals and fork are of POSIX systems")


def answers_in(text: str) -> Iterator[Any]:
    """The JSON documents one after the other; one cut off by a kill is no answer."""
    decoder, at = json.JSONDecoder(), 0
    while found := re.compile(r"\s*(?=\{)").match(text, at):
        try:
            document, at = decoder.raw_decode(text, found.end())
        except json.JSONDecodeError:
            restart = text.find("\n{", found.end())
            if restart < 0:
                return
            at = restart
            continue
        yield document


def calls_in(campaign: Path) -> Counter[str]:
    db = open_campaign(campaign)
    with db.read() as session:
        rows = session.connection().exec_driver_sql("SELECT call_id FROM call").all()
    db.close()
    return Counter(call_id for (call_id,) in rows)


def prove_whole(campaign: Path, ask: Callable[..., Any]) -> None:
    assert ask("check", campaign, "--deep") == {"ok": True, "problems": []}
    assert ask("rebuild", campaign)["changed"] == 0


@posix
def test_no_call_that_was_answered_for_is_lost_however_often_we_are_killed(
    campaign: Path, ask: Callable[..., Any]
) -> None:
    told = campaign.with_name("told")
    with told.open("wb") as out:
        loop = started("-c", KILLED_OVER_AND_OVER, campaign, CYCLES, SEED, stdout=out)
        assert loop.wait() == 0
        killed_one_shots(campaign, out)

    answered = [answer["call_id"] for answer in answers_in(told.read_text("utf-8"))]
    stored = calls_in(campaign)
    assert len(answered) >= CYCLES
    assert set(answered) <= set(stored)
    assert set(stored.values()) == {1}
    assert len(stored) <= len(answered) + CYCLES + ONE_SHOTS
    prove_whole(campaign, ask)


def killed_one_shots(campaign: Path, out: Any) -> None:
    """The command as a person starts it, killed a few times too."""
    chance = random.Random(SEED)
    words = ["--caller", "Vic", "--elector", "L1", "--outcome", "busy", "--json"]
    for _ in range(ONE_SHOTS):
        one = started("-m", "phonebank", "log", campaign, *words, stdout=out)
        time.sleep(chance.uniform(0.3, 1.2))
        one.kill()
        one.wait()


def test_two_callers_at_once_never_hold_the_same_elector(
    tmp_path: Path, ask: Callable[..., Any]
) -> None:
    campaign = tmp_path / "evening.phonebank"
    electors = evening(campaign, 2 * ROUNDS + 10)
    pair = [
        started("-c", RINGS, campaign, name, ROUNDS, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for name in ("Priya", "Sam")
    ]
    told = [one.communicate() for one in pair]

    assert [err.decode() for _, err in told] == ["", ""]
    made = [json.loads(line) for out, _ in told for line in out.decode().splitlines()]
    assert len(made) == 2 * ROUNDS
    served = Counter(elector for elector, _ in made)
    assert set(served.values()) == {1}, "somebody who rests for hours was served twice"
    assert set(served) <= electors
    assert calls_in(campaign) == Counter(call_id for _, call_id in made)
    assert ask("canvass", campaign)["total"]["attempted"] == 2 * ROUNDS
    prove_whole(campaign, ask)


def evening(campaign: Path, count: int) -> set[str]:
    """A campaign whose clock stands at an evening on which anybody may be rung."""
    create_campaign(campaign, read_contest(CONTEST), datetime.now(UTC), is_demo=True).close()
    numbers = {f"M{n:04}" for n in range(count)}
    roll = campaign.with_name("many.csv")
    rows = [f"{n},,A,B{n},07700 900{n[-3:]},,Exeter,," for n in sorted(numbers)]
    roll.write_text("\n".join([ROLL.splitlines()[0], *rows]), "utf-8")
    assert main(["import", str(campaign), str(roll)]) == 0
    return numbers


def is_being_written(campaign: Path) -> bool:
    with closing(sqlcipher.connect(str(campaign), timeout=0, isolation_level=None)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlcipher.OperationalError:
            return True
        other.execute("ROLLBACK")
        return False


def heeding_the_stop() -> None:
    """Not as a job in the background is begun: such a one ignores it, and so do its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@posix
def test_an_import_that_is_stopped_changes_nothing(campaign: Path, ask: Callable[..., Any]) -> None:
    many = campaign.with_name("many.csv")
    rows = [f"M{n:05},,A,B{n},07700 900{n % 1000:03},,Exeter,," for n in range(40_000)]
    many.write_text("\n".join([ROLL.splitlines()[0], *rows]), "utf-8")

    one = started(
        *["-m", "phonebank", "import", campaign, many],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heeding_the_stop,
    )
    while not is_being_written(campaign) and one.poll() is None:
        time.sleep(0.01)
    one.send_signal(signal.SIGINT)
    out, err = one.communicate()

    assert (one.returncode, out) == (130, b"")
    assert err.decode().startswith("Stopped.")
    assert err.count(b"\n") == 1
    assert ask("canvass", campaign)["total"]["roll"] == 6
    prove_whole(campaign, ask)


@posix
def test_a_stop_while_a_connection_is_closed_is_told_in_one_line(campaign: Path) -> None:
    one = started(
        *["-c", STOPPED_AS_IT_CLOSES, "canvass", campaign],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heeding_the_stop,
    )
    out, err = one.communicate()
    assert (one.returncode, out) == (130, b"")
    assert err.decode() == "Stopped. What was saved before stays saved.\n"


@posix
def test_a_reader_that_goes_away_is_no_error(campaign: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    one = started("-m", "phonebank", "canvass", campaign, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (one.communicate()[1], one.returncode) == (b"", 0)


@posix
def test_no_room_for_the_answer_is_said_and_the_call_is_kept(
    campaign: Path, ask: Callable[..., Any]
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("wb") as full:
        words = map(str, spoke(campaign, "L1", "Smith"))
        one = started("-m", "phonebank", *words, stdout=full, stderr=subprocess.PIPE)
        err = one.communicate()[1].decode()
    assert one.returncode == 6
    assert err.count("\n") == 1
    assert "Traceback" not in err
    assert ask("canvass", campaign)["total"]["stated"] == 1


def test_what_the_system_refuses_is_told_to_programs_too() -> None:
    path = "/" + "x" * 5000
    one = started("-m", "phonebank", "check", path, "--json", stdout=subprocess.PIPE)
    assert json.loads(one.communicate()[0])["code"] == "input-refused"
    assert one.returncode == 3


@posix
def test_a_terminal_without_our_letters_gets_others(campaign: Path) -> None:
    one = started(
        *["-m", "phonebank", "canvass", campaign],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    out, err = one.communicate()
    assert (one.returncode, err) == (0, b"")
    assert b"Exeter" in out


def test_the_command_line_needs_no_qt(campaign: Path, run: Run) -> None:
    program = (
        "import sys; from phonebank.cli import main; status = main(sys.argv[1:]); "
        "assert not [name for name in sys.modules if name.startswith('PySide6')]; sys.exit(status)"
    )
    one = started("-c", program, "canvass", campaign, stdout=subprocess.DEVNULL)
    assert one.wait() == 0


def test_of_two_that_make_a_campaign_one_wins(tmp_path: Path, ask: Callable[..., Any]) -> None:
    campaign = tmp_path / "mine.phonebank"
    told = at_once("new", campaign, "--contest", CONTEST)
    assert sorted(status for status, _ in told) == [0, 3]
    ask("check", campaign)
    assert list(tmp_path.iterdir()) == [campaign]


def test_names_that_sqlite_reads_otherwise_are_plain_files(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (":memory:", "file:x?mode=memory"):
        assert run("new", name, "--contest", CONTEST).status == 0
        assert (tmp_path / name).read_bytes().startswith(b"SQLite format 3")
    assert len(list(tmp_path.iterdir())) == 2
