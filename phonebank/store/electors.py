"""Questions about electors: by number, by name, one whole card."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, literal, or_, select, true
from sqlalchemy.orm import Session

from phonebank.domain.electors import ElectorCard, FoundElector, NumberRow, name_key
from phonebank.domain.outcomes import Outcomes
from phonebank.domain.queueing import Waiting
from phonebank.domain.standing import Turn
from phonebank.store import calls
from phonebank.store.contest_schema import Affiliate, Section
from phonebank.store.kept import barred_among
from phonebank.store.schema import RETIRED, Constituency, Elector, PhoneNumber


def id_with_number(session: Session, membership_number: str) -> int | None:
    wanted = select(Elector.id).where(Elector.membership_number == membership_number.strip())
    return session.scalars(wanted).first()


def numbers(session: Session, elector_id: int) -> list[NumberRow]:
    """The elector's numbers in the order of the roll; none that has left it."""
    mine = select(PhoneNumber).where(PhoneNumber.elector_id == elector_id)
    mine = mine.where(PhoneNumber.position < RETIRED)
    rows = session.scalars(mine.order_by(PhoneNumber.position, PhoneNumber.id))
    barred = set(session.scalars(barred_among(PhoneNumber.elector_id == elector_id)))
    return [
        NumberRow(n.id, n.e164, n.written, n.kind, "barred" if n.e164 in barred else n.status)
        for n in rows
    ]


def has_number(session: Session, elector_id: int, number_id: int) -> bool:
    """Whether this is a number of the elector, be it one that has left the roll."""
    number = session.get(PhoneNumber, number_id)
    return number is not None and number.elector_id == elector_id


def card(session: Session, elector_id: int, outcomes: Outcomes) -> ElectorCard:
    """Everything known of an elector."""
    row = session.execute(
        select(Elector, Constituency, Section.name, Affiliate.name)
        .join(Constituency, Constituency.id == Elector.constituency_id)
        .outerjoin(Section, Section.id == Elector.section_id)
        .outerjoin(Affiliate, Affiliate.id == Elector.affiliate_id)
        .where(Elector.id == elector_id)
    ).one()
    elector, constituency, section, affiliate = row
    return ElectorCard(
        id=elector.id,
        membership_number=elector.membership_number,
        title=elector.title,
        first_name=elector.first_name,
        last_name=elector.last_name,
        constituency=constituency.name,
        region=constituency.region,
        section=section,
        affiliate=affiliate,
        joined_on=elector.joined_on,
        email=elector.email,
        address=elector.address,
        postcode=elector.postcode,
        recruited_by=elector.recruited_by,
        on_roll=elector.on_roll,
        attempts=elector.attempts,
        intention=elector.intention,
        strength=elector.strength,
        intention_at=elector.intention_at,
        previous_vote=elector.previous_vote,
        ballot=elector.ballot,
        suppressed=elector.suppressed,
        due_at=elector.due_at,
        is_promised=elector.turn == Turn.CALLBACK,
        numbers=numbers(session, elector_id),
        history=calls.history(session, elector_id, outcomes),
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


def found(session: Session, text: str, limit: int) -> Sequence[FoundElector]:
    """Electors whose name's parts begin with the words, in any order; or by membership number.

    An empty text finds the first electors by name, so that a page is never blank.
    """
    words = name_key(text).split()
    by_name = and_(true(), *(_a_part_begins(word) for word in words))
    exact = Elector.membership_number == text.strip()
    columns = (
        Elector.id,
        Elector.membership_number,
        Elector.first_name,
        Elector.last_name,
        Constituency.name,
        Section.name,
        Elector.intention,
        Elector.attempts,
        Elector.suppressed,
    )
    rows = session.execute(
        select(*columns)
        .join(Constituency, Constituency.id == Elector.constituency_id)
        .outerjoin(Section, Section.id == Elector.section_id)
        .where(or_(exact, by_name) if words else or_(exact, literal(not text.strip())))
        .order_by(Elector.name_key, Elector.id)
        .limit(limit)
    )
    return [
        FoundElector(i, number, f"{first} {last}".strip(), place, section, said, tries, suppressed)
        for i, number, first, last, place, section, said, tries, suppressed in rows
    ]


def _a_part_begins(word: str) -> ColumnElement[bool]:
    """`name_key` is kept with a space before each part, so that a part's start can be found."""
    return Elector.name_key.contains(f" {word}", autoescape=True)
