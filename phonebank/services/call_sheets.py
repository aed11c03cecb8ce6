"""Call sheets on paper: laid out and held for whoever rings from them, and entered row by row."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING
from uuid import UUID

from phonebank.domain import paper
from phonebank.domain.calls import check_was_made
from phonebank.domain.changes import Done, Topic
from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.paper import EnteredCall, EnteredRow, Laid, LaidPage, PaperRow, SheetNow
from phonebank.domain.permits import Actor, Right, require
from phonebank.domain.queueing import may_be_due_at, number_to_ring
from phonebank.services.calling import TOUCHED, logged_in
from phonebank.services.list_changes import noted
from phonebank.services.signing_in import id_for
from phonebank.store import calls, contest, electors, floor, lists, packs, queue, scripts, sheets
from phonebank.store.chunks import chunks
from phonebank.store.sheets import OnPaper

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.domain.calls import CallEntry
    from phonebank.domain.outcomes import Outcomes
    from phonebank.services.calling import Logged
    from phonebank.store.call_schema import Call
    from phonebank.store.database import Database
    from phonebank.store.floor import OnFloor
    from phonebank.store.floor_schema import CallSheet, CallSheetRow

NOBODY_IN_PARTICULAR = 0
"""Whoever will ring from paper is not known when it is printed; callers have ids from 1 on."""
KEPT = "The row is as it was."


def lay_sheets(
    db: Database,
    actor: Actor,
    list_name: str,
    now: datetime,
    electors: int = paper.ELECTORS,
    rows: int = paper.ROWS,
) -> Done[Laid]:
    """Give the next of a list's queue a row on numbered pages, and hold them until tomorrow's end.

    They are those who are due now or later on these two days, without callbacks that somebody
    promised to make. Releasing them on the Lists page lets others ring them again.
    """
    require(actor, Right.RUN_CAMPAIGN)
    paper.check_numbers(electors, rows)
    with db.write() as session:
        queue.end_lapsed(session, now)
        one = floor.floor(session).lists[lists.named(session, list_name).id]
        taken = list(islice(_free(session, actor, one, now), electors))
        if not taken:
            raise InputRefused(
                f"Nobody of the list “{one.told.name}” may be rung today or tomorrow.",
                next_step="See the list for the reasons.",
            )
        laid = Laid(
            list_name=one.told.name,
            printed_at=now,
            until=paper.held_until(now),
            script=scripts.newest_of(session, one.script_id),
            pages=[_page(session, actor, one, part, now) for part in chunks(taken, rows)],
        )
        numbers = f"{laid.pages[0].number} to {laid.pages[-1].number}"
        told = {"list": laid.list_name, "sheets": numbers, "electors": str(laid.electors)}
        noted(session, actor, now, "call sheets printed", {}, told)
    return Done(laid, Topic.LEASES)


def _free(session: Session, actor: Actor, one: OnFloor, now: datetime) -> Iterator[int]:
    """Those of a list who may be rung from paper, in the order of the queue."""
    why = one.told.why_not_served(now)
    if not why and one.told.for_mp:
        mps = floor.floor(session).mps
        why = one.why_not(actor.caller_id, now, is_mp=actor.caller_id in mps)
    if why:
        raise InputRefused(why, next_step="Change that on the list's page, or take another.")
    caller_id = actor.caller_id if one.told.for_mp else NOBODY_IN_PARTICULAR
    until = paper.held_until(now)
    for elector_id, waiting in packs.candidates(session, one, caller_id, now, now):
        due = may_be_due_at(waiting, one.rules, caller_id, now)
        is_rested = waiting.due_at is None or waiting.due_at <= now
        if due is not None and due < until and is_rested:
            yield elector_id


def _page(
    session: Session, actor: Actor, one: OnFloor, elector_ids: Sequence[int], now: datetime
) -> LaidPage:
    outcomes = contest.outcomes(session)
    rows = [
        _printed_row(session, row, elector_id, outcomes)
        for row, elector_id in enumerate(elector_ids, start=1)
    ]
    placed = [OnPaper(row.card.id, row.number.id if row.number else None) for row in rows]
    number = sheets.add(session, one.id, actor.caller_id, now, placed)
    sheets.hold_all(session, number, now, paper.held_until(now))
    return LaidPage(number, rows)


def _printed_row(session: Session, row: int, elector_id: int, outcomes: Outcomes) -> PaperRow:
    card, last = electors.card_and_last_try(session, elector_id, outcomes)
    return PaperRow(row=row, card=card, number=number_to_ring(card.numbers, last))


def withdraw_sheets(db: Database, actor: Actor, numbers: Sequence[int]) -> Done[None]:
    """Forget sheets that could not be printed after all; their electors are free again."""
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        if sheets.is_entered(session, numbers):
            raise InputRefused("A call was entered from these sheets already, so they stay.")
        sheets.withdraw(session, numbers)
    return Done(None, Topic.LEASES)


def sheet_rows(db: Database, actor: Actor, sheet: int) -> SheetNow:
    """A printed sheet by its number, and what was entered of each row so far."""
    require(actor, Right.SEE_ELECTORS)
    with db.read() as session:
        printed = _known(session, sheet)
        told = floor.floor(session)
        names = lists.caller_names(session)
        one = told.lists[printed.call_list_id]
        return SheetNow(
            number=printed.number,
            list_name=one.told.name,
            printed_at=printed.printed_at,
            printed_by=names[printed.caller_id],
            script=scripts.newest_of(session, one.script_id),
            rows=[
                _row(session, row, told.outcomes, names)
                for row in sheets.rows_of(session, printed.number)
            ],
        )


def _row(
    session: Session, placed: CallSheetRow, outcomes: Outcomes, names: dict[int, str]
) -> EnteredRow:
    card = electors.card(session, placed.elector_id, outcomes)
    made = sheets.call_now(session, placed.call_id)
    return EnteredRow(
        row=placed.row,
        elector_id=card.id,
        membership_number=card.membership_number,
        name=card.name,
        place=card.constituency,
        number=next((it for it in card.numbers if it.id == placed.number_id), None),
        is_banked=card.ballot == "returned",
        call=_entered(session, made, outcomes, names) if made else None,
    )


def _entered(
    session: Session, made: Call, outcomes: Outcomes, names: dict[int, str]
) -> EnteredCall:
    assert made.outcome is not None
    return EnteredCall(
        call_id=UUID(made.call_id),
        caller=names[made.caller_id],
        called_at=made.called_at,
        outcome=made.outcome,
        outcome_name=outcomes[made.outcome].name,
        intention=made.intention,
        strength=made.strength,
        previous_vote=made.previous_vote,
        ballot=made.ballot,
        reasons=calls.reasons_of(session, made.call_id),
        note=made.note,
        callback_at=made.callback_at,
        is_mine=made.callback_for == made.caller_id,
        do_not_call=made.do_not_call,
    )


def enter_row(
    db: Database,
    actor: Actor,
    sheet: int,
    row: int,
    caller: str,
    entry: CallEntry,
    now: datetime,
) -> Done[Logged]:
    """Log what stands on a row for the caller named on the paper: an unknown one is a volunteer.

    Whom the entry is to is the row's, and so are the number and the evening where it has none. A
    row that was entered already is corrected by an entry that `supersedes` its call; without that
    it is refused, but for the very same call once more.
    """
    require(actor, Right.ACT_FOR_OTHERS)

    def enter(session: Session) -> Done[Logged]:
        placed = _placed(session, _known(session, sheet), row)
        _check_open(session, placed, entry)
        check_was_made(entry.called_at, now)
        caller_id = id_for(session, actor, caller)
        whole = _completed(session, placed, caller_id, entry, now)
        sheets.hold_for(session, _known(session, sheet), placed.elector_id, caller_id, now)
        done = logged_in(session, actor, whole, now)
        sheets.end_hold(session, sheet, placed.elector_id)
        sheets.set_call(session, sheet, row, str(done.value.call_id))
        return Done(done.value, TOUCHED)

    return db.repeated(enter)


def _completed(
    session: Session, placed: CallSheetRow, caller_id: int, entry: CallEntry, now: datetime
) -> CallEntry:
    """What the entry leaves to the paper; a correction takes time and number over by itself."""
    is_new = entry.supersedes is None
    evening = paper.evening_of(_known(session, placed.sheet).printed_at, now)
    return replace(
        entry,
        elector_id=placed.elector_id,
        caller_id=caller_id,
        callback_for=caller_id if entry.callback_for is not None else None,
        called_at=entry.called_at or (evening if is_new else None),
        number_id=entry.number_id or (placed.number_id if is_new else None),
    )


def _check_open(session: Session, placed: CallSheetRow, entry: CallEntry) -> None:
    before = sheets.call_now(session, placed.call_id)
    if before is None or entry.supersedes is not None or before.call_id == str(entry.call_id):
        return
    raise InputRefused(
        f"Row {placed.row} of sheet {placed.sheet} was entered already, as call {before.call_id}.",
        kept=KEPT,
        next_step="To correct it, enter it again with that call as what it supersedes.",
    )


def _known(session: Session, sheet: int) -> CallSheet:
    is_number = 0 < sheet <= paper.LARGEST_NUMBER
    found = sheets.with_number(session, sheet) if is_number else None
    if found is None:
        raise WrongUse(
            f"There is no call sheet {sheet}.",
            next_step="The number stands large at the top of the sheet.",
        )
    return found


def _placed(session: Session, sheet: CallSheet, row: int) -> CallSheetRow:
    rows = {one.row: one for one in sheets.rows_of(session, sheet.number)}
    if row not in rows:
        raise WrongUse(
            f"Sheet {sheet.number} has no row {row}.",
            next_step=f"It has rows 1 to {max(rows, default=0)}.",
        )
    return rows[row]
