"""The words of the commands about the roll: reading files, finding electors, segments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import values
from phonebank.cli.command import Command, campaign

if TYPE_CHECKING:
    import argparse

DECIDED = ("constituency", "section", "affiliate", "previous_vote", "eligible", "do_not_call")
DATE_ORDERS = ("day-first", "month-first")


def add_reading(parser: argparse.ArgumentParser) -> None:
    """How the file of an import is read, where it does not say so itself."""
    add = parser.add_argument
    told = "a JSON file of field: header or headers, as an import writes it with --save-mapping"
    add("--mapping", metavar="FILE", type=values.path, help=told)
    add("--save-mapping", metavar="FILE", type=values.path, help="write the columns used there")
    add("--encoding", metavar="NAME", default="", help="utf-8, utf-16-le, cp1252, mac-roman ...")
    add("--delimiter", metavar="SIGN", default="", help="what stands between cells; tab for a tab")
    add("--sheet", metavar="NAME", default="", help="the sheet of a workbook")
    told = "the line or row of the headers, counted from 1; 0 where there are none"
    add("--header-line", metavar="N", type=int, help=told)
    told = "what 03/09/2016 means in this file, where its dates leave it open"
    add("--dates", choices=DATE_ORDERS, help=told)
    told = "import even if more than a fifth of what is known of these electors would be emptied"
    add("--may-blank", action="store_true", help=told)
    told = "take electors off the roll whom an earlier file of this layout had and this one has not"
    add("--take-missing-off", action="store_true", help=told)


def _find(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    add = parser.add_argument
    told = "parts of a name, a number (four digits or more), a postcode or a membership number"
    add("text", metavar="TEXT", help=told)
    add("--limit", metavar="N", type=int, default=50, help="at most so many (50)")


def _elector(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    parser.add_argument("membership_number", metavar="MEMBERSHIP_NO", help="whom")


def _undo_import(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    told = "which, as listed by imports"
    parser.add_argument("id", metavar="ID", type=int, help=told)


def _decide(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    add = parser.add_argument
    add("field", choices=DECIDED, metavar="FIELD", help=", ".join(DECIDED))
    add("word", metavar="WORD", help="as files write it")
    add("--means", metavar="NAME", help="what it means here; without it, nothing for good")


def _duplicates(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    for option, told in (
        ("--merge", "one person: keep the first, fold the other into it"),
        ("--keep", "two persons: do not list them again"),
        ("--undo", "undo a merge or a keep"),
    ):
        parser.add_argument(option, nargs=2, metavar=("MEMBERSHIP_NO", "OTHER"), help=told)


def _postcodes(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    told = "ONSPD, NSPL or Doogal, plain, zipped or gzipped; without it, say what is loaded"
    parser.add_argument("file", metavar="FILE", type=values.path, nargs="?", help=told)


def _segments(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    add = parser.add_argument
    add("action", nargs="?", choices=["add", "remove", "ring"], help="without it, list them")
    add("name", nargs="?", metavar="NAME", help="the segment")
    told = "the call list that is to ring it, made if there is none (named like the segment)"
    add("--list", metavar="NAME", help=told)
    told = "its electors in words, such as: section = Member and not (ballot = returned)"
    add("--where", metavar="TEXT", help=told)


COMMANDS: dict[str, Command] = {
    "find": Command("find electors", 'phonebank find mine.phonebank "zoe obri"', _find),
    "elector": Command(
        "show everything known of one elector", "phonebank elector mine.phonebank L100", _elector
    ),
    "imports": Command(
        "list what was imported, when and from what", "phonebank imports mine.phonebank", campaign
    ),
    "undo-import": Command(
        "take back all that one import did", "phonebank undo-import mine.phonebank 3", _undo_import
    ),
    "decide": Command(
        "say once what a word of imported files means",
        "phonebank decide mine.phonebank section FM --means 'full member'",
        _decide,
    ),
    "duplicates": Command(
        "list electors who may be one person, merge them or keep them apart",
        "phonebank duplicates mine.phonebank --merge L100 L207",
        _duplicates,
    ),
    "postcodes": Command(
        "load a file of postcodes, so that a roll without constituencies finds them",
        "phonebank postcodes mine.phonebank ONSPD_FEB_2016_UK.zip",
        _postcodes,
    ),
    "segments": Command(
        "list segments of the roll, add one or remove one",
        "phonebank segments mine.phonebank add Waverers --where 'intention = undecided'",
        _segments,
    ),
}
