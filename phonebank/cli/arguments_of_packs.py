"""The words of the commands about packs: issuing, listing, returning, merging, recalling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import values
from phonebank.cli.command import Command, campaign
from phonebank.domain.packs import ELECTORS, LASTS, MOST_ELECTORS

if TYPE_CHECKING:
    import argparse


def _pack(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    add = parser.add_argument
    add("--caller", metavar="NAME", required=True, help="who takes it away")
    add("--list", metavar="NAME", help="the call list (Everybody)")
    add("--to", metavar="FILE", type=values.path, required=True, help="a new .pack file")
    told = f"how many electors at most ({ELECTORS}; {MOST_ELECTORS} at the very most)"
    add("--electors", metavar="N", type=int, default=ELECTORS, help=told)
    told = f"until when it may be worked (for {LASTS.days} days, or until ballots close)"
    add("--expires", metavar="ISO", type=values.time, help=told)
    told = "a file whose first line is to be the pack's passphrase; without it, one is made"
    add("--pack-passphrase-file", metavar="FILE", type=values.path, help=told)


def _return(parser: argparse.ArgumentParser) -> None:
    told = "the .phonebank file beside the pack, or the pack"
    parser.add_argument("campaign", metavar="WORKING", type=values.path, help=told)
    told = "a new .pack file to give to the organiser"
    parser.add_argument("--to", metavar="FILE", type=values.path, required=True, help=told)
    told = "the pack is done with: nobody is rung from it again"
    parser.add_argument("--final", action="store_true", help=told)


def _merge(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    add = parser.add_argument
    add("file", metavar="FILE", type=values.path, nargs="?", help="what came back from a pack")
    add("--undo", metavar="ID", type=int, help="take back a whole merge, as listed by packs")


def _quarantine(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--take", metavar="ID", type=int, help="let this call in after all")
    one.add_argument("--leave", metavar="ID", type=int, help="leave this call out for good")


def _recall(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    parser.add_argument("pack", metavar="PACK_ID", help="which, as listed by packs")


COMMANDS: dict[str, Command] = {
    "pack": Command(
        "give a caller a slice of a list to take away in one encrypted file",
        "phonebank pack mine.phonebank --caller Priya --list Waverers --to priya.pack",
        _pack,
    ),
    "packs": Command(
        "list the packs that are out and what came back", "phonebank packs mine.phonebank", campaign
    ),
    "return": Command(
        "write the calls made from a pack, to be taken back",
        "phonebank return priya.phonebank --to priya-back.pack --passphrase-file words.txt",
        _return,
    ),
    "merge": Command(
        "take in what came back from a pack, or undo that",
        "phonebank merge mine.phonebank priya-back.pack\n  phonebank merge mine.phonebank --undo 3",
        _merge,
    ),
    "quarantine": Command(
        "list calls from packs that broke a rule, take one or leave it",
        "phonebank quarantine mine.phonebank --take 3",
        _quarantine,
    ),
    "recall": Command(
        "give a lost pack up: its electors are free, what still comes of it is put by",
        "phonebank recall mine.phonebank 0b0ad1c2-6d0e-4c53-9d40-0a3a7a3f2f0e",
        _recall,
    ),
}
