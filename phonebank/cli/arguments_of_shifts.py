"""The words of the command about shifts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import values
from phonebank.cli.command import Command, campaign

if TYPE_CHECKING:
    import argparse

ACTIONS = ("show", "add", "change", "remove", "expect", "came", "strike")


def _shifts(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    add = parser.add_argument
    told = "show, change or remove one, or say who is expected, who came, who is struck off it"
    add("action", nargs="?", choices=ACTIONS, metavar="ACTION", help=f"add a shift; {told}")
    add("id", nargs="?", metavar="ID", type=int, help="which, as listed without ACTION")
    add("names", nargs="*", metavar="NAME", help="callers, for expect, came and strike")
    add("--venue", metavar="PLACE", help="where it is")
    add("--from", dest="starts_at", metavar="ISO", type=values.time, help="when it begins")
    add("--to", dest="ends_at", metavar="ISO", type=values.time, help="when it ends")
    add("--note", metavar="TEXT", help="what its callers need to know")
    told = "a caller who is expected at the new shift; once for each"
    add("--caller", metavar="NAME", action="append", default=[], help=told)
    add("--not", dest="did_not", action="store_true", help="with came: they did not come after all")


COMMANDS: dict[str, Command] = {
    "shifts": Command(
        "list the shifts with what came of them, plan one, or note who came",
        "phonebank shifts mine.phonebank add --venue Westminster \\\n"
        "      --from 2016-09-19T18:00 --to 2016-09-19T20:30 --caller Priya\n"
        "  phonebank shifts mine.phonebank came 1 Priya",
        _shifts,
    ),
}
