"""The command that takes files into a campaign, with a progress bar on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import documents, file_told, mappings, progress
from phonebank.cli.answers import Answer
from phonebank.cli.arguments_of_roll import DECIDED
from phonebank.cli.opening import opened
from phonebank.cli.values import by_field
from phonebank.domain.dates import DateOrder
from phonebank.domain.errors import WrongUse
from phonebank.domain.files import Reading
from phonebank.services.columns import DATES
from phonebank.services.importing import (
    ImportKind,
    ImportOptions,
    import_file,
    propose,
)

if TYPE_CHECKING:
    from argparse import Namespace
    from collections import Counter

    from phonebank.domain.intake import Accounts

DONE_IN_PART = 9
SHOWN = 20
LEAVES_OUT = ("constituency", "called_at", "callback_at")
SIGNS = {"tab": "\t", "\\t": "\t"}


def import_into(args: Namespace) -> Answer:
    options, kind = _options(args), ImportKind(args.kind)
    with opened(args) as it, progress.bar(f"Reading {args.file.name}", hidden=args.json) as report:
        if args.save_mapping is not None:
            proposed = propose(it.db, it.actor, args.file, kind, options.reading).columns
            mappings.save(args.save_mapping, proposed, options.columns)
        accounts = import_file(it.db, it.actor, args.file, kind, it.now, options, report).value
    status, look = DONE_IN_PART if accounts.rejects else 0, accounts.look
    assert look is not None, "an import looks at its file"
    told = [*file_told.in_doubt(look), *look.notices]
    document = documents.imported(accounts) | {"read_as": look.read_as, "told": told}
    said = [*file_told.lines(look, accounts.columns), *_told(args, accounts)]
    return Answer(document, said, status)


def _options(args: Namespace) -> ImportOptions:
    if args.header_line is not None and args.header_line < 0:
        raise WrongUse("There is no line before the first.", next_step="Lines count from 1.")
    reading = Reading(
        encoding=args.encoding,
        delimiter=SIGNS.get(args.delimiter, args.delimiter),
        sheet=args.sheet,
        header_line=args.header_line,
    )
    return ImportOptions(
        columns={**mappings.read(args.mapping), **by_field(args.map)},
        reading=reading,
        date_order=DateOrder(args.dates) if args.dates else None,
        dry_run=args.dry_run,
        rejects=args.rejects,
        may_blank=args.may_blank,
        take_missing_off=args.take_missing_off,
    )


def _told(args: Namespace, accounts: Accounts) -> list[str]:
    counts = documents.imported(accounts)
    fates = ("added", "changed", "unchanged", "rejected", "suppressed")
    said = ", ".join(f"{counts[fate]} {fate}" for fate in fates)
    lines = [f"{accounts.read} rows read: {said}."]
    if accounts.blank_rows:
        lines.append(f"{accounts.blank_rows} blank rows were passed over.")
    if args.dry_run:
        lines += _of_a_dry_run(accounts)
    lines += [f"Rejected: {reason}: {count}" for reason, count in accounts.reasons.items()]
    lines += [_undecided(args, *told) for told in accounts.undecided_values.items()]
    lines += [f"Note: {notice} ({count})" for notice, count in accounts.notices.items()]
    if accounts.missing:
        lines.append(_missing(args, accounts))
    if accounts.rejects and args.rejects:
        lines.append(f"The rejected rows are in {args.rejects}.")
    if accounts.import_id is not None:
        lines.append(
            f"To take all of it back: phonebank undo-import {args.campaign} {accounts.import_id}"
        )
    return lines


def _undecided(args: Namespace, column: str, values: Counter[str]) -> str:
    """The commonest words that somebody has to decide on, and how."""
    known = ", ".join(f"“{value}” ({count})" for value, count in values.most_common(SHOWN))
    more = f" and {len(values) - SHOWN} more" if len(values) > SHOWN else ""
    done = "Left out" if column in LEAVES_OUT else "Left empty"
    how = f". Say what it means: phonebank decide {args.campaign} {column} WORD --means NAME"
    if column in DATES:
        how = ". Where days stand in one of two orders, say which: --dates day-first or month-first"
    told = f"{done} until somebody decides: {column} {known}{more}"
    is_decided = column in DATES or (column in DECIDED and args.kind == "roll")
    return told + (how if is_decided else "")


def _of_a_dry_run(accounts: Accounts) -> list[str]:
    emptied = accounts.emptied.items()
    return [
        "This was a dry run: nothing was changed.",
        *(
            f"It would empty the {name.replace('_', ' ')} of {gone} of {known} electors, and asks "
            "for --may-blank."
            for name, (gone, known) in emptied
        ),
    ]


def _missing(args: Namespace, accounts: Accounts) -> str:
    done = "were taken off the roll" if args.take_missing_off else "stay on the roll"
    return f"{accounts.missing} electors of an earlier file of this layout are missing and {done}."
