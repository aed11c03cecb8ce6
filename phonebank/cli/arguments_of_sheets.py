"""The words of the command about call sheets on paper: printing, showing and entering them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import values
from phonebank.cli.command import Command, campaign
from phonebank.cli.options_of_log import add_call
from phonebank.domain.paper import ELECTORS, MOST_ELECTORS

if TYPE_CHECKING:
    import argparse

ACTIONS = ("print", "show", "enter")


def _sheet(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=ACTIONS, metavar="ACTION", help=", ".join(ACTIONS))
    campaign(parser)
    told = "which sheet to show; its number stands large on the paper"
    parser.add_argument("which", metavar="N", nargs="?", type=int, help=told)
    _add_print(parser)
    _add_enter(parser)


def _add_print(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument_group("to print").add_argument
    add("--list", metavar="NAME", help="the call list (Everybody)")
    add("--to", metavar="FILE", type=values.path, help="a new .pdf file")
    told = f"how many electors at most ({ELECTORS}; {MOST_ELECTORS} at the very most)"
    add("--electors", metavar="N", type=int, default=ELECTORS, help=told)


def _add_enter(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument_group("to enter, with the options of log below").add_argument
    add("--sheet", metavar="N", type=int, help="the number of the sheet")
    add("--row", metavar="R", type=int, help="the number of the row")
    add_call(parser, is_required=False)


COMMANDS: dict[str, Command] = {
    "sheet": Command(
        "print call sheets of a list, and enter what came of them",
        "phonebank sheet print mine.phonebank --list Waverers --to sheets.pdf\n"
        "  phonebank sheet show mine.phonebank 12\n"
        "  phonebank sheet enter mine.phonebank --sheet 12 --row 3 --caller Priya \\\n"
        "      --outcome spoke --intention Smith",
        _sheet,
    ),
}
