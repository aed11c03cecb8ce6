"""The JSON documents of the contract: fractions as numbers, times in UTC, null for no figure."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from phonebank.domain.outcomes import UNDECIDED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from fractions import Fraction

    from phonebank.domain.canvass import CanvassRow, CanvassTable, Interval, ReportedFigure
    from phonebank.domain.errors import PhonebankError
    from phonebank.domain.intake import Accounts
    from phonebank.services.calling import Logged
    from phonebank.services.checking import Rebuilt
    from phonebank.services.serving import Dry, Served
    from phonebank.services.signing_in import CallerRow

Document = dict[str, Any]


def error(refused: PhonebankError) -> Document:
    return {
        "code": refused.code,
        "message": refused.message,
        "kept": refused.kept,
        "next_step": refused.next_step,
        "counts": refused.counts,
    }


def canvass(table: CanvassTable) -> Document:
    return {
        "as_of": time(table.as_of),
        "by": table.by.value,
        "where": {field: list(values) for field, values in table.where.items()},
        "base": table.base,
        "rows": [_row(row) for row in table.rows],
        "total": _row(table.total),
    }


def _row(row: CanvassRow) -> Document:
    tally = row.tally
    document: Document = {
        "place": row.place,
        "ons_code": row.ons_code,
        "roll": tally.roll,
        "attempted": tally.attempted,
        "contacted": tally.contacted,
        "stated": tally.stated,
        "coverage": number(tally.coverage),
        "counts": dict(tally.counts),
        "shares": {who: number(share) for who, share in tally.shares.items()},
        UNDECIDED: tally.undecided,
        "wont_say": tally.wont_say,
        "wont_vote": tally.wont_vote,
        "lead": number(row.lead),
        "margin": number(row.margin),
        "bounds": _bounds(row.bounds),
        "break_even": number(row.break_even),
        "verdict": row.verdict.value if row.verdict else None,
        "last_call": time(tally.last_call),
        "reported": [_told(figure) for figure in row.reported],
        "change": number(row.change),
        "pooled": {who: number(share) for who, share in row.pooled.items()},
        "pooled_interval": intervals(row.pooled_interval),
        "calls": tally.calls,
    }
    if row.mp is not None:
        document["mp"] = row.mp
    if row.barred is not None:
        document["barred"] = row.barred
    return document | ({"reported_with": row.reported_with} if row.reported_with else {})


def intervals(told: Mapping[str, Interval | None]) -> Document:
    """The two ends of each, or null."""
    return {who: [it.low, it.high] if it else None for who, it in told.items()}


def _bounds(bounds: Mapping[str, tuple[Fraction, Fraction] | None]) -> Document | None:
    if not bounds:
        return None
    return {who: [float(end) for end in ends] if ends else None for who, ends in bounds.items()}


def _told(figure: ReportedFigure) -> Document:
    return {
        "places": list(figure.places),
        "canvasser": figure.canvasser,
        "told_by": figure.told_by,
        "reported_on": figure.reported_on.isoformat(),
        "shares": {short: number(share) for short, share in figure.shares.items()},
        UNDECIDED: number(figure.undecided),
        "refused": number(figure.refused),
        "coverage": number(figure.coverage),
        "words": figure.words,
        "sum": number(figure.sum),
        "lead": number(figure.lead),
        "verdict": figure.verdict or None,
        "source": figure.source,
    }


def served(found: Served) -> Document:
    """Whom to ring: usable numbers only, the one to ring first."""
    card = found.card
    usable = [number for number in card.numbers if number.is_usable]
    ordered = sorted(usable, key=lambda number: number != found.number)
    return {
        "elector": {
            "membership_number": card.membership_number,
            "name": card.name,
            "constituency": card.constituency,
            "section": card.section,
            "affiliate": card.affiliate,
            "numbers": [{"number": number.e164, "kind": number.kind} for number in ordered],
            "attempt": found.attempt,
            "why": found.why,
        },
        "lease": {"until": time(found.lease_until)},
        "list": found.list_name,
    }


def dry(nobody: Dry) -> Document:
    return {
        "elector": None,
        "reasons": {reason.value: count for reason, count in nobody.reasons.items()},
        "next_due_at": time(nobody.next_due_at),
    }


def logged(made: Logged) -> Document:
    return {
        "call_id": str(made.call_id),
        "logged": made.logged,
        "membership_number": made.membership_number,
        "attempt": made.attempt,
        "next_due_at": time(made.next_due_at),
    }


def imported(accounts: Accounts) -> Document:
    """Every fate with its count, nought too; their sum is `read`."""
    from phonebank.domain.intake import Fate

    fates = {fate.value: accounts.fates[fate] for fate in Fate}
    return {
        "read": accounts.read,
        **fates,
        "reasons": dict(accounts.reasons),
        "undecided_values": {
            column: dict(values) for column, values in accounts.undecided_values.items()
        },
        "notices": dict(accounts.notices),
        "blank_rows": accounts.blank_rows,
        "missing": accounts.missing,
        "emptied": {name: list(counts) for name, counts in accounts.emptied.items()},
        "import_id": accounts.import_id,
        "columns": {name: list(headers) for name, headers in accounts.columns.items()},
    }


def checked(problems: Sequence[str]) -> Document:
    return {"ok": not problems, "problems": list(problems)}


def rebuilt(done: Rebuilt) -> Document:
    return {"electors": done.electors, "changed": done.changed}


def caller(row: CallerRow) -> Document:
    return {"name": row.name, "role": row.role.value, "mp": row.is_mp}


def number(value: Fraction | float | None) -> float | None:
    return None if value is None else float(value)


def time(when: datetime | None) -> str | None:
    """ISO 8601, UTC."""
    return None if when is None else when.astimezone(UTC).isoformat()
