"""Who is not to be called: read from a campaign about to be replaced, and told to another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2 as sqlcipher

from phonebank.store import audit, contest, kept
from phonebank.store.chunks import chunks
from phonebank.store.database import connect
from phonebank.store.schema import Elector, PhoneNumber, Suppression

SOURCE = "before a restore"
CHUNK = 500
_EVERYBODY = """
WITH RECURSIVE barred(id, kind) AS (
    SELECT id, suppressed FROM elector WHERE suppressed <> ''
    UNION SELECT elector.id, barred.kind FROM elector JOIN barred ON elector.merged_into = barred.id
)
"""
_UNMERGED = "WITH barred(id, kind) AS (SELECT id, suppressed FROM elector WHERE suppressed <> '') "
_WHOM = (
    "SELECT elector.membership_number, barred.kind, phone_number.e164 "
    "FROM barred JOIN elector ON elector.id = barred.id LEFT JOIN phone_number "
    "ON phone_number.elector_id = elector.id AND phone_number.e164 IS NOT NULL ORDER BY elector.id"
)
_NUMBERS = "SELECT e164, kind FROM suppression WHERE e164 IS NOT NULL ORDER BY id"


@dataclass(frozen=True, slots=True)
class Objections:
    """Kinds of suppression by membership number and by telephone number.

    `numbers_of` has the numbers of each elector, for where the elector is not on the other's roll.
    """

    electors: Mapping[str, str]
    numbers: Mapping[str, str]
    numbers_of: Mapping[str, Sequence[str]]


def objections_in(path: Path, key: str | None) -> Objections | None:
    """Those in a campaign file of any version; None for a file that cannot be read."""
    try:
        connection = connect(path, key, as_it_is=True)
    except sqlcipher.Error:
        return None
    try:
        return _read(connection)
    except sqlcipher.Error:
        return None
    finally:
        connection.close()


def _read(connection: Any) -> Objections:
    columns = {name for _, name, *_ in connection.execute("PRAGMA table_info(elector)")}
    barred = _EVERYBODY if "merged_into" in columns else _UNMERGED
    electors: dict[str, str] = {}
    numbers_of: dict[str, list[str]] = {}
    for number, kind, e164 in connection.execute(barred + _WHOM):
        electors.setdefault(number, kind)
        numbers_of.setdefault(number, []).extend([e164] if e164 else [])
    return Objections(electors, dict(connection.execute(_NUMBERS).fetchall()), numbers_of)


def tell(session: Session, told: Objections, by: int, now: datetime) -> tuple[int, int]:
    """Put in force what is not yet: how many electors and how many numbers that were.

    The numbers of whoever is not on this roll are not to be rung, whoever brings them again.
    """
    here = _ids(session, list(told.electors))
    absent = told.electors.keys() - here.keys()
    numbers = {e164: told.electors[who] for who in absent for e164 in told.numbers_of[who]}
    numbers |= told.numbers
    known = set(session.scalars(select(Suppression.e164).where(Suppression.e164.is_not(None))))
    new_numbers = {e164: kind for e164, kind in numbers.items() if e164 not in known}
    barred = {here[who][0]: kind for who, kind in told.electors.items() if _is_new(here.get(who))}
    since = {"source": SOURCE, "since": now}
    for elector_id, kind in barred.items():
        session.add(Suppression(elector_id=elector_id, e164=None, kind=kind, **since))
        audit.add(session, by, now, "suppressed", elector_id, {}, {"suppressed": kind})
    for e164, kind in new_numbers.items():
        session.add(Suppression(elector_id=None, e164=e164, kind=kind, **since))
    session.flush()
    touched = sorted(barred.keys() | _who_has(session, list(new_numbers)))
    kept.refold(session, touched, contest.outcomes(session))
    return len(barred), len(new_numbers)


def _is_new(found: tuple[int, str] | None) -> bool:
    return found is not None and not found[1]


def _ids(session: Session, membership_numbers: Sequence[str]) -> dict[str, tuple[int, str]]:
    """The ids of those who are on this roll, and how they are suppressed here already."""
    found: dict[str, tuple[int, str]] = {}
    asked = select(Elector.membership_number, Elector.id, Elector.suppressed)
    for part in chunks(membership_numbers, CHUNK):
        rows = session.execute(asked.where(Elector.membership_number.in_(part)))
        found |= {number: (elector_id, kind) for number, elector_id, kind in rows}
    return found


def _who_has(session: Session, numbers: Sequence[str]) -> set[int]:
    found: set[int] = set()
    for part in chunks(numbers, CHUNK):
        theirs = select(PhoneNumber.elector_id).where(PhoneNumber.e164.in_(part))
        found |= set(session.scalars(theirs))
    return found
