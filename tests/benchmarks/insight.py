"""Every insight through its service, beside the second that a chart may take."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.benchmarks.bench import Report
from tests.benchmarks.called import NOW
from tests.benchmarks.measuring import Measurement, compared, in_turn, seconds_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.bench import Bench

A_SECOND = 1000.0


def measured(bench: Bench) -> Iterator[Measurement]:
    from phonebank.domain.insight import Insight

    for size in bench.sizes:
        campaign = bench.shelf.called(size)
        report = bench.run(look, campaign=str(campaign), rounds=bench.many(5))
        for insight in Insight:
            ours = median(seconds_of([report], insight.value)) * 1000
            job = f"insight: {insight.value}"
            yield compared(job, size, "one second", ours, A_SECOND, mark=1.0)


def look(campaign: str, rounds: int) -> Report:
    """Each insight as a chart asks for it."""
    from phonebank.domain.insight import Found, Insight
    from phonebank.services.campaigns import open_campaign
    from phonebank.services.insight import find
    from phonebank.services.signing_in import sign_in

    with closing(open_campaign(Path(campaign))) as db:
        actor = sign_in(db)

        def found(insight: Insight) -> Found:
            return find(db, actor, insight, NOW)

        ways = {it.value: (lambda it=it: found(it)) for it in Insight}
        return Report(seconds=in_turn(rounds, **ways))
