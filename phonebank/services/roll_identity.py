"""Who a row of a roll is: by membership number, else name and postcode, else name and phone."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from phonebank.domain.intake import RowRejected
from phonebank.store import roll

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from phonebank.store.roll import NewElector, NewElectors

NO_TELLING = "no membership number, postcode or telephone number"
SEVERAL = "several electors have this name and postcode or number, and the row does not say which"
BY_POSTCODE, BY_PHONE = "NP-", "NT-"


class Identities:
    """Gives a row without a membership number that of the elector it means, or one of its own."""

    def __init__(self, session: Session, *, is_first: bool) -> None:
        self._session, self._is_first = session, is_first

    def numbers(self, rows: NewElectors) -> Sequence[str | RowRejected]:
        """The membership number each row goes by, or why it cannot be told."""
        if all(rows.membership_number):
            return rows.membership_number
        unnumbered = [at for at, number in enumerate(rows.membership_number) if not number]
        numbers: list[str | RowRejected] = list(rows.membership_number)
        alike: dict[str, list[roll.Alike]] = {}
        if not self._is_first:
            alike = roll.of_names(self._session, [rows.name_key[at] for at in unnumbered])
        for at in unnumbered:
            numbers[at] = _identified(rows.one(at), alike.get(rows.name_key[at], ()))
        return numbers


def _identified(row: NewElector, alike: Sequence[roll.Alike]) -> str | RowRejected:
    phones = {number.e164 for number in row.numbers if number.e164}
    if row.postcode:
        same = [one for one in alike if one.postcode == row.postcode]
        own = BY_POSTCODE + _digest(row.name_key, row.postcode)
    elif phones:
        same = [one for one in alike if phones & one.e164]
        own = BY_PHONE + _digest(row.name_key, min(phones))
    else:
        return RowRejected(NO_TELLING, "membership_number")
    if len(same) > 1:
        return RowRejected(SEVERAL, "membership_number")
    return same[0].membership_number if same else own


def _digest(*parts: str) -> str:
    return blake2b("\n".join(parts).encode(), digest_size=6).hexdigest().upper()
