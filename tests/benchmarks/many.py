"""Many callers at one campaign: how many calls a second, and whether any rule was broken."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from phonebank.services.campaigns import create_campaign, open_campaign, read_contest
from phonebank.services.importing import ImportKind, import_file
from phonebank.services.signing_in import sign_in
from tests.benchmarks.called import NOW
from tests.benchmarks.measuring import Measurement, Unequal, at_percent, beside, compared
from tests.benchmarks.same_statements import calls_a_second, script
from tests.benchmarks.soak import Evening, soak
from tests.cluster import missing, program, running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from phonebank.domain.addresses import CampaignAddress
    from phonebank.store.database import Database
    from tests.benchmarks.bench import Bench
    from tests.cluster import Cluster

MOST_MS = 1000.0
AT_A_FILE, AT_A_SERVER = (8,), (8, 64)
KILL_EVERY = 3.0
FEWEST = 3000
"""Electors enough for pgbench to ring after an evening of seconds."""
MOST_TIMES = 1 / 0.4
"""As long as pgbench takes with the same statements: of its calls a second, 0.4 or more."""


def measured(bench: Bench) -> Iterator[Measurement]:
    """The longest wait of eight callers at a file, and of more at a server, with kills between.

    At the server also beside pgbench, which says the same statements and nobody is killed.
    """
    size = min(bench.sizes)
    for callers in map(bench.many, AT_A_FILE):
        with bench.scratch() as folder:
            evening = _worked(bench, folder / "campaign.phonebank", folder, size, callers)
            yield _told(f"many callers, file, {callers}", size, evening)
    if missing():
        return
    with running(is_durable=True) as cluster:
        for callers in AT_A_SERVER if bench.rounds > 1 else map(bench.many, AT_A_SERVER[:1]):
            with bench.scratch() as folder:
                name = cluster.make()
                evening = _worked(bench, cluster.address(name), folder, size, callers)
                yield _told(f"many callers, server, {callers}", size, evening)
            if program("pgbench").exists():
                yield _beside_pgbench(bench, cluster, size, callers)


def _beside_pgbench(bench: Bench, cluster: Cluster, size: int, callers: int) -> Measurement:
    """Milliseconds from one call to the next of all callers together, at the same campaign."""
    ours, theirs = list[float](), list[float]()
    told, name, electors = "", cluster.make(), max(size, FEWEST)
    _make(bench, cluster.address(name), electors).close()
    for _ in range(bench.rounds):
        with bench.scratch() as folder, closing(open_campaign(cluster.address(name))) as db:
            evening = soak(db, folder, callers, bench.seconds, None)
            told = told or script(db, "Caller 0")
            ours.append(1 / evening.calls_a_second)
            done = calls_a_second(cluster, name, told, folder, callers, electors)
            theirs.append(1 / done)
    remark = f"{1 / median(ours):.0f} calls a second, pgbench {1 / median(theirs):.0f}"
    job = f"served and logged, {callers} callers"
    yardstick = f"pgbench, {callers}"
    return beside(job, size, yardstick, ours, theirs, mark=MOST_TIMES, remark=remark)


def _worked(
    bench: Bench, address: CampaignAddress, folder: Path, size: int, callers: int
) -> Evening:
    with closing(_make(bench, address, size)) as db:
        evening = soak(db, folder, callers, bench.seconds, KILL_EVERY)
    if evening.faults:
        raise Unequal(f"{len(evening.faults)} rules were broken. {evening.faults[0]}")
    return evening


def _make(bench: Bench, address: CampaignAddress, size: int) -> Database:
    """A campaign of so many electors, whom nobody has rung."""
    from phonebank.locations import sample

    db = create_campaign(address, read_contest(sample("contest.toml")), NOW)
    import_file(db, sign_in(db), bench.shelf.roll(size), ImportKind.ROLL, NOW)
    return db


def _told(job: str, size: int, evening: Evening) -> Measurement:
    slow = at_percent(evening.waits, 99) * 1000
    remark = f"{evening.calls_a_second:.0f} calls a second, {evening.killed} killed"
    longest = f"longest {max(evening.waits):.2f} s"
    return compared(job, size, "1 s", slow, MOST_MS, mark=1.0, remark=f"{remark}, {longest}")
