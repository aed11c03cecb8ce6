"""The words of the command about scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import values
from phonebank.cli.command import Command, campaign

if TYPE_CHECKING:
    import argparse

ACTIONS = ("show", "save", "rename", "remove")


def _script(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    told = "show one or list all, save words as its newest version, rename or remove one"
    add("action", choices=ACTIONS, metavar="ACTION", help=f"{', '.join(ACTIONS)}: {told}")
    campaign(parser)
    add("name", nargs="?", metavar="NAME", help="the script; “The usual one” is every campaign’s")
    told = "with save: a TOML file of what is said, as show --to writes it"
    add("--from", dest="source", metavar="FILE.toml", type=values.path, help=told)
    told = "with show: write it there, as a file to edit and to save again"
    add("--to", dest="target", metavar="FILE.toml", type=values.path, help=told)
    add("--version", metavar="N", type=int, help="with show: an older one, as it was")
    add("--new-name", metavar="NAME", help="with rename: what to call it")


COMMANDS: dict[str, Command] = {
    "script": Command(
        "show what callers say, or save it as a new version",
        "phonebank script show mine.phonebank 'The usual one' --to usual.toml\n"
        "  phonebank script save mine.phonebank Members --from usual.toml",
        _script,
    ),
}
