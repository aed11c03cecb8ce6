"""Questions about what organisers and imports did to an elector: tags, follow-ups, origin."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from phonebank.domain.electors import FollowUpKind, FollowUpRow, Origin, SuppressionRow
from phonebank.domain.outcomes import Suppresses
from phonebank.store import merges
from phonebank.store.call_schema import Call, Outcome
from phonebank.store.import_schema import FileImport
from phonebank.store.schema import Caller, Elector, PhoneNumber, Suppression
from phonebank.store.work_schema import FollowUp, Tag

# Made once: an alias is dear, and a card is asked for at every row that somebody looks at.
_LATER = aliased(Call)
_SURVIVOR = aliased(Elector)


def tags(session: Session, elector_id: int) -> list[str]:
    mine = select(Tag.name).where(Tag.elector_id == elector_id)
    return list(session.scalars(mine.order_by(Tag.name)))


def follow_ups(session: Session, elector_id: int) -> list[FollowUpRow]:
    """Open ones first, then the newest."""
    mine = select(FollowUp, Caller.name).join(Caller, Caller.id == FollowUp.caller_id)
    mine = mine.where(FollowUp.elector_id == elector_id)
    rows = session.execute(
        mine.order_by(FollowUp.done_at.is_not(None), FollowUp.at.desc(), FollowUp.id.desc())
    )
    return [
        FollowUpRow(one.id, FollowUpKind(one.kind), one.note, one.at, caller, one.done_at)
        for one, caller in rows
    ]


def suppressions(session: Session, elector_id: int) -> list[SuppressionRow]:
    """What was told outside calls of the elector and of their numbers, then what callers heard."""
    theirs = select(PhoneNumber.e164).where(PhoneNumber.elector_id == elector_id)
    told = select(Suppression).where(
        or_(Suppression.elector_id == elector_id, Suppression.e164.in_(theirs))
    )
    rows = [
        SuppressionRow(one.kind, one.source, one.since, one.e164)
        for one in session.scalars(told.order_by(Suppression.id))
    ]
    return rows + heard(session, elector_id)


def heard(session: Session, elector_id: int) -> list[SuppressionRow]:
    """Suppressions that callers heard in calls that still count, the first call first."""
    made = (
        select(Call.do_not_call, Outcome.slug, Caller.name, Call.called_at)
        .join(Outcome, Outcome.slug == Call.outcome)
        .join(Caller, Caller.id == Call.caller_id)
        .where(Call.elector_id.in_(merges.whole(session, elector_id)))
        .where(or_(Call.do_not_call, Outcome.suppresses == Suppresses.ELECTOR.value))
        .where(~select(_LATER.id).where(_LATER.supersedes == Call.call_id).exists())
    )
    return [
        SuppressionRow(
            "do-not-call" if not_again else slug, f"call by {caller}", at, may_be_lifted=False
        )
        for not_again, slug, caller, at in session.execute(made.order_by(Call.called_at))
    ]


def origin(session: Session, elector_id: int) -> Origin | None:
    """The import that brought the elector; None for one from before imports were kept."""
    brought = select(FileImport).join(Elector, Elector.added_by == FileImport.id)
    found = session.scalars(brought.where(Elector.id == elector_id)).first()
    return Origin(found.id, found.file_name, found.read_as, found.at) if found else None


def merged_numbers(session: Session, elector_id: int) -> list[str]:
    """Membership numbers of those who turned out to be this elector."""
    others = [one for one in merges.whole(session, elector_id) if one != elector_id]
    asked = select(Elector.membership_number).where(Elector.id.in_(others))
    return sorted(session.scalars(asked)) if others else []


def number_of_survivor(session: Session, elector_id: int) -> str:
    """The membership number of whom this elector turned out to be, or nothing."""
    asked = select(_SURVIVOR.membership_number).join(Elector, Elector.merged_into == _SURVIVOR.id)
    return session.scalar(asked.where(Elector.id == elector_id)) or ""
