"""Questions about one elector: who has a number, what is known of them."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from phonebank.domain.corrections import facts_of
from phonebank.domain.electors import ElectorCard, NumberRow
from phonebank.domain.outcomes import Outcomes
from phonebank.domain.queueing import Waiting
from phonebank.domain.standing import Turn
from phonebank.store import calls, elector_work, merges
from phonebank.store.contest_schema import Affiliate, Section
from phonebank.store.kept import barred_among
from phonebank.store.schema import RETIRED, Constituency, Elector, PhoneNumber

AS_STORED = (
    "id",
    "membership_number",
    "title",
    "first_name",
    "last_name",
    "joined_on",
    "email",
    "address",
    "postcode",
    "recruited_by",
    "on_roll",
    "eligible",
    "roll_previous_vote",
    "usable_numbers",
    "attempts",
    "intention",
    "strength",
    "intention_at",
    "previous_vote",
    "ballot",
    "suppressed",
    "due_at",
)
"""Facts that a card has as they stand on the elector's row."""


def id_with_number(session: Session, membership_number: str) -> int | None:
    wanted = select(Elector.id).where(Elector.membership_number == membership_number.strip())
    return session.scalars(wanted).first()


def is_known(session: Session, elector_id: int) -> bool:
    return session.get(Elector, elector_id) is not None


def numbers(session: Session, elector_id: int) -> list[NumberRow]:
    """The elector's numbers in the order of the roll; none that has left it."""
    return _rows(session, merges.listed_numbers(session, elector_id))


def former_numbers(session: Session, elector_id: int) -> list[NumberRow]:
    """Numbers that were rung and have left the roll."""
    mine = select(PhoneNumber).where(PhoneNumber.elector_id == elector_id)
    left = mine.where(PhoneNumber.position >= RETIRED).order_by(PhoneNumber.id)
    return _rows(session, session.scalars(left).all())


def _rows(session: Session, found: Sequence[PhoneNumber]) -> list[NumberRow]:
    barred = set(session.scalars(barred_among(PhoneNumber.id.in_([n.id for n in found]))))
    return [
        NumberRow(
            n.id,
            n.e164,
            n.written,
            n.kind,
            "barred" if n.e164 in barred else n.status,
            n.extension,
        )
        for n in found
    ]


def has_number(session: Session, elector_id: int, number_id: int) -> bool:
    """Whether this is a number of the elector, be it one that has left the roll."""
    number = session.get(PhoneNumber, number_id)
    return number is not None and number.elector_id in merges.whole(session, elector_id)


def card(session: Session, elector_id: int, outcomes: Outcomes) -> ElectorCard:
    """What a caller needs to know of an elector."""
    row = session.execute(
        select(Elector, Constituency, Section.name, Affiliate.name)
        .join(Constituency, Constituency.id == Elector.constituency_id)
        .outerjoin(Section, Section.id == Elector.section_id)
        .outerjoin(Affiliate, Affiliate.id == Elector.affiliate_id)
        .where(Elector.id == elector_id)
    ).one()
    elector, constituency, section, affiliate = row
    return ElectorCard(
        constituency=constituency.name,
        region=constituency.region,
        nation=constituency.nation,
        section=section,
        affiliate=affiliate,
        corrected=facts_of(elector.corrected),
        is_promised=elector.turn == Turn.CALLBACK,
        numbers=numbers(session, elector_id),
        history=calls.history(session, elector_id, outcomes),
        **{name: getattr(elector, name) for name in AS_STORED},
    )


def whole_card(session: Session, elector_id: int, outcomes: Outcomes) -> ElectorCard:
    """Everything known of an elector, with what organisers did and where it came from."""
    return replace(
        card(session, elector_id, outcomes),
        former_numbers=former_numbers(session, elector_id),
        tags=elector_work.tags(session, elector_id),
        follow_ups=elector_work.follow_ups(session, elector_id),
        suppressions=elector_work.suppressions(session, elector_id),
        origin=elector_work.origin(session, elector_id),
        merged=elector_work.merged_numbers(session, elector_id),
        merged_into=elector_work.number_of_survivor(session, elector_id),
    )


def waiting(session: Session, elector_id: int) -> Waiting:
    """What the queue needs to know of one elector."""
    elector = session.get_one(Elector, elector_id, populate_existing=True)
    return Waiting(
        turn=Turn(elector.turn),
        attempts=elector.attempts,
        due_at=elector.due_at,
        callback_for=elector.callback_for,
        suppressed=bool(elector.suppressed) or not elector.on_roll,
        banked=elector.ballot == "returned",
        usable_numbers=elector.usable_numbers,
    )


def membership_number(session: Session, elector_id: int) -> str:
    return session.scalars(select(Elector.membership_number).where(Elector.id == elector_id)).one()
