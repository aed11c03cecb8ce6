"""The words of the commands about call lists, callbacks and follow-ups."""

from __future__ import annotations

from argparse import BooleanOptionalAction
from typing import TYPE_CHECKING

from phonebank.cli import values
from phonebank.cli.command import Command, campaign
from phonebank.domain.electors import FollowUpKind

if TYPE_CHECKING:
    import argparse
    from datetime import datetime

ACTIONS = ("new", "show", "change", "open", "pause", "close", "remove", "release", "reassign")


def _list(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("action", choices=ACTIONS, help="what to do; show without a name lists all")
    campaign(parser)
    add("name", nargs="?", metavar="NAME", help="the call list")
    _add_facts(parser)
    _add_rules(parser)
    add("--to", metavar="NAME", help="who gets what is reassigned; without it, anybody")
    add("--all", action="store_true", help="release or reassign what is held on every list")


def _add_facts(parser: argparse.ArgumentParser) -> None:
    """What an organiser decides of a list; an empty word takes back what was decided before."""
    add = parser.add_argument
    add("--segment", metavar="NAME", help="the segment it rings; '' for everybody")
    told = "or the electors in words, such as: section = Member; a segment named like the list"
    add("--where", metavar="TEXT", help=told)
    add("--script", metavar="NAME", help="what callers say; '' for the usual one")
    add("--priority", metavar="N", type=int, help="the highest is rung first (0)")
    add("--opens", metavar="TIME", type=_time, help="not before then; '' for at once")
    add("--closes", metavar="TIME", type=_time, help="not after then; '' for never")
    told = "who may work it, or whose calls are released or reassigned; once per caller"
    add("--caller", metavar="NAME", action="append", default=[], help=told)
    add("--for-mp", action=BooleanOptionalAction, help="MPs alone ring it, and those passed on")


def _add_rules(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--attempts", metavar="N", type=int, help="so many calls to one elector at most")
    add("--cap", metavar="N", type=int, help="so many calls by one caller a day; 0 for no cap")
    add("--weekdays", metavar="HH:MM-HH:MM", help="calling hours from Monday to Friday")
    add("--weekends", metavar="HH:MM-HH:MM", help="calling hours on Saturday and Sunday")
    told = "ring on bank holidays of the elector's nation too"
    add("--bank-holidays", action=BooleanOptionalAction, help=told)
    told = "how long to wait after an outcome on this list, or usual; once per outcome"
    add(
        "--cooldown",
        metavar="OUTCOME=MINUTES",
        type=values.pair,
        action="append",
        default=[],
        help=told,
    )
    told = "ring again whoever answered on another list so many days ago; 0 for never"
    add("--again-after", metavar="DAYS", type=int, help=told)
    add("--lease", metavar="MINUTES", type=int, help="how long an elector is held for a caller")


def _time(text: str) -> datetime | str:
    return values.time(text) if text.strip() else ""


def _callbacks(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    parser.add_argument("--caller", metavar="NAME", help="those for this caller only")


def _follow_ups(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    add = parser.add_argument
    add("--kind", choices=[kind.value for kind in FollowUpKind], help="of this kind only")
    add("--done", action="store_true", help="those that are done")
    add("--finish", metavar="ID", type=int, help="say first that this one is done")


COMMANDS: dict[str, Command] = {
    "list": Command(
        "make, show, change, open, pause or close a call list, or free what is held on it",
        "phonebank list new mine.phonebank Waverers --where 'intention = undecided'\n"
        "  phonebank list show mine.phonebank Waverers\n"
        "  phonebank list release mine.phonebank Waverers --caller Priya",
        _list,
    ),
    "callbacks": Command(
        "list the callbacks that are promised",
        "phonebank callbacks mine.phonebank --caller Priya",
        _callbacks,
    ),
    "follow-ups": Command(
        "list what is to be done for electors: volunteers, donors, posters",
        "phonebank follow-ups mine.phonebank --kind volunteer",
        _follow_ups,
    ),
}
