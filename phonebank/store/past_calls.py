"""An elector's calls as people read them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from phonebank.domain.electors import PastCall
from phonebank.domain.outcomes import Outcome, Outcomes
from phonebank.domain.queueing import LastTry
from phonebank.store.call_schema import Call
from phonebank.store.schema import Caller
from phonebank.store.statements import Answer, Statement


def ask(session: Session, elector_id: int) -> Answer:
    """For the calls to one elector, from which `history_in` makes what people read."""
    return _PAST.say(session, {"elector": elector_id})


def history_in(
    calls: Sequence[Mapping[str, Any]], outcomes: Outcomes
) -> tuple[list[PastCall], LastTry | None]:
    """The calls to all who are one person, newest first, and the last try of those that count."""
    rows = sorted(calls, key=lambda row: (row["called_at"], row["call_id"]))
    superseded = {row["supersedes"] for row in rows}
    past: list[PastCall] = []
    attempt, last = 0, None
    for row in rows:
        if row["outcome"] is None:
            continue
        outcome, counts = outcomes[row["outcome"]], row["call_id"] not in superseded
        if counts:
            attempt, last = attempt + 1, LastTry(row["number_id"], outcome.next_number_first)
        past.append(_past(row, outcome, attempt if counts else None))
    return past[::-1], last


_PAST = Statement(
    select(Call.call_id, Call.supersedes, Call.number_id, Call.outcome, Call.called_at)
    .add_columns(Call.intention, Call.strength, Call.ballot, Call.note, Caller.name)
    .join(Caller, Caller.id == Call.caller_id)
    .where(Call.elector_id == bindparam("elector"))
)


def _past(row: Mapping[str, Any], outcome: Outcome, attempt: int | None) -> PastCall:
    return PastCall(
        row["called_at"],
        row["name"],
        outcome.name,
        row["intention"],
        row["strength"],
        row["ballot"],
        row["note"],
        attempt,
        attempt is None,
    )
