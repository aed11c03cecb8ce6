"""Runs one command: reads its words, does it, answers once, and gives its status."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from phonebank.cli import answers, arguments, window
from phonebank.domain.errors import InputRefused, NoRoom, PhonebankError
from phonebank.services.leaving_cycles import cycles_left_alone

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Mapping

    from phonebank.cli.answers import Answer

_UNHEARD = logging.NullHandler()
"""What libraries log never stands beside our one sentence; the window writes it to its file."""

KEPT = "What was saved before stays saved."


class Stopped(PhonebankError):
    """The user pressed Ctrl+C."""

    code = "stopped"
    status = 130


def main(argv: list[str]) -> int:
    """Run the command in `argv` and return its status, as the contract has it."""
    for library in ("sqlalchemy", "psycopg"):
        logging.getLogger(library).addHandler(_UNHEARD)
    as_json = arguments.wants_json(argv)
    try:
        return _spoken(argv, as_json=as_json)
    except BrokenPipeError:
        _hush()
        return 0
    except OSError as error:
        return _refused(_fault(error), as_json=as_json)


def _refused(fault: PhonebankError, *, as_json: bool) -> int:
    """Tell the fault, which may be that nothing more can be written."""
    try:
        answers.refuse(fault, as_json=as_json)
        sys.stdout.flush()
    except OSError:
        _hush()
    return fault.status


def _spoken(argv: list[str], *, as_json: bool) -> int:
    try:
        answer = _answer(arguments.parsed(argv))
        answers.give(answer, as_json=as_json)
        return answer.then() if answer.then else answer.status
    except SystemExit as help_was_shown:
        return int(help_was_shown.code or 0)
    except KeyboardInterrupt:
        return answers.refuse(Stopped("Stopped.", kept=KEPT), as_json=as_json)
    except PhonebankError as error:
        return answers.refuse(error, as_json=as_json)


def _answer(args: Namespace) -> Answer:
    if args.command is None:
        return window.window(args)
    return doing(args.command)(args)


def doing(command: str) -> Callable[[Namespace], Answer]:
    """What does a command; nothing is imported for the others, nor for the window."""
    module, _, name = DOINGS[command].partition(":")
    with cycles_left_alone():
        found = import_module(f"phonebank.cli.{module}")
    does: Callable[[Namespace], Answer] = getattr(found, name)
    return does


DOINGS: Mapping[str, str] = {
    "demo": "demo:demo",
    "new": "campaigns:new",
    "import": "importing:import_into",
    "next": "calling:next_due",
    "log": "calling:log",
    "undo": "calling:undo",
    "callers": "callers:callers",
    "check": "checking:check",
    "rebuild": "checking:rebuild",
    "backup": "campaigns:backup",
    "restore": "campaigns:restore",
    "find": "finding:find",
    "elector": "finding:elector",
    "imports": "imports:imports",
    "undo-import": "imports:undo",
    "decide": "deciding:decide",
    "duplicates": "duplicates:duplicates",
    "postcodes": "postcodes:postcodes",
    "segments": "segments:segments",
    "canvass": "figures:canvass",
    "insight": "insight:insight",
    "reported": "reported:reported",
    "export": "reports:export",
    "report": "reports:report",
    "freeze": "reports:freeze",
    "frozen": "reports:frozen",
    "audit": "auditing:audit",
    "script": "scripts:script",
    "server": "servers:server",
    "move": "servers:move",
    "pack": "packs:issue",
    "packs": "packs:listed",
    "return": "packs:give_back",
    "merge": "packs:merge",
    "quarantine": "packs:quarantine",
    "recall": "packs:recall",
    "shifts": "shifts:shifts",
    "sheet": "sheets:sheet",
    "list": "lists:call_list",
    "callbacks": "callbacks:callbacks",
    "follow-ups": "callbacks:follow_ups",
}
"""Module and function of each command."""


def _hush() -> None:
    """Standard output takes no more: let what is left for it go nowhere."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fault(error: OSError) -> PhonebankError:
    """What the system refused, as a sentence: a path that cannot be is the input's fault."""
    what = f"{error.filename}: {error.strerror}" if error.filename else f"{error.strerror}"
    if isinstance(error, FileNotFoundError | NotADirectoryError) or error.errno == _TOO_LONG:
        return InputRefused(f"This path cannot be used: {what}.", next_step="Check the path.")
    return NoRoom(
        f"The system did not let us read or write: {what}.",
        kept=KEPT,
        next_step="Check the disk and the rights there, then try again.",
    )


_TOO_LONG = 36
