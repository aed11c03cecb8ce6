"""What others say, entered, changed and removed by hand, each with its line in the audit."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from phonebank.domain.changes import Done, Topic
from phonebank.domain.dates import day_of
from phonebank.domain.insight import Insight, Projection
from phonebank.domain.permits import Actor, Right, require
from phonebank.domain.places import place_key
from phonebank.domain.report_entries import (
    ChangedMeanwhile,
    Entry,
    FieldRefused,
    GoneMeanwhile,
    Report,
    ReportList,
)
from phonebank.domain.reports import mp_named
from phonebank.services import reported_sheets
from phonebank.services.declared_error import beside_our_error
from phonebank.services.insight import find
from phonebank.services.reported_fields import KEYS, fields_of
from phonebank.services.reported_reading import SEVERAL, columns_of
from phonebank.store import audit, places
from phonebank.store import reported_edits as stored

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.domain.electors import AuditRow
    from phonebank.domain.report_entries import ReportField
    from phonebank.services.reported_sheets import Listed
    from phonebank.store.database import Database

LISTED: Mapping[Report, Callable[[Session], Listed]] = {
    Report.CANVASS: reported_sheets.canvasses,
    Report.POLL: reported_sheets.polls,
    Report.ENDORSEMENT: reported_sheets.endorsements,
    Report.RESULT: reported_sheets.declared,
    Report.MP: reported_sheets.mps,
}
ACTIONS = ENTERED, CHANGED, REMOVED, PUT_BACK = "entered", "changed", "removed", "put back"
ENTRY = "entry"
"""Under this name the audit keeps which entry it was."""
DAYS = frozenset({"reported_on", "published"})


def report_list(db: Database, actor: Actor, report: Report, now: datetime) -> ReportList:
    """The sheet of a kind with its entries, each with what was done to it by hand.

    Beside a declared result stands how far out we were.
    """
    require(actor, Right.SEE_FIGURES)
    with db.read() as session:
        sheet, ids = LISTED[report](session)
        fields = fields_of(session, report)
        cells = stored.entries(session, report)
        trails = stored.trails(session, ENTRY, [f"{report.noun} {it}" for it in ACTIONS])
    entries = [Entry(i, _whole(fields, cells[i]), _since_entered(trails.get(i, ()))) for i in ids]
    if report is Report.RESULT and entries:
        projection = find(db, actor, Insight.PROJECTION, now)
        assert isinstance(projection, Projection)
        sheet = beside_our_error(sheet, projection)
    return ReportList(report, sheet, entries, fields)


def enter_report(
    db: Database, actor: Actor, report: Report, texts: Mapping[str, str], now: datetime
) -> Done[Entry]:
    """Keep a new entry; FieldRefused, and nothing changed, for what cannot be."""
    return _enter(db, actor, report, texts, now, ENTERED)


def put_back_report(
    db: Database, actor: Actor, report: Report, texts: Mapping[str, str], now: datetime
) -> Done[Entry]:
    """Undo a removal."""
    return _enter(db, actor, report, texts, now, PUT_BACK)


def change_report(
    db: Database,
    actor: Actor,
    report: Report,
    seen: Entry,
    texts: Mapping[str, str],
    now: datetime,
) -> Done[Entry]:
    """Have an entry say this; FieldRefused for what cannot be.

    ChangedMeanwhile or GoneMeanwhile where it is no longer as it was seen.
    """
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        fields = fields_of(session, report)
        _check_same(session, report, fields, seen)
        columns = columns_of(session, report, _labels(fields), texts)
        _check_new(session, report, fields, texts, seen.id)
        entry_id = stored.change(session, report, seen.id, columns)
        cells = _settled(session, report, fields, entry_id)
        _note(session, actor, report, entry_id, now, CHANGED, seen.cells, cells)
    return Done(Entry(entry_id, cells), Topic.REPORTED)


def remove_report(
    db: Database, actor: Actor, report: Report, seen: Entry, now: datetime
) -> Done[Entry]:
    """Take an entry away that is still as it was seen; what it said is kept in the audit."""
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        _check_same(session, report, fields_of(session, report), seen)
        stored.remove(session, report, seen.id)
        _note(session, actor, report, seen.id, now, REMOVED, seen.cells, {})
    return Done(seen, Topic.REPORTED)


def _since_entered(trail: Sequence[AuditRow]) -> Sequence[AuditRow]:
    """What was done to this entry, newest first: an earlier one may have had its number."""
    mine = list(takewhile(lambda line: not line.action.endswith(REMOVED), trail))
    begun = [line.action.endswith((ENTERED, PUT_BACK)) for line in mine]
    return mine[: begun.index(True) + 1] if any(begun) else mine


def _enter(
    db: Database,
    actor: Actor,
    report: Report,
    texts: Mapping[str, str],
    now: datetime,
    action: str,
) -> Done[Entry]:
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        fields = fields_of(session, report)
        columns = columns_of(session, report, _labels(fields), texts)
        _check_new(session, report, fields, texts, None)
        entry_id = stored.add(session, report, columns)
        cells = _settled(session, report, fields, entry_id)
        _note(session, actor, report, entry_id, now, action, {}, cells)
    return Done(Entry(entry_id, cells), Topic.REPORTED)


def _settled(
    session: Session, report: Report, fields: Sequence[ReportField], entry_id: int
) -> Mapping[str, str]:
    """The entry as it is kept, and what follows from it: an MP's own canvass tells whose seat."""
    cells = _whole(fields, stored.entries(session, report)[entry_id])
    if report is Report.CANVASS and cells["places"]:
        ids = _ids(places.constituency_ids(session), cells["places"])
        for place in ids:
            if place is not None and (name := mp_named(cells["canvasser"], len(ids))):
                stored.note_mp(session, place, name)
    return cells


