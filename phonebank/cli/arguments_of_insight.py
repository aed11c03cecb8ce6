"""The words of the command about what the answers tell beyond the canvass table."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from phonebank.cli import values
from phonebank.cli.command import Command, campaign
from phonebank.domain.insight_found import Insight

if TYPE_CHECKING:
    import argparse

WHERE = (
    "only these: constituency, region, nation, section, affiliate, segment, caller, list, "
    "strength, ballot (banked and outstanding too), from, to; the same field again means or, "
    "another means and"
)


def _insight(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    add = parser.add_argument
    add("insight", choices=[it.value for it in Insight], help="what is asked")
    add("--where", metavar="field=value", type=values.pair, action="append", default=[], help=WHERE)
    effort = parser.add_argument_group("what could be done until ballots close, for reach")
    add = effort.add_argument
    add("--callers", type=int, help="callers at a time (10)")
    add("--hours", type=float, help="hours a day (2.5)")
    add("--calls-an-hour", type=float, help="calls an hour, each caller (20)")
    add("--cost", type=float, help="what a call costs, in pounds (0.10)")
    close = "the last day, like 2016-09-20 (when ballots close)"
    add("--close", metavar="DAY", type=date.fromisoformat, help=close)


COMMANDS: dict[str, Command] = {
    "insight": Command(
        "show trend, switching, undecided, reasons, attempts, sections, projection, callers, reach",
        "phonebank insight mine.phonebank projection --json\n"
        "  phonebank insight mine.phonebank reach --callers 12 --hours 3",
        _insight,
    ),
}
