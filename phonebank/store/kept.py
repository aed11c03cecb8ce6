"""Keeps each elector's current state equal to the fold of their calls."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy.orm import Session

from phonebank.domain.outcomes import Outcomes
from phonebank.domain.standing import Standing, standing_after
from phonebank.store import calls
from phonebank.store.schema import RETIRED, Elector, PhoneNumber, Suppression

CHUNK = 500
KEPT = (
    "on_roll",
    "attempts",
    "contacted",
    "disposition",
    "intention",
    "strength",
    "intention_at",
    "intention_by",
    "previous_vote",
    "ballot",
    "last_call_at",
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
    """Fold the calls of these electors anew; return how many electors' kept state was other."""
    changed = 0
    for start in range(0, len(elector_ids), CHUNK):
        folded = _fold_chunk(session, elector_ids[start : start + CHUNK], outcomes)
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
    chunks = (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
    return sum(len(_fold_chunk(session, chunk, outcomes).stale) for chunk in chunks)


def _fold_chunk(session: Session, elector_ids: Sequence[int], outcomes: Outcomes) -> Refolded:
    records = calls.records_of(session, elector_ids, outcomes)
    standings = {elector: standing_after(made) for elector, made in records.items()}
    numbers, usable, stale = _numbers(session, elector_ids, standings)
    suppressed = _suppressed(session, elector_ids)
    electors = list(_updates(session, elector_ids, standings, suppressed, usable))
    return Refolded(electors, numbers, stale | {row["id"] for row in electors})


def _numbers(
    session: Session, elector_ids: Sequence[int], standings: dict[int, Standing]
) -> tuple[list[dict[str, Any]], Counter[int], set[int]]:
    """Numbers whose kept status is other, usable numbers per elector, and whose were other."""
    of_these = PhoneNumber.elector_id.in_(elector_ids)
    barred = set(session.scalars(barred_among(of_these)))
    listed = PhoneNumber.position < RETIRED
    columns = PhoneNumber.id, PhoneNumber.elector_id, PhoneNumber.status, PhoneNumber.e164, listed
    mine = select(*columns).where(of_these)
    updates: list[dict[str, Any]] = []
    usable: Counter[int] = Counter()
    stale: set[int] = set()
    for number, elector, kept, e164, on_roll in session.execute(mine):
        status = standings[elector].number_status.get(number, "")
        usable[elector] += on_roll and e164 is not None and not status and e164 not in barred
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


def _suppressed(session: Session, elector_ids: Sequence[int]) -> dict[int, str]:
    """Suppressions learned outside calls, the first that was told for each elector."""
    told = select(Suppression.elector_id, Suppression.kind)
    told = told.where(Suppression.elector_id.in_(elector_ids)).order_by(Suppression.id.desc())
    return {elector: kind for elector, kind in session.execute(told) if elector}


def _updates(
    session: Session,
    elector_ids: Sequence[int],
    standings: dict[int, Standing],
    suppressed: dict[int, str],
    usable: Counter[int],
) -> Iterator[dict[str, Any]]:
    columns = [getattr(Elector, name) for name in KEPT]
    roll = select(Elector.id, Elector.eligible, Elector.roll_previous_vote, *columns)
    for row in session.execute(roll.where(Elector.id.in_(elector_ids))).mappings():
        standing = standings[row["id"]]
        wanted = {name: getattr(standing, name) for name in KEPT if hasattr(standing, name)}
        wanted["on_roll"] = row["eligible"] and not standing.off_roll
        wanted["previous_vote"] = standing.previous_vote or row["roll_previous_vote"]
        wanted["suppressed"] = standing.suppressed or suppressed.get(row["id"], "")
        wanted["usable_numbers"] = usable[row["id"]]
        if any(wanted[name] != row[name] for name in KEPT):
            yield {"id": row["id"], **wanted}
