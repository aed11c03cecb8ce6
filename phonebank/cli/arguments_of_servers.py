"""The words of the commands about servers: server init, move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import values
from phonebank.cli.command import Command

if TYPE_CHECKING:
    import argparse


def _server(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    told = "init makes tables and roles, or brings them up; caller gives a caller a login"
    add("action", choices=["init", "caller"], help=told)
    told = "postgresql://NAME@SERVER/DATABASE; add ?schema=NAME for a schema of its own"
    add("campaign", metavar="URL", type=values.campaign, help=told)
    add("name", metavar="NAME", nargs="?", help="the caller whose login it is")
    add("--login", metavar="LOGIN", help="a login that the server has")


def _move(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("campaign", metavar="FROM", type=values.campaign, help="a .phonebank file or a URL")
    told = "a new file, or the URL of an empty database"
    add("to", metavar="TO", type=values.campaign, help=told)


COMMANDS: dict[str, Command] = {
    "server": Command(
        "make a PostgreSQL database ready for a campaign, and give callers logins",
        "phonebank server init postgresql://organiser@example.org/canvass",
        _server,
    ),
    "move": Command(
        "carry a campaign from a file to a server or back, and prove the copy",
        "phonebank move mine.phonebank postgresql://organiser@example.org/canvass",
        _move,
    ),
}