def _check_same(
    session: Session, report: Report, fields: Sequence[ReportField], seen: Entry
) -> None:
    known = stored.entries(session, report).get(seen.id)
    if known is None:
        raise GoneMeanwhile
    now = _whole(fields, known)
    different = {it.label: now[it.name] for it in fields if now[it.name] != seen.cells[it.name]}
    if different:
        raise ChangedMeanwhile(now, different)


def _check_new(
    session: Session,
    report: Report,
    fields: Sequence[ReportField],
    texts: Mapping[str, str],
    own_id: int | None,
) -> None:
    """FieldRefused where another entry is of the same: two of them would be counted as two."""
    ids = places.constituency_ids(session)
    wanted = _key(ids, report, texts)
    for entry_id, cells in stored.entries(session, report).items():
        if entry_id != own_id and _key(ids, report, cells) == wanted:
            labels = _labels(fields)
            same = ", ".join(labels[name].lower() for name in KEYS[report])
            raise FieldRefused(
                KEYS[report][0],
                f"There is an entry of the same {same} already.",
                "Change that one instead.",
            )


def _key(ids: Mapping[str, int], report: Report, texts: Mapping[str, str]) -> tuple[Hashable, ...]:
    return tuple(_compared(ids, name, texts.get(name, "").strip()) for name in KEYS[report])


def _compared(ids: Mapping[str, int], name: str, text: str) -> Hashable:
    if name in {"places", "place"}:
        return _ids(ids, text)
    return day_of(text) if name in DAYS else text.casefold()


def _ids(ids: Mapping[str, int], text: str) -> frozenset[int | None]:
    return frozenset(ids.get(place_key(it)) for it in text.split(SEVERAL) if it.strip())


def _whole(fields: Sequence[ReportField], cells: Mapping[str, str]) -> dict[str, str]:
    """Every field, empty where nothing was given."""
    return {field.name: cells.get(field.name, "") for field in fields}


def _labels(fields: Sequence[ReportField]) -> dict[str, str]:
    return {field.name: field.label for field in fields}


def _note(
    session: Session,
    actor: Actor,
    report: Report,
    entry_id: int,
    now: datetime,
    action: str,
    before: Mapping[str, str],
    after: Mapping[str, str],
) -> None:
    """Keep in the audit what is different now; nothing where nothing is."""
    names = [name for name in {**before, **after} if before.get(name, "") != after.get(name, "")]
    if names:
        was, became = ({n: side[n] for n in names if n in side} for side in (before, after))
        words = f"{report.noun} {action}"
        entry = {ENTRY: entry_id}
        audit.add(session, actor.caller_id, now, words, None, {**entry, **was}, {**entry, **became})
