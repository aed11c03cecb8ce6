"""Questions about one elector: who has a number, what is known of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from sqlalchemy import Select, bindparam, exists, or_, select
from sqlalchemy.orm import Session, aliased

from phonebank.domain.corrections import facts_of
from phonebank.domain.electors import ElectorCard, NumberRow
from phonebank.domain.outcomes import Outcomes
from phonebank.domain.queueing import LastTry, Waiting
from phonebank.domain.standing import Turn
from phonebank.store import elector_work, merges, past_calls
from phonebank.store.contest_schema import Affiliate, Section
from phonebank.store.kept import barred_among
from phonebank.store.schema import RETIRED, Constituency, Elector, PhoneNumber, Suppression
from phonebank.store.statements import Statement
from phonebank.store.waiting import of_one

MOST_SHARING = 100  # at a switchboard
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


def sharing_numbers(session: Session, elector_id: int) -> dict[int, str]:
    """Everybody else who has a usable number of this elector's, with their names."""
    mine = {number.e164 for number in numbers(session, elector_id) if number.is_usable}
    others = (
        select(Elector.id, Elector.first_name, Elector.last_name)
        .join(PhoneNumber, PhoneNumber.elector_id == Elector.id)
        .where(PhoneNumber.e164.in_(mine), Elector.id != elector_id, Elector.merged_into.is_(None))
        .where(PhoneNumber.status == "", PhoneNumber.position < RETIRED)
        .order_by(Elector.id)
        .limit(MOST_SHARING)
    )
    found = session.connection().execute(others)
    return {it: f"{first} {last}".strip() for it, first, last in found}


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
    return card_and_last_try(session, elector_id, outcomes)[0]


def card_and_last_try(
    session: Session, elector_id: int, outcomes: Outcomes
) -> tuple[ElectorCard, LastTry | None]:
    """The card, and the last try of their numbers, which tells the one to ring."""
    asked = AskedCard(session, elector_id)
    if not asked.is_joined:
        return asked.found(outcomes)
    others = [it for it in merges.whole(session, elector_id) if it != elector_id]
    calls = [call for it in others for call in past_calls.ask(session, it).named()]
    return asked.found_with(calls, numbers(session, elector_id), outcomes)


class AskedCard:
    """What has been asked of the database for a card; looked at before a commit or after it."""

    def __init__(self, session: Session, elector_id: int) -> None:
        self._elector = _CARD.say(session, {"elector": elector_id})
        self._past = past_calls.ask(session, elector_id)

    @cached_property
    def _rows(self) -> Sequence[Mapping[str, Any]]:
        return self._elector.named()

    @property
    def is_joined(self) -> bool:
        """Whether a merge joins anybody with the elector, whose calls and numbers count too."""
        return bool(self._rows[0]["is_joined"])

    def found(self, outcomes: Outcomes) -> tuple[ElectorCard, LastTry | None]:
        """The card and the last try of an elector with whom nobody is joined."""
        return self.found_with((), listed(numbers_in(self._rows)), outcomes)

    def found_with(
        self,
        others: Sequence[Mapping[str, Any]],
        numbers: Sequence[NumberRow],
        outcomes: Outcomes,
    ) -> tuple[ElectorCard, LastTry | None]:
        """The same of one who is joined with others, who have these calls and numbers."""
        row = self._rows[0]
        history, last = past_calls.history_in([*self._past.named(), *others], outcomes)
        made = ElectorCard(
            constituency=row["constituency"],
            region=row["region"],
            nation=row["nation"],
            section=row["section"],
            affiliate=row["affiliate"],
            corrected=facts_of(row["corrected"]),
            is_promised=row["turn"] == Turn.CALLBACK,
            numbers=numbers,
            history=history,
            **{name: row[name] for name in AS_STORED},
        )
        return made, last


def with_numbers(wanted: Select[Any]) -> Select[Any]:
    """A question of one elector with all their numbers, those that left the roll too.

    One row for each number, which `numbers_in` tells from that of an elector without any.
    """
    barred = exists().where(Suppression.e164 == PhoneNumber.e164)
    return (
        wanted.add_columns(PhoneNumber.id.label("number_id"), PhoneNumber.e164)
        .add_columns(PhoneNumber.written, PhoneNumber.kind, PhoneNumber.status)
        .add_columns(PhoneNumber.extension, PhoneNumber.position, barred.label("is_barred"))
        .outerjoin(PhoneNumber, PhoneNumber.elector_id == Elector.id)
        .order_by(PhoneNumber.position, PhoneNumber.id)
    )


def numbers_in(rows: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """Of an elector with whom nobody was merged."""
    return rows if rows and rows[0]["number_id"] is not None else ()


_OTHER = aliased(Elector)
is_joined = or_(Elector.merged_into.is_not(None), exists().where(_OTHER.merged_into == Elector.id))
"""Whether a merge joins anybody with the elector."""
_CARD = Statement(
    with_numbers(
        select(*(getattr(Elector, name) for name in AS_STORED), Elector.corrected, Elector.turn)
        .add_columns(
            Constituency.name.label("constituency"),
            Constituency.region.label("region"),
            Constituency.nation.label("nation"),
            Section.name.label("section"),
            Affiliate.name.label("affiliate"),
            is_joined.label("is_joined"),
        )
        .join(Constituency, Constituency.id == Elector.constituency_id)
        .outerjoin(Section, Section.id == Elector.section_id)
        .outerjoin(Affiliate, Affiliate.id == Elector.affiliate_id)
        .where(Elector.id == bindparam("elector"))
    )
)


def listed(found: Iterable[Mapping[str, Any]]) -> list[NumberRow]:
    """Those of these that are on the roll."""
    return [
        NumberRow(
            row["number_id"],
            row["e164"],
            row["written"],
            row["kind"],
            "barred" if row["is_barred"] else row["status"],
            row["extension"],
        )
        for row in found
        if row["position"] < RETIRED
    ]


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


def waiting(
    session: Session, elector_id: int, caller_id: int = 0, *, for_mp: bool = False
) -> Waiting:
    """What the queue needs to know of one elector, with a caller for that caller."""
    return of_one(session, elector_id, caller_id, for_mp=for_mp)


def membership_number(session: Session, elector_id: int) -> str:
    return session.scalars(select(Elector.membership_number).where(Elector.id == elector_id)).one()
