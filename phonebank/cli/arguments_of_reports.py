"""The words of the commands about what leaves the house: reports, exports, frozen copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import values
from phonebank.cli.command import Command, campaign

if TYPE_CHECKING:
    import argparse


def _report(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    add = parser.add_argument
    told = "constituencies with a page each; without any, the whole canvass and what it shows"
    add("--place", metavar="NAME", nargs="+", action="extend", default=[], help=told)
    add("--to", metavar="FILE", type=values.path, required=True, help="a new .pdf or .html file")


def _freeze(parser: argparse.ArgumentParser) -> None:
    campaign(parser)


def _frozen(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    add = parser.add_argument
    add("number", metavar="NUMBER", nargs="?", type=int, help="the copy to open; else all listed")
    told = "write the copy to a new file: .xlsx, or .zip for a CSV of each table"
    add("--to", metavar="FILE", type=values.path, help=told)


def add_personal(parser: argparse.ArgumentParser) -> None:
    """The options of export that put electors into a workbook."""
    add = parser.add_argument_group("electors, in a workbook alone and for a reason").add_argument
    add("--electors", metavar="SEGMENT", help="the electors of a saved segment")
    add("--answers", action="store_true", help="the latest answers and all answers, two sheets")
    add("--reason", metavar="TEXT", help="what they are for; it is noted in the audit")


COMMANDS: dict[str, Command] = {
    "report": Command(
        "write a report of chosen places as PDF, or as one page for a browser",
        "phonebank report mine.phonebank --place Exeter Hove --to exeter-and-hove.pdf",
        _report,
    ),
    "freeze": Command(
        "keep a numbered copy of every table as it is now",
        "phonebank freeze mine.phonebank",
        _freeze,
    ),
    "frozen": Command(
        "list the copies that were kept of what was given out, or open one",
        "phonebank frozen mine.phonebank 12 --to as-it-was.xlsx",
        _frozen,
    ),
}
