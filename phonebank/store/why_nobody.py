"""How many electors of a list wait for what, for whoever asks: also one who sees none of them."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from phonebank.domain.queueing import PASSED_OVER_FOR, Waiting
from phonebank.store import server_logins, waiting
from phonebank.store.floor import OnFloor


def waiting_groups(
    session: Session, caller_id: int, now: datetime, one: OnFloor, besides: Sequence[int]
) -> Iterator[tuple[Waiting, int]]:
    """Everybody of a list, grouped by all that decides why they may not be rung now.

    Under a caller's own login the server counts, for a list that is open to them.
    """
    if not server_logins.is_guarded(session):
        yield from waiting.waiting_groups(session, caller_id, now, one.id, besides=besides)
        return
    since = now - PASSED_OVER_FOR
    asked = {"list": one.id, "besides": besides, "now": now, "passed_over_since": since}
    for row in server_logins.counted(session, asked):
        skipped_at = row["passed_over_at"]
        state = waiting.of_row(
            row,
            for_mp=one.told.for_mp,
            leased_until=row["leased_until"],
            passed_over_until=skipped_at + PASSED_OVER_FOR if skipped_at else None,
        )
        yield state, row["electors"]
