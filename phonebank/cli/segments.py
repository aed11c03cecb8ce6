"""The command that lists segments of the roll, adds one, removes one, or has one rung."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli.answers import Answer
from phonebank.cli.opening import opened
from phonebank.domain.errors import WrongUse
from phonebank.domain.figures import count
from phonebank.domain.segment_words import parse
from phonebank.domain.sheet import Column, Kind, Row, Sheet
from phonebank.services import segmenting

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from phonebank.cli.documents import Document
    from phonebank.services.segmenting import SegmentLine

COLUMNS = (
    Column("name", "Segment", Kind.TEXT),
    Column("electors", "Electors", Kind.COUNT),
    Column("where", "Where", Kind.TEXT),
)


def segments(args: Namespace) -> Answer:
    """All segments as they are now, after what was asked for was done."""
    _check_words(args)
    with opened(args) as it:
        said = []
        if args.action == "add":
            tree = parse(args.where)
            added = segmenting.save_segment(it.db, it.actor, args.name, tree, it.now).value
            said = [f"Added {added.name}: {count(added.electors)} electors."]
        if args.action == "remove":
            segmenting.remove_segment(it.db, it.actor, args.name)
            said = [f"Removed {args.name}."]
        if args.action == "ring":
            rung = args.list or args.name
            listed = segmenting.ring_segment(it.db, it.actor, rung, args.name).value
            said = [f"The list {listed} rings {args.name}: next --list “{listed}”."]
        lines = segmenting.segments(it.db, it.actor, it.now)
    return Answer({"segments": [_document(line) for line in lines]}, [*said, _sheet(lines)])


def _check_words(args: Namespace) -> None:
    if args.action and args.name is None:
        raise WrongUse(f"“{args.action}” needs the name of the segment.")
    if args.action == "add" and args.where is None:
        raise WrongUse(
            "“add” needs --where, the electors in words.",
            next_step="Write it like --where 'section = full member and attempts < 2'.",
        )
    if args.action != "ring" and args.list is not None:
        raise WrongUse("--list goes with “ring”.")
    if args.action != "add" and args.where is not None:
        raise WrongUse("--where goes with “add”.")


def _document(line: SegmentLine) -> Document:
    return {"name": line.name, "where": line.words, "electors": line.electors}


def _sheet(lines: Sequence[SegmentLine]) -> Sheet:
    rows = [Row((line.name, line.electors, line.words)) for line in lines]
    return Sheet("Segments", "", COLUMNS, rows)
