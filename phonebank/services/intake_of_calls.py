"""Takes in calls made elsewhere: facts, by membership number; twice gives the same."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from phonebank.domain.calls import BallotStatus, CallEntry, CallRecord, Strength, check_entry
from phonebank.domain.errors import InputRefused, PhonebankError
from phonebank.domain.intake import Accounts, Fate, RowRejected, call_id_of, yes_or_no
from phonebank.domain.outcomes import written_outcome
from phonebank.domain.permits import is_name
from phonebank.domain.phones import parse_number
from phonebank.domain.queueing import number_after
from phonebank.services.call_cells import (
    TWO_ORDERS,
    meant,
    meant_in,
    reasons_in,
    slug_in,
    superseded_in,
    time_in,
)
from phonebank.services.calling import check_same
from phonebank.store import callers, calls, contest, imports, kept, queue, roll, roll_known, undoing
from phonebank.store.chunks import chunks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from phonebank.domain.contest import Contest
    from phonebank.domain.dates import DateOrder
    from phonebank.domain.outcomes import Outcome, Outcomes
    from phonebank.services.taking import Line, Taking

EVERY = 500
NOT_YET = 0
OTHERWISE = "the call is known already, with other content"


@dataclass(slots=True)
class CallBook:
    """What reading a call needs, and what has been read so far.

    `made` has the calls of each elector in question: those stored, and those of the file so far.
    """

    session: Session
    contest: Contest
    outcomes: Outcomes
    now: datetime
    list_id: int | None
    electors: Mapping[str, roll.RungElector]
    accounts: Accounts
    date_order: DateOrder | None
    day_nought: date
    has_undone: bool
    callers: dict[str, int] = field(default_factory=dict)
    entries: dict[str, CallEntry] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)
    made: dict[int, list[CallRecord]] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    superseded: set[str] = field(default_factory=set)


def take_in(session: Session, taking: Taking) -> None:
    """Add every call not yet known; kept states are folded once, at the end."""
    lines = taking.lines()
    book = CallBook(
        session,
        contest.contest(session),
        contest.outcomes(session),
        taking.origin.now,
        queue.default_list(session),
        _rung(session),
        taking.accounts,
        taking.date_order,
        taking.table.look.day_nought,
        undoing.has_undone_calls(session),
    )
    entries = [_read(book, line) for line in lines]
    ids = [str(entry.call_id) for entry in entries if entry]
    book.known = calls.known_ids(session, ids)
    asked = sorted({entry.elector_id for entry in entries if entry})
    for part in chunks(asked, EVERY):
        book.made |= calls.records_of(session, part, book.outcomes)
    for done, (line, entry) in enumerate(zip(lines, entries, strict=True)):
        if done % EVERY == 0:
            taking.report(done, len(lines))
        if entry is not None:
            _account(book, line, entry)
    reasons = {call_id: entry.reasons for call_id, entry in book.entries.items()}
    calls.add_all(session, book.rows, reasons)
    touched = sorted({entry.elector_id for entry in book.entries.values()})
    kept.refold(session, touched, book.outcomes)
    if taking.origin.import_id is not None:
        imports.note_calls(session, taking.origin.import_id, book.entries)
    taking.report(len(lines), len(lines))


def _rung(session: Session) -> Mapping[str, roll.RungElector]:
    """Everybody by membership number, also by one that somebody corrected by hand."""
    electors = roll.rung(session)
    former = roll_known.former_numbers(session)
    return electors | {before: electors[now] for before, now in former.items()}


def _read(book: CallBook, line: Line) -> CallEntry | None:
    try:
        return _entry(book, line.cells)
    except RowRejected as rejected:
        book.accounts.reject(line.number, line.original, rejected)
        reason, column = rejected.args
        if reason.endswith(TWO_ORDERS):
            book.accounts.undecided(column, line.cells[column])
    except PhonebankError as error:
        book.accounts.reject(line.number, line.original, RowRejected(error.message, "outcome"))
    return None


def _account(book: CallBook, line: Line, entry: CallEntry) -> None:
    try:
        again = _again(book, entry) if book.has_undone else entry
        book.accounts.fates[_take(book, line.cells, again)] += 1
        _list_undecided(book, line.cells, entry)
    except RowRejected as rejected:
        book.accounts.reject(line.number, line.original, rejected)
    except InputRefused:
        book.accounts.reject(line.number, line.original, RowRejected(OTHERWISE, "call_id"))


def _take(book: CallBook, cells: Mapping[str, str], entry: CallEntry) -> Fate:
    call_id, outcome = str(entry.call_id), book.outcomes[entry.outcome]
    called_at = entry.called_at
    assert called_at is not None
    if call_id in book.known:
        stored = calls.with_id(book.session, entry.call_id)
        assert stored is not None
        check_same(book.session, stored, entry, outcome)
        return Fate.UNCHANGED
    if call_id in book.entries:
        if book.entries[call_id] == entry:
            return Fate.UNCHANGED
        raise RowRejected("the call id stands twice in the file", "call_id")
    _check_supersedes(book, entry)
    book.entries[call_id] = entry
    if not cells.get("number"):
        usual = _usual_number(book, book.electors[cells["membership_number"]], entry)
        entry = replace(entry, number_id=usual)
    book.made[entry.elector_id].append(_record(entry, outcome, called_at))
    book.rows.append(calls.row_of(entry, outcome, called_at, book.now, book.list_id))
    return Fate.ADDED


def _again(book: CallBook, entry: CallEntry) -> CallEntry:
    """The entry under an id of its own, where an undone import had brought the call before."""
    own = undoing.id_again(book.session, str(entry.call_id))
    if own == str(entry.call_id):
        return entry
    book.known |= calls.known_ids(book.session, [own])
    return replace(entry, call_id=UUID(own))


def _list_undecided(book: CallBook, cells: Mapping[str, str], entry: CallEntry) -> None:
    number, do_not_call = cells.get("number", ""), cells.get("do_not_call", "")
    if number and entry.number_id is None:
        book.accounts.undecided("number", number)
    if yes_or_no(do_not_call) is None:
        book.accounts.undecided("do_not_call", do_not_call)


def _record(entry: CallEntry, outcome: Outcome, called_at: datetime) -> CallRecord:
    """The call as far as it tells of numbers."""
    return CallRecord(
        call_id=entry.call_id,
        called_at=called_at,
        caller_id=entry.caller_id,
        outcome=outcome,
        number_id=entry.number_id,
        intention=entry.intention,
        supersedes=entry.supersedes,
    )


def _check_supersedes(book: CallBook, entry: CallEntry) -> None:
    if entry.supersedes is None:
        return
    earlier = str(entry.supersedes)
    stored = calls.with_id(book.session, entry.supersedes) or book.entries.get(earlier)
    if stored is None or stored.elector_id != entry.elector_id:
        raise RowRejected("the call it corrects is not known", "supersedes")
    if earlier in book.superseded or calls.is_superseded(book.session, earlier):
        raise RowRejected("the call it corrects was corrected already", "supersedes")
    book.superseded.add(earlier)


def _time(book: CallBook, cells: Mapping[str, str], column: str) -> datetime | None:
    return time_in(cells, column, book.date_order, book.day_nought)


def _entry(book: CallBook, cells: Mapping[str, str]) -> CallEntry:
    elector = book.electors.get(cells.get("membership_number", ""))
    if elector is None:
        raise RowRejected("the membership number is not on the roll", "membership_number")
    words = book.contest
    called_at = _time(book, cells, "called_at")
    if called_at is None:
        raise RowRejected("called_at is missing", "called_at")
    if not cells.get("outcome"):
        raise RowRejected("outcome is missing", "outcome")
    outcome = meant(cells["outcome"], "outcome", lambda it: written_outcome(book.outcomes, it))
    caller, number = cells.get("caller", ""), cells["membership_number"]
    entry = CallEntry(
        call_id=call_id_of(cells.get("call_id", ""), number, called_at, caller),
        elector_id=elector.id,
        caller_id=NOT_YET,
        callback_for=NOT_YET if _is_promised(cells) else None,
        outcome=outcome.slug,
        called_at=called_at,
        number_id=_number(elector, cells.get("number", "")),
        intention=meant_in(cells, "intention", words.intention_of),
        strength=slug_in(cells, "strength", Strength),
        previous_vote=meant_in(cells, "previous_vote", words.previous_vote_of),
        reasons=reasons_in(cells, words.reason_of),
        ballot=slug_in(cells, "ballot", BallotStatus),
        note=cells.get("note", ""),
        callback_at=_time(book, cells, "callback_at"),
        do_not_call=yes_or_no(cells.get("do_not_call", "")) is True,
        supersedes=superseded_in(cells),
    )
    check_entry(entry, outcome)
    # Last of all: an unknown caller becomes a volunteer, but not for the sake of a bad row.
    mine = _caller(book, caller)
    return replace(entry, caller_id=mine, callback_for=_promised_by(book, cells))


def _is_promised(cells: Mapping[str, str]) -> bool:
    """Whether a callback is for one caller."""
    return cells.get("callback_for", "").strip().casefold() not in {"", "anybody"}


def _promised_by(book: CallBook, cells: Mapping[str, str]) -> int | None:
    text = cells.get("callback_for", "").strip()
    if not _is_promised(cells):
        return None
    return _caller(book, cells.get("caller", "") if text.casefold() == "me" else text)


def _caller(book: CallBook, name: str) -> int:
    if not is_name(name):
        raise RowRejected("no caller", "caller")
    if name not in book.callers:
        book.callers[name] = callers.id_of(book.session, name)
    return book.callers[name]


def _number(elector: roll.RungElector, text: str) -> int | None:
    """The number written; None where none was, or one that is not the elector's."""
    wanted = parse_number(text).e164 if text else None
    theirs = (*elector.numbers, *elector.left) if text else ()
    same = (n.id for n in theirs if n.written == text or (wanted and n.e164 == wanted))
    return next(same, None)


def _usual_number(book: CallBook, elector: roll.RungElector, entry: CallEntry) -> int | None:
    """The number tried where the file does not say: as for a call that is logged."""
    made = book.made[elector.id]
    if entry.supersedes is not None:
        return next(call.number_id for call in made if call.call_id == entry.supersedes)
    offered = number_after(elector.numbers, made)
    return offered.id if offered else None
