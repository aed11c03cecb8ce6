"""The next elector to ring, however many are due, and one call logged for good."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tests.benchmarks.bench import Report
from tests.benchmarks.called import NOW
from tests.benchmarks.measuring import (
    Measurement,
    at_percent,
    beside,
    check_equal,
    compared,
    peak_of,
    seconds_of,
    timed,
)
from tests.benchmarks.shelf import DUE, FEWER_DUE, PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.bench import Bench

MOST_MS = 2.0
PAGE = b"\0" * 4096
SLOW = 5


def next_elector(bench: Bench) -> Iterator[Measurement]:
    for size in bench.sizes:
        many, few = (_served(bench, size, share) for share in (DUE, FEWER_DUE))
        due = f"{many.facts['due']:,} due"
        served, fewer = seconds_of([many]), seconds_of([few])
        yield compared(
            "next elector, p99",
            size,
            f"{MOST_MS:g} ms",
            at_percent(served, 99) * 1000,
            MOST_MS,
            mark=1.0,
            peak_mb=peak_of([many]),
            remark=due,
        )
        yield beside(
            "next elector, ten times the due",
            size,
            f"{few.facts['due']:,} due",
            served,
            fewer,
            mark=1.5,
            remark=due,
        )
        scans = seconds_of([many], "no index")
        yield beside("· next elector, of no index", size, "the same without index", served, scans)
        locked = _served(bench, size, DUE, is_locked=True)
        yield beside(
            "· next elector, encrypted", size, "the same, plain", seconds_of([locked]), served
        )


def _served(bench: Bench, size: int, share: float, *, is_locked: bool = False) -> Report:
    made = bench.shelf.with_due(size, round(size * share))
    with bench.scratch() as folder:
        campaign = folder / "campaign.phonebank"
        _copy(bench.shelf.encrypted(made) if is_locked else made, campaign)
        return bench.run(
            serve,
            campaign=str(campaign),
            count=bench.many(500),
            passphrase=PASSPHRASE if is_locked else None,
        )


def _copy(made: Path, campaign: Path) -> None:
    """On the disk before anything is timed, which would wait for it otherwise."""
    shutil.copyfile(made, campaign)
    with campaign.open("r+b") as file:
        os.fsync(file.fileno())


def serve(campaign: str, count: int, passphrase: str | None = None) -> Report:
    """One caller is served, logs no answer, and is served the next.

    The first ones are checked and not timed: each comes after a look at everybody, which leaves
    nothing of ours in the processor's memory.
    """
    from phonebank.services.campaigns import open_campaign
    from phonebank.services.serving import Served
    from phonebank.services.serving import next_elector as served_next
    from phonebank.services.signing_in import sign_in
    from phonebank.store.database import connect

    seconds: dict[str, list[float]] = {"ours": [], "no index": []}
    with closing(open_campaign(Path(campaign), passphrase)) as db:
        actor = sign_in(db)
        with closing(connect(db.path, db.key)) as bare:
            due = _due_by_scan(bare, actor.caller_id)[1]
            for _ in range(SLOW):
                began = perf_counter()
                expected, _ = _due_by_scan(bare, actor.caller_id)
                seconds["no index"].append(perf_counter() - began)
                held = served_next(db, actor, actor.caller_id, NOW).value
                assert isinstance(held, Served)
                check_equal("next elector", held.card.id, expected)
                _log(db, actor, held.card.id, "no-answer")
            for _ in range(count):
                began = perf_counter()
                held = served_next(db, actor, actor.caller_id, NOW).value
                seconds["ours"].append(perf_counter() - began)
                if not isinstance(held, Served):
                    break
                _log(db, actor, held.card.id, "no-answer")
    return Report(seconds=seconds, facts={"due": due})


def _due_by_scan(bare: Any, caller: int) -> tuple[int | None, int]:
    """Who is next, and how many are due, from every elector without an index."""
    from phonebank.store.schema import may_be_rung

    now, free = NOW.strftime("%Y-%m-%d %H:%M:%S.%f"), "id NOT IN (SELECT elector_id FROM lease)"
    callback = f"FROM elector NOT INDEXED WHERE {may_be_rung('callback')} AND {free} "
    callback += "AND due_at <= ? AND (callback_for = ? OR callback_for IS NULL)"
    ready = f"FROM elector NOT INDEXED WHERE {may_be_rung('ready')} AND {free} AND attempts < 4 "
    ready += "AND (due_at IS NULL OR due_at <= ?)"
    first = "SELECT id"
    order = "ORDER BY callback_for IS NULL, due_at, id LIMIT 1"
    found = bare.execute(f"{first} {callback} {order}", (now, caller)).fetchone()
    order = "ORDER BY attempts, last_call_at, id LIMIT 1"
    found = found or bare.execute(f"{first} {ready} {order}", (now,)).fetchone()
    [promised] = bare.execute(f"SELECT count(*) {callback}", (now, caller)).fetchone()
    [others] = bare.execute(f"SELECT count(*) {ready}", (now,)).fetchone()
    return (found[0] if found else None), promised + others


def _log(db: Any, actor: Any, elector: int, outcome: str, **answer: Any) -> None:
    from phonebank.domain.calls import CallEntry
    from phonebank.services.calling import log_call

    caller = actor.caller_id
    entry = CallEntry(
        call_id=uuid4(), elector_id=elector, caller_id=caller, outcome=outcome, **answer
    )
    log_call(db, actor, entry, NOW)


def log_a_call(bench: Bench) -> Iterator[Measurement]:
    for size in bench.sizes:
        made = bench.shelf.called(size)
        plain = _logged(bench, made, None)
        ours, floor = seconds_of([plain]), seconds_of([plain], "fdatasync")
        yield beside(
            "log a call, durable",
            size,
            "fdatasync of 4 KB",
            ours,
            floor,
            mark=8.0,
            peak_mb=peak_of([plain]),
        )
        raw = seconds_of([plain], "raw")
        yield beside("· raw statements, same rows", size, "fdatasync of 4 KB", raw, floor)
        locked = _logged(bench, bench.shelf.encrypted(made), PASSPHRASE)
        yield beside("· log a call, encrypted", size, "the same, plain", seconds_of([locked]), ours)


def _logged(bench: Bench, made: Path, passphrase: str | None) -> Report:
    with bench.scratch() as folder:
        campaign = folder / "campaign.phonebank"
        _copy(made, campaign)
        return bench.run(log, campaign=str(campaign), count=bench.many(300), passphrase=passphrase)


def log(campaign: str, count: int, passphrase: str | None = None) -> Report:
    """A call logged by the service, one by bare statements, and a page synced, in turn."""
    from phonebank.services.campaigns import open_campaign
    from phonebank.services.signing_in import sign_in
    from phonebank.store.database import connect

    seconds: dict[str, list[float]] = {"ours": [], "raw": [], "fdatasync": []}
    with closing(open_campaign(Path(campaign), passphrase)) as db:
        actor = sign_in(db)
        with (
            closing(connect(db.path, db.key)) as bare,
            Path(f"{campaign}.floor").open("wb") as file,
        ):
            ids = [row[0] for row in bare.execute(ASKED_FOR_TWO, (2 * (count + 1),))]
            pairs = list(zip(ids[::2], ids[1::2], strict=False))
            _check_same(db, bare, actor, pairs.pop())
            for one, other in pairs:
                seconds["fdatasync"].append(timed(partial(_sync, file)))
                seconds["ours"].append(timed(partial(_log, db, actor, one, **SAID)))
                seconds["raw"].append(timed(partial(_log_raw, bare, actor.caller_id, other)))
    return Report(seconds=seconds)


# Nobody has rung them and they have no callback, so bare statements can say what they come to.
ASKED_FOR_TWO = (
    "SELECT id FROM elector WHERE attempts = 0 AND on_roll ORDER BY id * 7919 % 104729 LIMIT ?"
)
SAID: dict[str, Any] = {"outcome": "spoke", "intention": "Smith", "strength": "firm"}


def _sync(file: Any) -> None:
    file.write(PAGE)
    file.flush()
    getattr(os, "fdatasync", os.fsync)(file.fileno())


def _log_raw(bare: Any, caller: int, elector: int) -> None:
    """The same rows with nothing asked first: no rule, no fold, no correction, no number tried."""
    now = NOW.strftime("%Y-%m-%d %H:%M:%S.%f")
    bare.execute("BEGIN IMMEDIATE")
    bare.execute(
        "INSERT INTO call (call_id, elector_id, caller_id, call_list_id, number_id, called_at, "
        "recorded_at, outcome, takes_answer, intention, strength, note, do_not_call) "
        "VALUES (?, ?, ?, 1, (SELECT min(id) FROM phone_number WHERE elector_id = ? "
        "AND e164 IS NOT NULL), ?, ?, 'spoke', 1, 'Smith', 'firm', '', 0)",
        (str(uuid4()), elector, caller, elector, now, now),
    )
    bare.execute(
        "UPDATE elector SET attempts = 1, contacted = 1, disposition = 'I', intention = 'Smith', "
        "strength = 'firm', intention_at = ?, intention_by = ?, last_call_at = ?, "
        "turn = 'finished' WHERE id = ?",
        (now, caller, now, elector),
    )
    bare.execute("COMMIT")


def _check_same(db: Any, bare: Any, actor: Any, pair: tuple[int, int]) -> None:
    """Both ways leave the same call and the same kept state."""
    _log(db, actor, pair[0], **SAID)
    _log_raw(bare, actor.caller_id, pair[1])
    [one], [other] = (bare.execute(KEPT, (elector,)).fetchall() for elector in pair)
    check_equal("a logged call", one, other)


KEPT = (
    "SELECT attempts, contacted, disposition, elector.intention, elector.strength, intention_at, "
    "intention_by, last_call_at, turn, due_at, outcome, note, called_at, call_list_id "
    "FROM elector JOIN call ON call.elector_id = elector.id WHERE elector.id = ?"
)
