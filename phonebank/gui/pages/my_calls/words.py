"""How a caller's own calls are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.hours import local
from phonebank.gui.pages.electors.words import joined, said
from phonebank.gui.pages.shifts.words import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from phonebank.services.my_calls import MyCall, MyDay

TITLES = ("When", "Who", "What came of it", "Answer", "Note")


def cells_of(call: MyCall, now: datetime) -> Sequence[str]:
    """One call as the table has it, under TITLES."""
    here = local(call.called_at)
    day = day_of(here.date(), now)
    when = f"{here:%H:%M}" if day == "Today" else f"{here:%a %H:%M}"
    outcome = f"{call.outcome_name} (corrected)" if call.is_correction else call.outcome_name
    ballot = f"ballot {said(call.ballot)}" if call.ballot else None
    answer = joined(said(call.intention), call.strength, ballot)
    return when, call.who, outcome, answer, call.note


def moment_of(call: MyCall, now: datetime) -> str:
    """ "Yesterday, 14:27"."""
    here = local(call.called_at)
    return f"{day_of(here.date(), now)}, {here:%H:%M}"


def days_before(days: Sequence[MyDay], now: datetime) -> str:
    """ "Yesterday: 17 calls, 9 spoke, 7 stated. Sat 17 Sep: ..."; nothing for none."""
    return "  ·  ".join(
        f"{day_of(day.day, now)}: {_calls(day)}, {day.contacts} spoke, {day.stated} stated"
        for day in days
        if day.calls
    )


def _calls(day: MyDay) -> str:
    return "1 call" if len(day.calls) == 1 else f"{len(day.calls)} calls"
