"""The commands about what leaves the house: export, report, freeze, frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import documents_of_reports as told
from phonebank.cli import values
from phonebank.cli.answers import Answer
from phonebank.cli.opening import opened
from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.frozen import copy_words, sheet_of_copies
from phonebank.unfinished import refuse_taken

if TYPE_CHECKING:
    from argparse import Namespace

    from phonebank.cli.opening import Opened
    from phonebank.services.elector_exports import Personal
    from phonebank.services.exporting import Exported


def export(args: Namespace) -> Answer:
    from phonebank.services import exporting

    if exporting.given_as(args.to) is None:
        raise WrongUse(
            f"“{args.to.name}” does not end in .xlsx, .csv or .zip.",
            next_step="Name it so that it does.",
        )
    personal, where = _personal(args), values.by_field(args.where)
    with opened(args) as it:
        refuse_taken(args.to)
        made = exporting.export(it.db, it.actor, args.to, it.now, where=where, personal=personal)
    return written(args, made)


def _personal(args: Namespace) -> Personal | None:
    """The tables of electors that are wanted; WrongUse for a CSV, or without a reason."""
    if args.electors is None and not args.answers:
        if args.reason is not None:
            raise WrongUse("--reason goes with --electors or --answers.")
        return None
    if args.to.suffix.lower() != ".xlsx":
        raise WrongUse("Electors and answers go into a workbook, which ends in .xlsx.")
    from phonebank.services.elector_exports import Personal

    wanted = Personal(reason=args.reason or "", segment=args.electors, answers=args.answers)
    wanted.check()
    return wanted


def report(args: Namespace) -> Answer:
    if args.to.suffix.lower() not in {".pdf", ".html"}:
        raise WrongUse(
            f"“{args.to.name}” does not end in .pdf or .html.",
            next_step="Name it so that it does.",
        )
    with opened(args) as it:
        refuse_taken(args.to)
        return written(args, _write(args, it))


def _write(args: Namespace, it: Opened) -> Exported:
    try:
        from phonebank.gui.printing.report_files import write_report
        from phonebank.gui.printing.sheets import make_ready
    except ImportError as error:
        raise InputRefused(
            f"No report can be made on this computer, because Qt is not whole: {error}.",
            next_step="Make it on a computer with a window, or export a workbook.",
        ) from error
    app = make_ready()
    made = write_report(it.db, it.actor, args.to, it.now, args.place)
    del app
    return made


def written(args: Namespace, made: Exported) -> Answer:
    """Which file was written, and which copy was kept of it."""
    line = made.copy.line
    kept = copy_words(line.number, line.content_hash)
    document = {"campaign": str(args.campaign), "file": str(made.path), **told.kept(line)}
    return Answer(document, [f"Wrote {made.path}.", f"Kept as {kept}."])


def freeze(args: Namespace) -> Answer:
    from phonebank.services.freezing import freeze as keep
    from phonebank.services.gathering import gathered

    with opened(args) as it:
        found = gathered(it.db, it.actor, it.now)
        line = keep(it.db, it.actor, found.given, it.now).value.line
    said = f"Kept {len(found.given.sheets)} tables as {copy_words(line.number, line.content_hash)}."
    return Answer(told.line(line), [said])


def frozen(args: Namespace) -> Answer:
    from phonebank.services.freezing import frozen_copies

    if args.number is None:
        if args.to is not None:
            raise WrongUse("Say which copy is to be written, by its number.")
        with opened(args) as it:
            lines = frozen_copies(it.db, it.actor)
        return Answer({"copies": [told.line(one) for one in lines]}, [sheet_of_copies(lines)])
    with opened(args) as it:
        return _opened(args, it)


def _opened(args: Namespace, it: Opened) -> Answer:
    from phonebank.services.freezing import frozen_copy

    copy = frozen_copy(it.db, it.actor, args.number)
    if args.to is not None:
        return _written_again(args, it)
    named = copy_words(copy.line.number, copy.line.content_hash)
    head = f"{named}: {copy.given.title}, given out as {copy.line.given_as} by {copy.line.by}"
    return Answer(told.copy(copy), [head, *copy.given.sheets])


def _written_again(args: Namespace, it: Opened) -> Answer:
    from phonebank.services.refreezing import write_copy

    if args.to.suffix.lower() not in {".xlsx", ".zip"}:
        raise WrongUse(f"“{args.to.name}” does not end in .xlsx or .zip.")
    refuse_taken(args.to)
    return written(args, write_copy(it.db, it.actor, args.to, args.number))
