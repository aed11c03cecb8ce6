"""The words of the command about callers."""

from __future__ import annotations

import argparse

from phonebank.cli.command import Command, campaign
from phonebank.domain.permits import Role

ACTIONS = ("add", "change")


def _callers(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    add = parser.add_argument
    told = "add a caller, or change one; without it, list them"
    add("action", nargs="?", choices=ACTIONS, help=told)
    add("name", nargs="?", metavar="NAME", help="whom")
    add("--name", dest="new_name", metavar="X", help="with change: another name")
    add("--role", choices=[role.value for role in Role], help="what they may do (volunteer)")
    told = "the caller is a Member of Parliament, or not"
    add("--mp", action=argparse.BooleanOptionalAction, default=None, help=told)
    told = "with change: they ring no more; their calls stay, their callbacks are anybody’s"
    add("--left", dest="has_left", action="store_true", default=None, help=told)
    add("--back", dest="has_left", action="store_false", help="with change: they are here again")
    told = "with change: a list they may work, once for each; '' alone lets them work every one"
    add("--list", dest="lists", metavar="NAME", action="append", default=[], help=told)


COMMANDS: dict[str, Command] = {
    "callers": Command(
        "list the callers, add one, or change one",
        "phonebank callers mine.phonebank add 'Ann Clwyd' --role organiser --mp\n"
        "  phonebank callers mine.phonebank change Priya --name 'Priya Anand' --list Members",
        _callers,
    ),
}
