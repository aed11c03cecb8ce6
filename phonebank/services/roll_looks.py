"""Looks at many rows of a roll at once, for faults, and at single ones, to show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.intake import Sample

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.store.roll import NewElector


def empty_places(column: Sequence[object]) -> list[int]:
    """Where a column has nothing: an empty text or None."""
    return [at for at, value in enumerate(column) if value is None or value == ""]


def sample_of(line: int, one: NewElector, column: str = "", why: str = "") -> Sample:
    """A row as a person looks at it."""
    name = f"{one.first_name} {one.last_name.upper()}".strip()
    phone = one.numbers[0].written if one.numbers else ""
    return Sample(line, one.membership_number, name, phone, one.place, column, why)
