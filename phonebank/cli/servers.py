"""The commands about servers: making a database ready, carrying a campaign there and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from phonebank.cli import progress
from phonebank.cli.answers import Answer
from phonebank.cli.values import passphrase_in
from phonebank.domain.errors import WrongUse
from phonebank.domain.figures import count
from phonebank.services import moving

if TYPE_CHECKING:
    from argparse import Namespace


def server(args: Namespace) -> Answer:
    if isinstance(args.campaign, Path):
        raise WrongUse(
            f"{args.campaign} is no server.",
            next_step="Write its URL like postgresql://NAME@SERVER/DATABASE.",
        )
    is_new = moving.prepare(args.campaign)
    document = {"campaign": str(args.campaign), "prepared": is_new}
    said = "is ready for a campaign" if is_new else "was ready already"
    return Answer(document, [f"{args.campaign.name} {said}.", "Next: phonebank new, or move."])


def move(args: Namespace) -> Answer:
    passphrase = passphrase_in(args.passphrase_file)
    with progress.bar("Moving the campaign", hidden=args.json) as report:
        tables = moving.move(args.campaign, args.to, passphrase, args.acting, report)
    rows = sum(table.rows for table in tables.values())
    document = {
        "from": str(args.campaign),
        "to": str(args.to),
        "rows": rows,
        "tables": {name: table._asdict() for name, table in tables.items()},
    }
    said = f"Carried {count(rows)} rows of {len(tables)} tables; all were compared and are equal."
    left = f"{args.campaign} is as it was: from now on, everybody opens {args.to}."
    return Answer(document, [said, left])
