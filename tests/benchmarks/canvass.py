"""The canvass table of 650 places, beside frames that have everything in memory already."""

from __future__ import annotations

from contextlib import closing
from math import log10
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from phonebank.store.insight_names import Names
from tests.benchmarks.bench import Report
from tests.benchmarks.called import NOW
from tests.benchmarks.frames import Frames, Standings, rounded
from tests.benchmarks.measuring import (
    Measurement,
    beside,
    check_equal,
    compared,
    in_turn,
    is_installed,
    not_installed,
    peak_of,
    seconds_of,
)
from tests.benchmarks.shelf import PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.bench import Bench

YARDSTICK = "pandas groupby, frames in memory"
SAME = "pandas, the same figures, frames in memory"
PARTS = {
    "counts": "its counts alone",
    "first": "the first since the program began",
    "every": "with every bound and interval",
    "pooled": "with pooled estimates",
}
FLAT = 1.25


def measured(bench: Bench) -> Iterator[Measurement]:
    for size in bench.sizes:
        yield from _measured(bench, size)
    yield _flat(bench, bench.sizes[0])


def _measured(bench: Bench, size: int) -> Iterator[Measurement]:
    plain = bench.shelf.called(size)
    repeated = bench.many(15)
    report = bench.run(tabulate, campaign=str(plain), rounds=repeated)
    ours = seconds_of([report])
    alone = bench.run(tabulate, campaign=str(plain), rounds=3, with_peers=False)
    peak = peak_of([alone])
    if not is_installed("pandas"):
        yield not_installed("canvass table", size, "pandas", mark=0.6)
    else:
        pandas = seconds_of([report], "pandas")
        yield beside("canvass table", size, YARDSTICK, ours, pandas, mark=0.6, peak_mb=peak)
        for name, words in PARTS.items():
            yield beside(f"· {words}", size, YARDSTICK, seconds_of([report], name), pandas)
        yield beside(
            "· where pandas has lead, margin and change too",
            size,
            SAME,
            ours,
            seconds_of([report], "same"),
        )
        for name in ("polars", "duckdb"):
            if is_installed(name):
                theirs = seconds_of([report], name)
                yield beside(f"· {name}, in memory", size, YARDSTICK, theirs, pandas)
            else:
                yield not_installed(f"· {name}, in memory", size, name)
    locked = bench.run(
        tabulate,
        campaign=str(bench.shelf.encrypted(plain)),
        rounds=repeated,
        with_peers=False,
        passphrase=PASSPHRASE,
    )
    yield beside("· canvass table, encrypted", size, "the same, plain", seconds_of([locked]), ours)


def _flat(bench: Bench, size: int) -> Measurement:
    """The same electors with a tenth of the calls."""
    few, many = bench.shelf.called(size, 0.1), bench.shelf.called(size)
    told: dict[str, list[float]] = {"few": [], "many": []}
    for _ in range(bench.rounds):
        for name, path in (("few", few), ("many", many)):
            report = bench.run(tabulate, campaign=str(path), rounds=bench.many(9), with_peers=False)
            told[name].append(median(seconds_of([report])) * 1000)
    ours, theirs = median(told["many"]), median(told["few"])
    growth = log10(ours / theirs)
    return compared(
        "canvass table, ten times the calls",
        size,
        "a tenth of the calls",
        ours,
        theirs,
        mark=FLAT,
        remark=f"grows with calls by {growth:.2f}",
    )


def tabulate(
    campaign: str, rounds: int, *, with_peers: bool = True, passphrase: str | None = None
) -> Report:
    """The table through its service, its counts alone, and rivals, once all gave the same."""
    from phonebank.services.campaigns import campaign_facts, open_campaign
    from phonebank.services.signing_in import sign_in
    from phonebank.services.tallying import canvass_table, judging
    from phonebank.store import counts

    with closing(open_campaign(Path(campaign), passphrase)) as db:
        actor, contest = sign_in(db), campaign_facts(db).contest
        shorts = contest.shorts

        def tallies() -> Any:
            with db.read() as session:
                chosen = counts.Filter()
                return counts.counted(session, shorts, chosen, is_by_place=True).by_constituency()

        def first() -> None:
            judging.cache_clear()
            canvass_table(db, actor, NOW, is_pooled=False)

        ways = {
            "ours": lambda: canvass_table(db, actor, NOW, is_pooled=False),
            "counts": tallies,
            "first": first,
            "every": lambda: _every_figure(canvass_table(db, actor, NOW, is_pooled=False)),
            "pooled": lambda: canvass_table(db, actor, NOW),
        }
        if with_peers:
            expected, frames = _figures(tallies()), Frames(db, shorts)
            for name, way in frames.ways().items():
                check_equal(f"canvass by {name}", expected, way())
                ways[name] = way
            if is_installed("pandas"):
                same = frames.standings(contest, NOW)
                check_equal("standings", _standings(db, canvass_table(db, actor, NOW)), same())
                ways["same"] = same
        return Report(seconds=in_turn(rounds, **ways))


def _standings(db: Any, table: Any) -> Standings:
    """By place the lead, its margin and the change on the week."""
    with db.read() as session:
        ids = {name: place for place, name in Names(session).places.items()}
    return {ids[row.place]: rounded(row.lead, row.margin, row.change) for row in table.rows}


def _every_figure(table: Any) -> None:
    """What waits to be asked for, of every row."""
    for row in table.rows:
        dict(row.bounds), dict(row.intervals)


def _figures(tallies: Any) -> dict[int, tuple[int, ...]]:
    """By place: roll, attempted, contacted, answers in the order of the contest, three others."""
    return {
        place: (
            tally.roll,
            tally.attempted,
            tally.contacted,
            *tally.counts.values(),
            tally.undecided,
            tally.wont_say,
            tally.wont_vote,
        )
        for place, tally in tallies.items()
    }
