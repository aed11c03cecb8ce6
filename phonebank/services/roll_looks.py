"""Looks at many rows of a roll at once, for faults, and at single ones, to show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.intake import Sample
from phonebank.domain.postcodes import postcode_key
from phonebank.store import postcodes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from phonebank.domain.roll import NewElector, NewElectors


def empty_places(column: Sequence[object]) -> list[int]:
    """Where a column has nothing: an empty text or None."""
    if None not in column and "" not in column:
        return []
    return [at for at, value in enumerate(column) if value is None or value == ""]


def placed(session: Session, rows: NewElectors) -> int:
    """Give rows without a place that is known that of their postcode; how many have it so."""
    keys = {at: postcode_key(rows.postcode[at]) for at in empty_places(rows.constituency_id)}
    wanted = {key for key in keys.values() if key is not None}
    found = postcodes.constituencies_of(session, wanted)
    by_postcode = {at: found[key] for at, key in keys.items() if key in found}
    for at, constituency in by_postcode.items():
        rows.constituency_id[at] = constituency
    return len(by_postcode)


def sample_of(line: int, one: NewElector, column: str = "", why: str = "") -> Sample:
    """A row as a person looks at it."""
    name = f"{one.first_name} {one.last_name.upper()}".strip()
    phone = one.numbers[0].written if one.numbers else ""
    return Sample(line, one.membership_number, name, phone, one.place, column, why)
