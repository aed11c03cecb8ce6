"""Writes what somebody changes of one elector by hand."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from phonebank.domain.corrections import with_facts
from phonebank.domain.outcomes import Outcomes
from phonebank.store import kept, search
from phonebank.store.contest_schema import Affiliate, Section
from phonebank.store.roll import StoredNumber
from phonebank.store.roll_writing import renumber
from phonebank.store.schema import RETIRED, Constituency, Elector, PhoneNumber, Suppression
from phonebank.store.work_schema import FollowUp, Tag

BY_HAND = "organiser"
"""The source of a suppression that an organiser entered."""
SEARCHED = frozenset({"first_name", "last_name", "postcode", "numbers"})
FOLDED = frozenset({"eligible", "previous_vote", "numbers"})


def facts(session: Session, elector_id: int) -> dict[str, str]:
    """The facts that can be corrected, as a form shows them."""
    elector, constituency, section, affiliate = session.execute(
        select(Elector, Constituency.name, Section.name, Affiliate.name)
        .join(Constituency, Constituency.id == Elector.constituency_id)
        .outerjoin(Section, Section.id == Elector.section_id)
        .outerjoin(Affiliate, Affiliate.id == Elector.affiliate_id)
        .where(Elector.id == elector_id)
    ).one()
    return {
        "title": elector.title,
        "first_name": elector.first_name,
        "last_name": elector.last_name,
        "membership_number": elector.membership_number,
        "email": elector.email,
        "address": elector.address,
        "postcode": elector.postcode,
        "constituency": constituency,
        "section": section or "",
        "affiliate": affiliate or "",
        "joined_on": elector.joined_on.isoformat() if elector.joined_on else "",
        "recruited_by": elector.recruited_by,
        "eligible": "yes" if elector.eligible else "no",
        "previous_vote": elector.roll_previous_vote or "",
    }


def set_columns(session: Session, elector_id: int, columns: Mapping[str, Any]) -> None:
    if columns:
        session.execute(update(Elector).where(Elector.id == elector_id).values(**columns))
        session.expire_all()


def written_numbers(session: Session, elector_id: int) -> list[str]:
    """The elector's own numbers as written, in their order."""
    mine = select(PhoneNumber.written).where(PhoneNumber.elector_id == elector_id)
    listed = mine.where(PhoneNumber.position < RETIRED)
    return list(session.scalars(listed.order_by(PhoneNumber.position, PhoneNumber.id)))


def set_numbers(session: Session, elector_id: int, numbers: Sequence[StoredNumber]) -> None:
    """Replace the listed numbers; those that were rung stay among the former ones."""
    renumber(session, elector_id, numbers)


def set_tags(session: Session, elector_id: int, names: Sequence[str]) -> None:
    session.execute(delete(Tag).where(Tag.elector_id == elector_id))
    if names:
        session.execute(insert(Tag), [{"elector_id": elector_id, "name": name} for name in names])


def settle(session: Session, elector_id: int, changed: Sequence[str], outcomes: Outcomes) -> None:
    """After facts were changed: no import touches them again, search and kept state follow."""
    elector = session.get_one(Elector, elector_id, populate_existing=True)
    elector.corrected = with_facts(elector.corrected, tuple(changed))
    session.flush()
    if not SEARCHED.isdisjoint(changed):
        search.refresh(session, [elector_id])
    if not FOLDED.isdisjoint(changed):
        kept.refold(session, [elector_id], outcomes)


def told_kinds(
    session: Session, elector_id: int | None = None, e164: str | None = None
) -> list[str]:
    """The suppressions of an elector, or of a number, that were told outside calls."""
    told = select(Suppression.kind).where(_of(elector_id, e164)).order_by(Suppression.id)
    return list(session.scalars(told))


def suppress(
    session: Session, kind: str, now: datetime, elector_id: int | None, e164: str | None
) -> None:
    """Keep an elector, or a number whoever has it, from being rung."""
    session.add(Suppression(elector_id=elector_id, e164=e164, kind=kind, source=BY_HAND, since=now))
    session.flush()


def lift(session: Session, elector_id: int | None, e164: str | None) -> None:
    session.execute(delete(Suppression).where(_of(elector_id, e164)))


def _of(elector_id: int | None, e164: str | None) -> Any:
    if elector_id is not None:
        return Suppression.elector_id == elector_id
    return Suppression.e164 == e164


def who_has(session: Session, e164: str) -> list[int]:
    """Everybody who has or had this number."""
    theirs = select(PhoneNumber.elector_id).where(PhoneNumber.e164 == e164)
    return sorted(set(session.scalars(theirs)))


def number(session: Session, elector_id: int, number_id: int) -> PhoneNumber | None:
    found = session.get(PhoneNumber, number_id)
    return found if found and found.elector_id == elector_id else None


def add_follow_up(
    session: Session, elector_id: int, kind: str, note: str, by: int, now: datetime
) -> int:
    added = FollowUp(
        elector_id=elector_id, kind=kind, note=note, at=now, caller_id=by, done_at=None
    )
    session.add(added)
    session.flush()
    return added.id


def follow_up(session: Session, follow_up_id: int) -> FollowUp | None:
    return session.get(FollowUp, follow_up_id)
