"""The words of the command about what others say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import values
from phonebank.cli.command import Command, campaign
from phonebank.domain.report_entries import Report

if TYPE_CHECKING:
    import argparse

ACTIONS = ("add", "change", "remove")


def _reported(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    add = parser.add_argument
    told = "add an entry, change or remove one; without it, list them"
    add("action", nargs="?", choices=ACTIONS, metavar="ACTION", help=told)
    add("id", nargs="?", metavar="ID", type=int, help="which, as listed without ACTION")
    kinds = [report.value for report in Report]
    add("--kind", choices=kinds, default=Report.CANVASS.value, help="what is reported (reported)")
    told = "a field of the entry by its name in the files, such as places=Exeter; once per field"
    add("--set", metavar="field=value", type=values.pair, action="append", default=[], help=told)


COMMANDS: dict[str, Command] = {
    "reported": Command(
        "list what others say, or enter, change or remove a line of it",
        "phonebank reported mine.phonebank add --set places=Exeter \\\n"
        "      --set 'canvasser=Ben Bradshaw MP' --set reported_on=2016-08-19 \\\n"
        "      --set Smith=46 --set Corbyn=34 --set undecided=18\n"
        "  phonebank reported mine.phonebank --kind polls",
        _reported,
    ),
}
