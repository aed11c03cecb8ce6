"""Many callers at one campaign, killed and begun again at random, and what must hold after."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from threading import Event
from time import monotonic, time
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from phonebank.domain.hours import PROMISED, CallingHours
from phonebank.services import checking
from phonebank.services.campaigns import shipped_outcomes
from phonebank.services.signing_in import add_caller, caller_rows, sign_in
from phonebank.store.call_schema import Call
from tests.benchmarks.bench import HOME

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from phonebank.store.database import Database

MODULE = "tests.benchmarks.floor_caller"
SPAN = timedelta(hours=2)
CLOSED_AT = datetime.fromisoformat("2016-09-05T19:30:00+00:00")
SETTLING = 0.1
"""In this part of a run programs do for the first time what is quicker ever after."""
AFTER_HOURS = 0.08
"""This part of a run is after half past eight in the evening, when nobody may be served."""
ATTEMPTS_ALLOWED = 6
FOR_GOOD = "do-not-call"


@dataclass(slots=True)
class Evening:
    """What the journals of all callers told, and what is wrong with it."""

    served: int = 0
    saved: int = 0
    killed: int = 0
    seconds: float = 0.0
    settled: int = 0
    waits: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def calls_a_second(self) -> float:
        """While people may be rung at all, and once the programs have settled."""
        return self.settled / (self.seconds * (1 - AFTER_HOURS - SETTLING))


def soak(
    db: Database, folder: Path, callers: int, seconds: float, kill_every: float | None
) -> Evening:
    """Let so many callers ring for so long; every fault found is told in a sentence."""
    names = [f"Caller {number}" for number in range(callers)]
    there = {row.name for row in caller_rows(db)}
    for name in names:
        if name not in there:
            add_caller(db, sign_in(db), name)
    journals = {name: folder / f"{name}.jsonl" for name in names}
    pace = SPAN.total_seconds() / seconds
    opens_at = CLOSED_AT - SPAN * (1 - AFTER_HOURS)
    address = getattr(db.address, "url", str(db.address))

    start = folder / "began"

    def begin(name: str) -> subprocess.Popen[bytes]:
        told = [address, name, str(journals[name]), str(start), opens_at.isoformat(), str(pace)]
        errors = (folder / f"{name}.txt").open("ab")
        with errors:
            return subprocess.Popen([sys.executable, "-m", MODULE, *told], cwd=HOME, stderr=errors)

    evening = Evening(seconds=seconds)
    running = {name: begin(name) for name in names}
    try:
        _wait_until_all_are_there(running, journals)
        _said_at_once(start, str(time()))
        _kill_at_random(running, begin, evening, seconds, kill_every)
    finally:
        for one in running.values():
            one.kill()
            one.wait()
    for name in names:
        if said := (folder / f"{name}.txt").read_text("utf-8").strip():
            evening.faults.append(f"{name} stopped: {said.splitlines()[-1]}")
    _judge(db, journals, evening)
    evening.settled = _saved_after(journals, float(start.read_text("utf-8")) + SETTLING * seconds)
    return evening


def _wait_until_all_are_there(
    running: Mapping[str, subprocess.Popen[bytes]], journals: Mapping[str, Path]
) -> None:
    while not all(path.exists() for path in journals.values()):
        Event().wait(0.05)
        if any(one.poll() is not None for one in running.values()):
            return  # what went wrong stands on its errors


def _said_at_once(path: Path, text: str) -> None:
    partial = path.with_suffix(".part")
    partial.write_text(text, "utf-8")
    partial.rename(path)


def _kill_at_random(
    running: dict[str, subprocess.Popen[bytes]],
    begin: Any,
    evening: Evening,
    seconds: float,
    kill_every: float | None,
) -> None:
    chance, until = random.Random(), monotonic() + seconds
    while (left := until - monotonic()) > 0:
        pause = chance.uniform(0.5, 1.5) * kill_every if kill_every else left
        Event().wait(min(left, pause))
        if kill_every and until > monotonic():
            name = chance.choice(list(running))
            running[name].kill()
            running[name].wait()
            running[name] = begin(name)
            evening.killed += 1


def _judge(db: Database, journals: Mapping[str, Path], evening: Evening) -> None:
    lines = {name: list(_lines(path)) for name, path in journals.items()}
    every = [line for those in lines.values() for line in those]
    evening.served = sum(line["what"] == "served" for line in every)
    evening.saved = sum(line["what"] == "saved" for line in every)
    evening.waits = [line["took"] for line in every if "took" in line]
    with db.read() as session:
        calls = list(session.scalars(select(Call)))
    for check in (_held_twice, _outside_hours):
        evening.faults.extend(check(lines))
    evening.faults.extend(_lost_or_doubled(every, [call.call_id for call in calls]))
    evening.faults.extend(_too_soon(every, calls))
    evening.faults.extend(checking.problems(db, sign_in(db), deep=True))


def _saved_after(journals: Mapping[str, Path], began: float) -> int:
    every = (line for path in journals.values() for line in _lines(path))
    return sum(line["what"] == "saved" and line["real"] >= began for line in every)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """A line that a kill cut short tells nothing."""
    for text in path.read_text("utf-8").splitlines() if path.exists() else ():
        try:
            yield json.loads(text)
        except ValueError:
            continue


def _held_twice(lines: Mapping[str, Sequence[dict[str, Any]]]) -> Iterator[str]:
    """Two callers who each knew at one moment that they held an elector.

    From when one was told of it until that one set out to end it, or it lapsed.
    """
    spans = defaultdict(list)
    for name, told in lines.items():
        for at, line in enumerate(told):
            if line["what"] == "served":
                later = (it["real"] for it in told[at + 1 :] if it["elector"] == line["elector"])
                spans[line["elector"]].append((line, next(later, None), name))
    for elector, held in spans.items():
        held.sort(key=lambda it: it[0]["real"])
        for (one, ended, mine), (other, _, theirs) in pairwise(held):
            over = ended is not None and ended <= other["real"]
            lapsed = datetime.fromisoformat(other["asked"]) >= datetime.fromisoformat(one["until"])
            if mine != theirs and not over and not lapsed:
                yield f"Elector {elector} was held by {mine} and {theirs} at one time."


def _outside_hours(lines: Mapping[str, Sequence[dict[str, Any]]]) -> Iterator[str]:
    """A callback that was promised is kept until nine."""
    every = [line for told in lines.values() for line in told]
    promised = {line["elector"] for line in every if line.get("outcome") == "callback"}
    for line in every:
        if line["what"] == "served":
            hours = PROMISED if line["elector"] in promised else CallingHours()
            if not hours.open_at(datetime.fromisoformat(line["asked"])):
                yield f"Elector {line['elector']} was served at {line['asked']}."


def _lost_or_doubled(lines: Sequence[dict[str, Any]], stored: Sequence[str]) -> Iterator[str]:
    kept = Counter(stored)
    tried = {line["call"] for line in lines if line["what"] == "trying"}
    saved = {line["call"] for line in lines if line["what"] == "saved"}
    yield from (f"Call {it} was acknowledged and is lost." for it in saved - kept.keys())
    yield from (f"Call {it} was made by nobody." for it in kept.keys() - tried)
    yield from (f"Call {it} is there {n} times." for it, n in kept.items() if n > 1)


def _too_soon(lines: Sequence[dict[str, Any]], calls: Sequence[Call]) -> Iterator[str]:
    """Whoever was served although a call that had been acknowledged made them wait, or never ring.

    With as many calls as a list allows, nobody is served again. The newest call says how long to
    wait: one that was logged late, when its lease had lapsed, does not. Not to ring is for good.
    """
    saved_at = {line["call"]: line["real"] for line in lines if line["what"] == "saved"}
    made = defaultdict(list)
    for call in calls:
        if call.call_id in saved_at:
            made[call.elector_id].append((saved_at[call.call_id], call))
    outcomes = shipped_outcomes()
    for line in lines:
        if line["what"] != "served":
            continue
        began = line["real"] - line["took"]
        before = [call for at, call in made[line["elector"]] if at < began]
        asked = datetime.fromisoformat(line["asked"])
        if len(before) >= ATTEMPTS_ALLOWED:
            yield f"Elector {line['elector']} was served once more after {len(before)} calls."
        newest = max((call.called_at for call in before), default=None)
        for call in before:
            wait = outcomes[str(call.outcome)].retry_after
            due = call.callback_at or (call.called_at + wait if wait is not None else None)
            is_due = due is not None and due <= asked
            if call.outcome == FOR_GOOD or (call.called_at == newest and not is_due):
                yield f"Elector {line['elector']} was served {asked} after {call.outcome}."
