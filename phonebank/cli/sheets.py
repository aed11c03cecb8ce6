"""The command about call sheets on paper: print, show, enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import documents
from phonebank.cli import documents_of_sheets as told
from phonebank.cli.answers import Answer
from phonebank.cli.calling import NOT_KNOWN_YET, entry_of
from phonebank.cli.opening import opened
from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.phones import as_spoken
from phonebank.domain.sheet import Column, Kind, Row, Sheet, cell_text
from phonebank.services import call_sheets, calling
from phonebank.services.serving import EVERYBODY
from phonebank.unfinished import refuse_taken

if TYPE_CHECKING:
    from argparse import Namespace

    from phonebank.cli.opening import Opened
    from phonebank.domain.paper import EnteredRow, SheetNow

COLUMNS = (
    Column("row", "Row", Kind.COUNT),
    Column("elector", "Elector", Kind.TEXT),
    Column("name", "Name", Kind.TEXT),
    Column("number", "Number", Kind.TEXT),
    Column("outcome", "What came of it", Kind.TEXT),
    Column("answer", "Answer", Kind.TEXT),
    Column("note", "Note", Kind.TEXT),
)


def sheet(args: Namespace) -> Answer:
    """What is asked of sheets."""
    return {"print": printed, "show": shown, "enter": entered}[args.action](args)


def printed(args: Namespace) -> Answer:
    """Write sheets to a PDF and hold their electors; nobody is held where that fails."""
    _refuse_which(args)
    if args.to is None or args.to.suffix.lower() != ".pdf":
        raise WrongUse("Name a new file that ends in .pdf, with --to.")
    with opened(args) as it:
        refuse_taken(args.to)
        return _print(args, it)


def _print(args: Namespace, it: Opened) -> Answer:
    try:
        from phonebank.gui.printing.sheets import make_ready, print_sheets
    except ImportError as error:
        raise InputRefused(
            f"Nothing can be printed on this computer, because Qt is not whole: {error}.",
            next_step="Print from a computer with a window.",
        ) from error
    app = make_ready()
    name = args.list or EVERYBODY
    made = print_sheets(it.db, it.actor, args.to, name, it.now, args.electors).value
    del app
    laid = made.laid
    first, last = laid.pages[0].number, laid.pages[-1].number
    sheets = f"sheet {first}" if first == last else f"sheets {first} to {last}"
    electors = "1 elector" if laid.electors == 1 else f"{laid.electors} electors"
    said = [
        f"Wrote {made.path}: {sheets}, {electors} of {laid.list_name}.",
        f"Held until {cell_text(Kind.TIME, laid.until)}, so that nobody else rings them.",
    ]
    return Answer(told.printed(made.laid, made.path), said)


def shown(args: Namespace) -> Answer:
    if args.which is None:
        raise WrongUse(
            "Name the sheet by its number.", next_step="It stands large at the top of the paper."
        )
    with opened(args) as it:
        found = call_sheets.sheet_rows(it.db, it.actor, args.which)
    return Answer(told.sheet(found), [_table(found)])


def _table(found: SheetNow) -> Sheet:
    printed_at = cell_text(Kind.TIME, found.printed_at)
    title = f"Sheet {found.number} of {found.list_name}"
    about = f"printed {printed_at} by {found.printed_by}, {found.left} left"
    return Sheet(title, about, COLUMNS, [Row(_cells(row)) for row in found.rows])


def _cells(row: EnteredRow) -> tuple[int | str, ...]:
    call, number = row.call, row.number
    spoken = as_spoken(number.e164) if number and number.e164 else ""
    who = row.row, row.membership_number, row.name, spoken
    if call is None:
        return (*who, "", "", "")
    return (*who, call.outcome_name, call.intention or "", call.note)


def entered(args: Namespace) -> Answer:
    """Log what stands on a row, or correct it."""
    _refuse_which(args)
    wanted = {"--sheet": args.sheet, "--row": args.row}
    wanted |= {"--caller": args.caller, "--outcome": args.outcome}
    missing = [option for option, value in wanted.items() if value is None]
    if missing:
        raise WrongUse(f"To enter a row, give {', '.join(missing)} too.")
    with opened(args) as it:
        number_id = _number_rung(args, it)
        entry = entry_of(args, NOT_KNOWN_YET, number_id)
        made = call_sheets.enter_row(
            it.db, it.actor, args.sheet, args.row, args.caller, entry, it.now
        ).value
        left = call_sheets.sheet_rows(it.db, it.actor, args.sheet).left
    what = "Entered" if made.logged else "Known already, and so not entered again"
    said = f"{what}: row {args.row} of sheet {args.sheet}, attempt {made.attempt} to "
    document = {**documents.logged(made), "sheet": args.sheet, "row": args.row, "left": left}
    return Answer(document, [f"{said}{made.membership_number}.", f"{left} left on this sheet."])


def _number_rung(args: Namespace, it: Opened) -> int | None:
    """The id of another number than the one on the paper, where one is told."""
    if not args.number:
        return None
    rows = call_sheets.sheet_rows(it.db, it.actor, args.sheet).rows
    whose = next((row.membership_number for row in rows if row.row == args.row), None)
    return calling.rung(it.db, whose, args.number)[1] if whose else None


def _refuse_which(args: Namespace) -> None:
    if args.which is not None:
        raise WrongUse(f"“{args.which}” makes no sense here.", next_step="See --help.")
