"""The command that takes files into a campaign, with a progress bar on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import documents, progress
from phonebank.cli.answers import Answer
from phonebank.cli.opening import opened
from phonebank.services.importing import ImportKind, ImportOptions, import_file

if TYPE_CHECKING:
    from argparse import Namespace

    from phonebank.domain.intake import Accounts

DONE_IN_PART = 9


def import_into(args: Namespace) -> Answer:
    options = ImportOptions(dict(args.map), args.dry_run, args.rejects)
    kind = ImportKind(args.kind)
    with opened(args) as it, progress.bar(f"Reading {args.file.name}", hidden=args.json) as report:
        accounts = import_file(it.db, it.actor, args.file, kind, it.now, options, report).value
    status = DONE_IN_PART if accounts.rejects else 0
    return Answer(documents.imported(accounts), _told(args, accounts), status)


def _told(args: Namespace, accounts: Accounts) -> list[str]:
    counts = documents.imported(accounts)
    fates = ("added", "changed", "unchanged", "rejected", "suppressed")
    said = ", ".join(f"{counts[fate]} {fate}" for fate in fates)
    lines = [f"{accounts.read} rows read: {said}."]
    if args.dry_run:
        lines.append("This was a dry run: nothing was changed.")
    lines += [f"Rejected: {reason}: {count}" for reason, count in accounts.reasons.items()]
    for column, values in accounts.undecided_values.items():
        known = ", ".join(f"“{value}” ({count})" for value, count in values.items())
        lines.append(f"Left empty until somebody decides: {column} {known}")
    lines += [f"Note: {notice} ({count})" for notice, count in accounts.notices.items()]
    if accounts.rejects and args.rejects:
        lines.append(f"The rejected rows are in {args.rejects}.")
    return lines
