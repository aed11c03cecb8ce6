"""Many callers at one campaign: how many calls a second, and whether any rule was broken."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from phonebank.services.campaigns import create_campaign, read_contest
from phonebank.services.importing import ImportKind, import_file
from phonebank.services.signing_in import sign_in
from tests.benchmarks.called import NOW
from tests.benchmarks.measuring import Measurement, Unequal, at_percent, compared
from tests.benchmarks.soak import Evening, soak
from tests.cluster import missing, running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from phonebank.domain.addresses import CampaignAddress
    from tests.benchmarks.bench import Bench

MOST_MS = 1000.0
AT_A_FILE, AT_A_SERVER = (8,), (8, 64)
KILL_EVERY = 3.0


def measured(bench: Bench) -> Iterator[Measurement]:
    """The longest wait of eight callers at a file, and of more at a server, with kills between."""
    size = min(bench.sizes)
    for callers in AT_A_FILE:
        with bench.scratch() as folder:
            evening = _worked(bench, folder / "campaign.phonebank", folder, size, callers)
            yield _told(f"many callers, file, {callers}", size, evening)
    if missing():
        return
    with running() as cluster:
        for callers in AT_A_SERVER if bench.rounds > 1 else AT_A_SERVER[:1]:
            with bench.scratch() as folder:
                address = cluster.address(cluster.make())
                evening = _worked(bench, address, folder, size, callers)
                yield _told(f"many callers, server, {callers}", size, evening)


def _worked(
    bench: Bench, address: CampaignAddress, folder: Path, size: int, callers: int
) -> Evening:
    from phonebank.locations import sample

    contest = read_contest(sample("contest.toml"))
    with closing(create_campaign(address, contest, NOW)) as db:
        import_file(db, sign_in(db), bench.shelf.roll(size), ImportKind.ROLL, NOW)
        evening = soak(db, folder, callers, bench.seconds, KILL_EVERY)
    if evening.faults:
        raise Unequal(f"{len(evening.faults)} rules were broken. {evening.faults[0]}")
    return evening


def _told(job: str, size: int, evening: Evening) -> Measurement:
    slow = at_percent(evening.waits, 99) * 1000
    remark = f"{evening.calls_a_second:.0f} calls a second, {evening.killed} killed"
    longest = f"longest {max(evening.waits):.2f} s"
    return compared(job, size, "1 s", slow, MOST_MS, mark=1.0, remark=f"{remark}, {longest}")
