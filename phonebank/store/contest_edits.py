"""Writes a contest that was changed: lines keep their rows, so that what points at them stays."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from phonebank.domain.contest import Section
from phonebank.domain.contest_edits import ContestEdit, Edited, InUse, Lines
from phonebank.store import contest_schema as tables
from phonebank.store.call_schema import Call, CallReason
from phonebank.store.schema import Elector

Column = InstrumentedAttribute[Any]


def in_use(session: Session) -> InUse:
    """How many calls, electors or reports use each line of the contest."""
    sections = _by_name(session, tables.Section, Elector.section_id, tables.OutsidePoll.section_id)
    sections += _by_name(session, tables.Section, tables.DeclaredResult.section_id)
    return InUse(
        candidates=_told(session, Call.intention, tables.Endorsement.candidate),
        sections=sections,
        affiliates=_by_name(session, tables.Affiliate, Elector.affiliate_id),
        previous=_told(session, Call.previous_vote, Elector.roll_previous_vote),
        reasons=_by_name(session, tables.Reason, CallReason.reason_id),
    )


def _told(session: Session, *columns: Column) -> Counter[str]:
    """How often each word stands in these columns."""
    found: Counter[str] = Counter()
    for column in columns:
        counted = select(column, func.count()).where(column.is_not(None)).group_by(column)
        found.update({word: count for word, count in session.execute(counted)})
    return found


def _by_name(session: Session, table: Any, *columns: Column) -> Counter[str]:
    """How many rows of these columns point at each line of a table, by its name."""
    names = {number: name for name, number in _ids(session, table).items()}
    told = _told(session, *columns)
    return Counter({names[int(line)]: count for line, count in told.items()})


def save(session: Session, edit: ContestEdit) -> None:
    """Make the stored contest what the edit says; nothing that is in use may be missing in it."""
    session.execute(
        update(tables.Contest).values(
            name=edit.name,
            title=edit.title,
            ballots_open=edit.ballots_open,
            ballots_close=edit.ballots_close,
            result_on=edit.result_on,
            thresholds={name: str(value) for name, value in asdict(edit.thresholds).items()},
        )
    )
    _save_candidates(session, edit)
    _save_lines(session, tables.Affiliate, edit.affiliates)
    _save_lines(session, tables.Reason, edit.reasons)
    _save_previous(session, edit)
    _save_sections(session, edit.sections)


def archive(session: Session, at: datetime | None) -> None:
    """Say since when the contest is finished; None takes it up again."""
    session.execute(update(tables.Contest).values(archived_at=at))


def archived_at(session: Session) -> datetime | None:
    return session.scalar(select(tables.Contest.archived_at))


def _save_candidates(session: Session, edit: ContestEdit) -> None:
    """A candidate's short name stands in every call, so it is never another."""
    table = tables.Candidate
    _remove_others(session, table.short, [line.was for line in edit.candidates])
    for position, (was, wanted) in enumerate(edit.candidates):
        values = {**wanted._asdict(), "position": position}
        if was is None:
            session.execute(insert(table).values(contest_id=1, **values))
        else:
            session.execute(update(table).where(table.short == was).values(values))


def _save_previous(session: Session, edit: ContestEdit) -> None:
    table = tables.PreviousChoice
    _remove_others(session, table.short, [line.was for line in edit.previous])
    for position, (was, wanted) in enumerate(edit.previous):
        values = {**wanted._asdict(), "position": position}
        if was is None:
            session.execute(insert(table).values(values))
        else:
            session.execute(update(table).where(table.short == was).values(values))


def _save_lines(session: Session, table: Any, lines: Lines[Any]) -> None:
    """Lines known by their names; two may change names with one another."""
    ids = _ids(session, table)
    _remove_others(session, table.name, [line.was for line in lines])
    _step_aside(session, table, lines, ids)
    for was, wanted in lines:
        if was is None:
            session.execute(insert(table).values(**wanted._asdict()))
        else:
            session.execute(update(table).where(table.id == ids[was]).values(**wanted._asdict()))


def _save_sections(session: Session, lines: Lines[Section]) -> None:
    table, sizes = tables.Section, tables.SectionSize
    ids = _ids(session, table)
    kept = {line.was for line in lines}
    gone = [ids[name] for name in ids if name not in kept]
    session.execute(delete(sizes).where(sizes.section_id.in_(gone)))
    _remove_others(session, table.name, [line.was for line in lines])
    _step_aside(session, table, lines, ids)
    for was, wanted in lines:
        section = ids.get(was or "") or _new_section(session, wanted.name)
        session.execute(update(table).where(table.id == section).values(name=wanted.name))
        session.execute(delete(sizes).where(sizes.section_id == section))
        rows = [{"section_id": section, **size._asdict()} for size in wanted.sizes]
        if rows:
            session.execute(insert(sizes), rows)


def _new_section(session: Session, name: str) -> int:
    stored = tables.Section(name=name)
    session.add(stored)
    session.flush()
    return stored.id


def _ids(session: Session, table: Any) -> Mapping[str, int]:
    return dict(session.execute(select(table.name, table.id)).all())


def _step_aside(
    session: Session, table: Any, lines: Sequence[Edited[Any]], ids: Mapping[str, int]
) -> None:
    """Names must differ at every moment: whoever gets another name first gives up their own."""
    for was, wanted in lines:
        if was is not None and was != wanted.name:
            aside = f"\n{ids[was]}"
            session.execute(update(table).where(table.id == ids[was]).values(name=aside))


def _remove_others(session: Session, known_by: Column, kept: Iterable[str | None]) -> None:
    names = [name for name in kept if name is not None]
    session.execute(delete(known_by.class_).where(known_by.not_in(names)))
