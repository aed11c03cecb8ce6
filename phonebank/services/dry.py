"""Why there is nobody to ring now: how many electors by reason, and who comes due when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from phonebank.domain.hours import tomorrow
from phonebank.domain.queueing import Reason, may_be_due_at, reason_not_now
from phonebank.store.why_nobody import waiting_groups
from phonebank.store.working import HAS_LEFT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from phonebank.domain.queueing import CallingRules
    from phonebank.store.floor import OnFloor
    from phonebank.store.working import Worked

COMING = 4
NOTHING_OPEN = "No list is open to you now."


@dataclass(frozen=True, slots=True, kw_only=True)
class Dry:
    """Nobody may be rung now: how many electors by reason, and who comes due when.

    `not_open` is a sentence where the list itself is not served now, or not to this caller: whoever
    waits for nothing else is not counted then. `rules` are those of the list, if it is one.
    """

    reasons: Mapping[Reason, int]
    next_due_at: datetime | None
    coming: Sequence[tuple[datetime, Reason, int]]
    list_name: str
    not_open: str
    rules: CallingRules | None


def dry(worked: Worked) -> Dry:
    """Why nobody is served; on any list every elector is told of once, by the first they are on."""
    reasons: Counter[Reason] = Counter()
    coming: Counter[tuple[datetime, Reason]] = Counter()
    lists = [worked.asked] if worked.asked else list(worked.open_lists())
    for at, one in enumerate(lists):
        _count(worked, one, [before.id for before in lists[:at]], reasons, coming)
    soonest = [(when, reason, n) for (when, reason), n in sorted(coming.items())]
    return Dry(
        reasons={reason: reasons[reason] for reason in Reason},
        next_due_at=soonest[0][0] if soonest else None,
        coming=soonest[:COMING],
        list_name=worked.asked.told.name if worked.asked else "",
        not_open=_not_open(worked),
        rules=lists[0].rules if len(lists) == 1 else None,
    )


def _not_open(worked: Worked) -> str:
    if worked.asked:
        return worked.why_not(worked.asked)
    if worked.has_left:
        return HAS_LEFT
    return "" if worked.open_lists() else NOTHING_OPEN


def _count(
    worked: Worked,
    one: OnFloor,
    besides: Sequence[int],
    reasons: Counter[Reason],
    coming: Counter[tuple[datetime, Reason]],
) -> None:
    session, caller_id, now = worked.session, worked.caller_id, worked.now
    is_capped = worked.is_capped(one)
    opening = _next_opening(worked, one)
    of_the_list = _reason_of_list(worked, one, opening, is_capped=is_capped)
    groups = waiting_groups(session, caller_id, now, one, besides)
    for waiting, n in groups:
        reason = reason_not_now(waiting, one.rules, caller_id, now) or of_the_list
        if reason is None:
            continue
        reasons[reason] += n
        if opening is None:
            continue
        due = may_be_due_at(waiting, one.rules, caller_id, tomorrow(now) if is_capped else opening)
        if due is not None and not (one.told.closes_at and due >= one.told.closes_at):
            coming[due, reason] += n


def _reason_of_list(
    worked: Worked, one: OnFloor, opening: datetime | None, *, is_capped: bool
) -> Reason | None:
    """Why those are not served who might be rung; None where nothing but the list's state is.

    Where it is served, they came due since somebody was looked for.
    """
    if worked.why_not(one):
        return Reason.OUTSIDE_HOURS if opening else None
    return Reason.CAP_REACHED if is_capped else Reason.COOLING_DOWN


def _next_opening(worked: Worked, one: OnFloor) -> datetime | None:
    """The first moment from now on at which the list may be served to this caller, if any is."""
    opens_at = one.told.opens_at
    if opens_at is None or opens_at <= worked.now:
        return None if worked.why_not(one) else worked.now
    is_kept = worked.has_left or one.why_not(worked.caller_id, opens_at, is_mp=worked.is_mp)
    return None if is_kept else opens_at
