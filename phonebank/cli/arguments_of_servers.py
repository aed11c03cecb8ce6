"""The words of the commands about servers: server init, move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import values
from phonebank.cli.command import Command

if TYPE_CHECKING:
    import argparse


def _server(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("action", choices=["init"], help="make the tables, or bring them up to this version")
    told = "postgresql://NAME@SERVER/DATABASE; add ?schema=NAME for a schema of its own"
    add("campaign", metavar="URL", type=values.campaign, help=told)


def _move(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("campaign", metavar="FROM", type=values.campaign, help="a .phonebank file or a URL")
    told = "a new file, or the URL of an empty database"
    add("to", metavar="TO", type=values.campaign, help=told)


COMMANDS: dict[str, Command] = {
    "server": Command(
        "make a PostgreSQL database ready for a campaign",
        "phonebank server init postgresql://organiser@example.org/canvass",
        _server,
    ),
    "move": Command(
        "carry a campaign from a file to a server or back, and prove the copy",
        "phonebank move mine.phonebank postgresql://organiser@example.org/canvass",
        _move,
    ),
}
