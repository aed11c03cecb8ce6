"""Printed call sheets: whom they have on which row, who is held for them, and what was entered."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from phonebank.store.call_schema import Call
from phonebank.store.floor_schema import CallSheet, CallSheetRow
from phonebank.store.schema import Lease


class OnPaper(NamedTuple):
    """Whom a row has, and on which number; None where that number is no longer known."""

    elector_id: int
    number_id: int | None


def add(
    session: Session, list_id: int, caller_id: int, now: datetime, rows: Sequence[OnPaper]
) -> int:
    """A sheet with these rows from 1 on; its number, which no other ever has."""
    sheet = CallSheet(call_list_id=list_id, printed_at=now, caller_id=caller_id)
    session.add(sheet)
    session.flush()
    placed = [
        {"sheet": sheet.number, "row": row, **one._asdict()}
        for row, one in enumerate(rows, start=1)
    ]
    session.execute(insert(CallSheetRow), placed)
    return sheet.number


def hold_all(session: Session, sheet: int, now: datetime, until: datetime) -> None:
    """Hold everybody on a sheet for it, so that nobody rings them meanwhile."""
    printed = session.get_one(CallSheet, sheet)
    held = {
        "caller_id": printed.caller_id,
        "call_list_id": printed.call_list_id,
        "since": now,
        "until": until,
        "sheet": sheet,
    }
    ids = session.scalars(select(CallSheetRow.elector_id).where(CallSheetRow.sheet == sheet))
    session.execute(insert(Lease), [{"elector_id": elector_id, **held} for elector_id in ids])


def hold_for(
    session: Session, sheet: CallSheet, elector_id: int, caller_id: int, now: datetime
) -> None:
    """Have the caller hold an elector under the sheet's list for this transaction.

    Whoever holds them by now, other than for this sheet, keeps them.
    """
    held = session.get(Lease, elector_id, populate_existing=True)
    if held is None:
        session.add(
            Lease(
                elector_id=elector_id,
                caller_id=caller_id,
                call_list_id=sheet.call_list_id,
                since=now,
                until=now,
                sheet=sheet.number,
            )
        )
    elif held.sheet == sheet.number:
        held.caller_id = caller_id
    session.flush()


def end_hold(session: Session, sheet: int, elector_id: int) -> None:
    """Let go of an elector who is held for a sheet."""
    held = delete(Lease).where(Lease.elector_id == elector_id, Lease.sheet == sheet)
    session.execute(held, execution_options={"synchronize_session": False})
    session.expire_all()


def withdraw(session: Session, numbers: Sequence[int]) -> None:
    """Forget sheets that were never on paper."""
    session.execute(delete(Lease).where(Lease.sheet.in_(numbers)))
    session.execute(delete(CallSheetRow).where(CallSheetRow.sheet.in_(numbers)))
    session.execute(delete(CallSheet).where(CallSheet.number.in_(numbers)))


def with_number(session: Session, number: int) -> CallSheet | None:
    return session.get(CallSheet, number)


def rows_of(session: Session, sheet: int) -> Sequence[CallSheetRow]:
    """The rows of a sheet, from the top."""
    mine = select(CallSheetRow).where(CallSheetRow.sheet == sheet)
    return session.scalars(mine.order_by(CallSheetRow.row)).all()


def is_entered(session: Session, numbers: Sequence[int]) -> bool:
    """Whether a call was entered for any row of these sheets."""
    made = select(CallSheetRow.row).where(
        CallSheetRow.sheet.in_(numbers), CallSheetRow.call_id.is_not(None)
    )
    return session.scalar(made.limit(1)) is not None


def set_call(session: Session, sheet: int, row: int, call_id: str) -> None:
    """Note which call was entered for a row."""
    mine = CallSheetRow.sheet == sheet, CallSheetRow.row == row
    session.execute(update(CallSheetRow).where(*mine).values(call_id=call_id))


def call_now(session: Session, call_id: str | None) -> Call | None:
    """The call as it counts now: its last correction, or None where it was taken back."""
    found = None
    while call_id is not None:
        found = session.scalars(select(Call).where(Call.call_id == call_id)).one()
        call_id = session.scalar(select(Call.call_id).where(Call.supersedes == call_id))
    return found if found is not None and found.outcome is not None else None
