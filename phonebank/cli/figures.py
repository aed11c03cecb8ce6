"""The command that shows the canvass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import documents, values
from phonebank.cli.answers import Answer
from phonebank.cli.opening import opened
from phonebank.domain.canvass import By
from phonebank.domain.errors import WrongUse
from phonebank.domain.sheet import Kind, cell_text
from phonebank.services.tallying import canvass_table
from phonebank.services.warnings import warned_sheet

if TYPE_CHECKING:
    from argparse import Namespace


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
