"""Keeps each elector's current state equal to the fold of their calls."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy.orm import Session

from phonebank.domain.calls import CallRecord
from phonebank.domain.outcomes import Outcomes
from phonebank.domain.standing import Standing, standing_after
from phonebank.store import calls, merges
from phonebank.store.chunks import chunks
from phonebank.store.merges import Persons
from phonebank.store.schema import RETIRED, Elector, PhoneNumber, Suppression

CHUNK = 500
KEPT = (
    "on_roll",
    "attempts",
    "contacted",
    "first_reached",
    "disposition",
    "intention",
    "strength",
    "intention_at",
    "intention_by",
    "intention_list",
    "reasons",
    "prior_intention",
    "prior_at",
    "answers",
    "previous_vote",
    "ballot",
    "last_call_at",
    "rung",
    "turn",
    "due_at",
    "callback_for",
    "suppressed",
    "usable_numbers",
)


@dataclass(slots=True)
class Refolded:
    """What would have to change so that the kept state is the fold."""

    electors: list[dict[str, Any]]
    numbers: list[dict[str, Any]]
    stale: set[int]


def refold(session: Session, elector_ids: Sequence[int], outcomes: Outcomes) -> int:
    """Fold the calls of these electors anew; return how many electors' kept state was other.

    Whoever a merge joins with one of them is folded too, since all calls to one person count.
    """
    joined = merges.persons(session, elector_ids).everybody.difference(elector_ids)
    wanted = [*elector_ids, *sorted(joined)]
    changed = 0
    for part in chunks(wanted, CHUNK):
        folded = _fold_chunk(session, part, outcomes)
        if folded.numbers:
            session.execute(update(PhoneNumber), folded.numbers)
        if folded.electors:
            session.execute(update(Elector), folded.electors)
        changed += len(folded.stale)
    return changed


def refold_all(session: Session, outcomes: Outcomes) -> tuple[int, int]:
    """Fold everybody anew; return how many electors there are and how many changed."""
    ids = session.scalars(select(Elector.id)).all()
    return len(ids), refold(session, ids, outcomes)


def count_stale(session: Session, outcomes: Outcomes) -> int:
    """How many electors' kept state is not the fold of their calls; changes nothing."""
    ids = session.scalars(select(Elector.id)).all()
    return sum(len(_fold_chunk(session, part, outcomes).stale) for part in chunks(ids, CHUNK))


def _fold_chunk(session: Session, elector_ids: Sequence[int], outcomes: Outcomes) -> Refolded:
    persons = merges.persons(session, elector_ids)
    same = merges.same_numbers(session, persons)
    records = calls.records_of(session, [*persons.everybody.union(elector_ids)], outcomes)
    standings = {
        elector: standing_after(_of_person((records[it] for it in persons.whole(elector)), same))
        for elector in records
    }
    numbers, usable, stale = _numbers(session, standings, persons, same)
    suppressed = _suppressed(session, persons, elector_ids)
    electors = list(_updates(session, elector_ids, standings, suppressed, usable))
    stale = stale.intersection(elector_ids) | {row["id"] for row in electors}
    return Refolded(electors, numbers, stale)


def _of_person(
    records: Iterable[Sequence[CallRecord]], same: Mapping[int, int]
) -> Iterator[CallRecord]:
    """The calls to all electors who are one person, of whose equal numbers the first stands."""
    for call in chain.from_iterable(records):
        first = same.get(call.number_id or 0)
        yield call if first is None else replace(call, number_id=first)


def _numbers(
    session: Session,
    standings: Mapping[int, Standing],
    persons: Persons,
    same: Mapping[int, int],
) -> tuple[list[dict[str, Any]], Counter[int], set[int]]:
    """Numbers whose kept status is other, usable numbers per elector, and whose were other."""
    of_these = PhoneNumber.elector_id.in_(list(standings))
    barred = set(session.scalars(barred_among(of_these)))
    listed = PhoneNumber.position < RETIRED
    columns = PhoneNumber.id, PhoneNumber.elector_id, PhoneNumber.status, PhoneNumber.e164, listed
    updates: list[dict[str, Any]] = []
    usable: Counter[int] = Counter()
    stale: set[int] = set()
    for number, elector, kept, e164, on_roll in session.execute(select(*columns).where(of_these)):
        people = persons.upwards(elector)
        status = standings[people[-1]].number_status.get(same.get(number, number), "")
        may_ring = on_roll and e164 is not None and not status and e164 not in barred
        usable.update(people if may_ring and number not in same else ())
        if status != kept:
            updates.append({"id": number, "status": status})
            stale.add(elector)
    return updates, usable, stale


def barred_among(numbers: ColumnElement[bool]) -> Select[str | None]:
    """Those of these numbers that must not be rung, whoever's they are."""
    return (
        select(PhoneNumber.e164)
        .join(Suppression, Suppression.e164 == PhoneNumber.e164)
        .where(numbers, PhoneNumber.e164.is_not(None))
    )


def _suppressed(session: Session, persons: Persons, elector_ids: Sequence[int]) -> dict[int, str]:
    """Suppressions learned outside calls, the first that was told for each elector.

    One told of anybody who was merged into them is in force for them too.
    """
    everybody = persons.everybody.union(elector_ids)
    told = select(Suppression.elector_id, Suppression.kind)
    told = told.where(Suppression.elector_id.in_(everybody)).order_by(Suppression.id.desc())
    suppressed: dict[int, str] = {}
    for elector, kind in session.execute(told):
        assert elector is not None
        suppressed.update(dict.fromkeys(persons.upwards(elector), kind))
    return suppressed


def _updates(
    session: Session,
    elector_ids: Sequence[int],
    standings: dict[int, Standing],
    suppressed: dict[int, str],
    usable: Counter[int],
) -> Iterator[dict[str, Any]]:
    roll = select(*FACTS).where(Elector.id.in_(elector_ids))
    for row in session.connection().execute(roll).mappings():
        told = suppressed.get(row["id"], "")
        wanted = state_of(row, standings[row["id"]], told, usable[row["id"]])
        if any(wanted[name] != row[name] for name in KEPT):
            yield {"id": row["id"], **wanted}


FACTS = (
    Elector.id,
    Elector.eligible,
    Elector.merged_into,
    Elector.roll_previous_vote,
    *(getattr(Elector, name) for name in KEPT),
)
"""What the roll says of an elector that their state depends on, and the state that is kept."""


def state_of(row: Mapping[Any, Any], standing: Standing, told: str, usable: int) -> dict[str, Any]:
    """What is to be kept of an elector: the fold, the roll, and what was `told` outside calls."""
    state = {name: getattr(standing, name) for name in KEPT if hasattr(standing, name)}
    state["on_roll"] = row["eligible"] and row["merged_into"] is None and not standing.off_roll
    state["previous_vote"] = standing.previous_vote or row["roll_previous_vote"]
    state["suppressed"] = standing.suppressed or told
    state["usable_numbers"] = usable
    return state
