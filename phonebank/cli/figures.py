"""The commands that show and write the canvass: canvass, export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import documents, values
from phonebank.cli.answers import Answer
from phonebank.cli.opening import opened
from phonebank.domain.canvass import By
from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.sheet import Kind, cell_text
from phonebank.services.tallying import canvass_table
from phonebank.services.warnings import warned_sheet

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path


def canvass(args: Namespace) -> Answer:
    if args.csv and args.json:
        raise WrongUse("--csv and --json cannot both be answered.", next_step="Give one of them.")
    by, where = By(args.by), values.by_field(args.where)
    with opened(args) as it:
        if args.csv:
            from phonebank.services.exporting import canvass_csv_text

            text = canvass_csv_text(it.db, it.actor, it.now, by, where)
            return Answer({}, [text.replace("\r\n", "\n").rstrip("\n")])
        table = canvass_table(it.db, it.actor, it.now, by, where)
        sheet = warned_sheet(it.db, it.actor, table)
    as_of = f"Canvass as of {cell_text(Kind.TIME, table.as_of)}"
    return Answer(documents.canvass(table), [as_of, sheet])


def export(args: Namespace) -> Answer:
    from phonebank.services import exporting

    target: Path = args.to
    writers = {".xlsx": exporting.export_workbook, ".csv": exporting.export_csv}
    if target.suffix.lower() not in writers:
        raise WrongUse(
            f"“{target.name}” does not end in .xlsx or .csv.", next_step="Name it so that it does."
        )
    with opened(args) as it:
        _refuse_taken(target)
        write, where = writers[target.suffix.lower()], values.by_field(args.where)
        written = write(it.db, it.actor, target, it.now, where=where)
    return Answer({"campaign": str(args.campaign), "file": str(written)}, [f"Wrote {written}."])


def _refuse_taken(target: Path) -> None:
    if target.exists():
        raise InputRefused(
            f"{target} exists already.",
            kept="It was not touched.",
            next_step="Choose another name, or move it away.",
        )
