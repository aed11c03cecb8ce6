"""Call lists as a person reads them on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.figures import count
from phonebank.domain.lists import REMEDY_LABELS
from phonebank.domain.queueing import REASON_NAMES
from phonebank.domain.sheet import Column, Kind, Row, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.services.list_counts import ListLine, ListNow

OVERVIEW = (
    Column("name", "List", Kind.TEXT),
    Column("state", "State", Kind.TEXT),
    Column("priority", "Priority", Kind.COUNT),
    Column("electors", "Electors", Kind.COUNT),
    Column("ready", "Ready", Kind.COUNT),
    Column("leased", "Leased", Kind.COUNT),
    Column("callbacks_today", "Callbacks today", Kind.COUNT),
    Column("finished", "Finished", Kind.COUNT),
)
REASONS = (
    Column("reason", "Electors", Kind.TEXT),
    Column("electors", "Now", Kind.COUNT),
    Column("remedies", "What helps", Kind.TEXT),
)
LEASES = (
    Column("name", "Held", Kind.TEXT),
    Column("membership_number", "Membership no", Kind.TEXT),
    Column("caller", "By", Kind.TEXT),
    Column("machine", "Machine", Kind.TEXT),
    Column("since", "Since", Kind.TIME),
    Column("until", "Until", Kind.TIME),
    Column("list", "List", Kind.TEXT),
)


def overview(lines: Sequence[ListLine]) -> Sheet:
    rows = [
        Row(
            (
                one.facts.name,
                one.facts.state.value,
                one.facts.priority,
                one.electors,
                one.ready,
                one.leased,
                one.callbacks_today,
                one.finished,
            )
        )
        for one in lines
    ]
    return Sheet("Call lists", "", OVERVIEW, rows)


def list_now(now: ListNow) -> list[str | Sheet]:
    """Counts per reason, who is held by whom, and whose callbacks are due today."""
    shown: list[str | Sheet] = [now.why_not_served] if now.why_not_served else []
    shown.append(_reasons(now))
    if now.leases:
        shown.append(_leases(now))
    for one in now.callbacks_today:
        whose = one.caller or "anybody"
        shown.append(f"Callbacks today for {whose}: {count(one.due)}, overdue {count(one.overdue)}")
    return shown


def _reasons(now: ListNow) -> Sheet:
    rows = [Row(("Ready", now.ready, ""))]
    for one in now.reasons:
        helps = ", ".join(REMEDY_LABELS[remedy].lower() for remedy in one.remedies)
        rows.append(Row((REASON_NAMES[one.reason], one.electors, helps)))
    total = Row(("All", now.electors, ""))
    return Sheet(now.facts.name, "", REASONS, rows, total)


def _leases(now: ListNow) -> Sheet:
    rows = [
        Row(
            (
                one.elector,
                one.membership_number,
                one.caller,
                "in a pack" if one.pack_id else one.machine,
                one.since,
                one.until,
                one.list_name,
            )
        )
        for one in now.leases
    ]
    return Sheet("Held now", "", LEASES, rows)
