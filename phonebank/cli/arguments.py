"""The words of the command line: which command, and how each one's options are read."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, NoReturn

import phonebank
from phonebank.cli import (
    arguments_of_audit,
    arguments_of_callers,
    arguments_of_insight,
    arguments_of_lists,
    arguments_of_packs,
    arguments_of_reported,
    arguments_of_reports,
    arguments_of_roll,
    arguments_of_scripts,
    arguments_of_servers,
    arguments_of_sheets,
    arguments_of_shifts,
    values,
)
from phonebank.cli.command import Command, campaign
from phonebank.cli.options_of_log import add_log
from phonebank.domain.canvass import By
from phonebank.domain.errors import WrongUse

if TYPE_CHECKING:
    from collections.abc import Sequence

KINDS = ("roll", "calls", "reported", "polls", "endorsements", "result")
TAKE_A_WORD = ("--as", "--passphrase-file")
ABOUT = """\
A phone bank for a party leadership contest, with a canvass table that says how far to believe it.
Without a command, opens a campaign in the window, or the window's start page.

commands:
"""


class Parser(argparse.ArgumentParser):
    """Reads words; what it cannot read is a WrongUse, so that it is told like every error."""

    def error(self, message: str) -> NoReturn:
        raise WrongUse(
            f"This command cannot be read: {message}.", next_step=f"See {self.prog} --help."
        )


def wants_json(argv: Sequence[str]) -> bool:
    """Whether to answer in JSON, known even where the rest cannot be read."""
    return "--json" in argv


def parsed(argv: Sequence[str]) -> argparse.Namespace:
    """The command and its options; WrongUse where they make no sense, SystemExit after --help."""
    values.check_text(argv)
    first = _first_word(argv)
    word = argv[first] if first is not None else None
    if first is None or word not in COMMANDS:
        return _window(argv, word)
    command = COMMANDS[word]
    parser = _parser(f"phonebank {word}", f"{command.does}.", f"for example:\n  {command.example}")
    command.add(parser)
    args = parser.parse_intermixed_args([*argv[:first], *argv[first + 1 :]])
    args.command = word
    return args


def _first_word(argv: Sequence[str]) -> int | None:
    """The place of the first word that is no option and not the value of one."""
    at = 0
    while at < len(argv) and argv[at].startswith("-"):
        at += 2 if argv[at] in TAKE_A_WORD else 1
    return at if at < len(argv) else None


def _window(argv: Sequence[str], word: str | None) -> argparse.Namespace:
    listed = "\n".join(f"  {name:<11} {command.does}" for name, command in COMMANDS.items())
    parser = _parser("phonebank", ABOUT + listed, "more of each:\n  phonebank log --help")
    parser.add_argument("--version", action="version", version=_version(wants_json(argv)))
    parser.add_argument("campaign", nargs="?", type=values.campaign, help="the campaign to open")
    args, rest = parser.parse_known_args(argv)
    if rest:
        raise WrongUse(
            f"There is no command “{word}”." if word else f"There is no option {rest[0]}.",
            next_step=f"Known: {', '.join(COMMANDS)}.",
        )
    args.command = None
    return args


def _version(as_json: bool) -> str:
    version = phonebank.__version__
    return json.dumps({"version": version}) if as_json else f"phonebank {version}"


def _parser(prog: str, about: str, end: str) -> Parser:
    parser = Parser(
        prog=prog,
        description=about,
        epilog=end,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--json", action="store_true", help="answer with one JSON document, errors too")
    add("--as", dest="acting", metavar="NAME", help="act as this caller, not the first organiser")
    add(
        "--passphrase-file",
        metavar="FILE",
        type=values.path,
        help="a file whose first line is the passphrase of an encrypted campaign",
    )
    return parser


def _demo(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--directory", metavar="D", type=values.path, default=values.path("demo"), help="demo/")
    add("--no-window", action="store_true", help="everything but the window")


def _new(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    told = "candidates, sections, dates and rules; see sample_data/contest.toml"
    parser.add_argument("--contest", metavar="FILE", type=values.path, required=True, help=told)


def _import(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    add = parser.add_argument
    add("file", metavar="FILE", type=values.path, help="a CSV or a workbook")
    add("--kind", choices=KINDS, default="roll", help="what the rows are (roll)")
    told = "which column holds a field, where their names differ; once per field"
    add("--map", metavar="field=Header", type=values.pair, action="append", default=[], help=told)
    arguments_of_roll.add_reading(parser)
    add("--dry-run", action="store_true", help="say what would come of it and change nothing")
    told = "write the rows that were rejected there, with line, column and reason"
    add("--rejects", metavar="FILE", type=values.path, help=told)


def _next(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    parser.add_argument("--caller", metavar="NAME", required=True, help="who rings")
    parser.add_argument("--list", metavar="NAME", help="the call list (Everybody)")


def _log(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    add_log(parser)


def _undo(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    parser.add_argument("--caller", metavar="NAME", required=True, help="whose last call")


def _canvass(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    add = parser.add_argument
    add("--by", choices=[by.value for by in By], default="constituency", help="what the rows are")
    _where(parser)
    add("--csv", action="store_true", help="answer with CSV, every column")


def _export(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    told = "a new file, whose ending decides: .xlsx, .csv, or .zip for a CSV of each sheet"
    parser.add_argument("--to", metavar="FILE", type=values.path, required=True, help=told)
    _where(parser)
    arguments_of_reports.add_personal(parser)


def _where(parser: argparse.ArgumentParser) -> None:
    told = (
        "only these: constituency, region, nation, section, affiliate, segment, caller, list, "
        "strength, ballot, from, to; the same field again means or, another means and"
    )
    parser.add_argument(
        "--where", metavar="field=value", type=values.pair, action="append", default=[], help=told
    )


def _check(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    told = "read every page, and compare every elector with their calls"
    parser.add_argument("--deep", action="store_true", help=told)


def _backup(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    parser.add_argument("file", metavar="FILE", type=values.path, help="a new file")


def _restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=values.path, help="a backup")
    campaign(parser)


COMMANDS: dict[str, Command] = {
    **arguments_of_audit.COMMANDS,
    **arguments_of_callers.COMMANDS,
    **arguments_of_roll.COMMANDS,
    **arguments_of_lists.COMMANDS,
    **arguments_of_packs.COMMANDS,
    **arguments_of_scripts.COMMANDS,
    **arguments_of_shifts.COMMANDS,
    **arguments_of_sheets.COMMANDS,
    **arguments_of_servers.COMMANDS,
    **arguments_of_reports.COMMANDS,
    **arguments_of_reported.COMMANDS,
    **arguments_of_insight.COMMANDS,
    "demo": Command(
        "make the sample campaign of 2016 and its workbook, and open it",
        "phonebank demo --directory demo",
        _demo,
    ),
    "new": Command("make a campaign", "phonebank new mine.phonebank --contest contest.toml", _new),
    "import": Command(
        "take a roll, calls or what others reported into a campaign",
        "phonebank import mine.phonebank roll.csv --map mobile=Telephone --rejects rejects.csv",
        _import,
    ),
    "next": Command(
        "hold the next elector to ring for a caller",
        "phonebank next mine.phonebank --caller Priya",
        _next,
    ),
    "log": Command(
        "log what came of a call",
        "phonebank log mine.phonebank --caller Priya --elector L100 --outcome no-answer\n"
        "  phonebank log mine.phonebank --caller Priya --elector L100 --outcome spoke \\\n"
        "      --intention Smith --strength firm --reason unity --ballot received",
        _log,
    ),
    "undo": Command(
        "take a caller's last call back", "phonebank undo mine.phonebank --caller Priya", _undo
    ),
    "canvass": Command(
        "show the canvass table",
        "phonebank canvass mine.phonebank --by section --where region=Wales",
        _canvass,
    ),
    "export": Command(
        "write the canvass to a workbook or CSV",
        "phonebank export mine.phonebank --to canvass.xlsx",
        _export,
    ),
    "check": Command("look for damage", "phonebank check mine.phonebank --deep", _check),
    "rebuild": Command(
        "work out every elector's state anew from the calls",
        "phonebank rebuild mine.phonebank",
        campaign,
    ),
    "backup": Command(
        "copy a campaign, even while it is in use, and prove the copy",
        "phonebank backup mine.phonebank mine-monday.phonebank",
        _backup,
    ),
    "restore": Command(
        "put a backup in a campaign's place; what stood there is kept",
        "phonebank restore mine-monday.phonebank mine.phonebank",
        _restore,
    ),
}
