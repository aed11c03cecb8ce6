"""What a command of the command line is to those who list, parse and run it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from phonebank.cli import values

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable


CAMPAIGN = "a .phonebank file, or postgresql://NAME@SERVER/DATABASE"


class Command(NamedTuple):
    """What a command does, an example of it, and what adds its options."""

    does: str
    example: str
    add: Callable[[argparse.ArgumentParser], None]


def campaign(parser: argparse.ArgumentParser) -> None:
    """The campaign that a command is about, its first word."""
    parser.add_argument("campaign", metavar="CAMPAIGN", type=values.campaign, help=CAMPAIGN)
