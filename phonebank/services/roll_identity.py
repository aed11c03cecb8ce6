"""Who a row of a roll is: by membership number, else name and postcode, else name and phone."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from phonebank.domain.intake import RowRejected
from phonebank.store import roll_known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from phonebank.domain.roll import NewElector, NewElectors
    from phonebank.store.roll_known import Alike

NO_TELLING = "no membership number, postcode or telephone number"
SEVERAL = "several electors have this name and postcode or number, and the row does not say which"
BY_POSTCODE, BY_PHONE = "NP-", "NT-"


class Identities:
    """Gives a row without a membership number that of the elector it means, or one of its own.

    Electors are asked about as they were before the file, whose ids are `below` those it adds. A
    membership number that somebody corrected by hand still means the same elector.
    """

    def __init__(self, session: Session, *, below: int) -> None:
        self._session, self._below = session, below
        self._former = roll_known.former_numbers(session)

    def numbers(self, rows: NewElectors) -> Sequence[str | RowRejected]:
        """The membership number each row goes by, or why it cannot be told."""
        told = rows.membership_number
        if self._former:
            told = [self._former.get(number, number) for number in told]
        if all(told):
            return told
        unnumbered = [at for at, number in enumerate(told) if not number]
        numbers: list[str | RowRejected] = list(told)
        keys = [rows.name_key[at] for at in unnumbered]
        alike = roll_known.of_names(self._session, keys, self._below) if self._below > 1 else {}
        for at in unnumbered:
            numbers[at] = _identified(rows.one(at), alike.get(rows.name_key[at], ()))
        return numbers


def _identified(row: NewElector, alike: Sequence[Alike]) -> str | RowRejected:
    phones = {number.e164 for number in row.numbers if number.e164}
    if row.postcode:
        same = [one for one in alike if one.postcode == row.postcode]
        own = BY_POSTCODE + _digest(row.name_key, row.postcode)
    elif phones:
        same = [one for one in alike if phones & one.e164]
        own = BY_PHONE + _digest(row.name_key, min(phones))
    else:
        return RowRejected(NO_TELLING, "membership_number")
    if any(one.membership_number == own for one in same):
        return own
    if len(same) > 1:
        return RowRejected(SEVERAL, "membership_number")
    return same[0].membership_number if same else own


def _digest(*parts: str) -> str:
    return blake2b("\n".join(parts).encode(), digest_size=6).hexdigest().upper()
