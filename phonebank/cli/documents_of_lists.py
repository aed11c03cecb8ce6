"""The JSON documents about call lists, callbacks and follow-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli.documents import time

if TYPE_CHECKING:
    from datetime import timedelta

    from phonebank.cli.documents import Document
    from phonebank.domain.floor_lines import CallbackLine, FollowUpLine, LeaseLine
    from phonebank.domain.lists import ListFacts
    from phonebank.domain.queueing import CallingRules
    from phonebank.services.freeing import Reassigned, Released
    from phonebank.services.list_counts import ListLine, ListNow, PromisedToday


def facts(told: ListFacts) -> Document:
    """What was decided of a list; null where nothing was."""
    return {
        "name": told.name,
        "state": told.state.value,
        "segment": told.segment,
        "script": told.script,
        "priority": told.priority,
        "opens_at": time(told.opens_at),
        "closes_at": time(told.closes_at),
        "callers": list(told.callers),
        "for_mp": told.for_mp,
        "rules": _rules(told.rules),
    }


def _rules(rules: CallingRules) -> Document:
    widened = rules.hours.widened_on
    return {
        "weekdays": str(rules.hours.weekdays),
        "weekends": str(rules.hours.weekends),
        "widened_on": widened.isoformat() if widened else None,
        "bank_holidays": rules.rings_on_bank_holidays,
        "attempts": rules.attempts,
        "kept_callbacks": rules.kept_callbacks,
        "lease_minutes": minutes(rules.lease),
        "cap_per_caller": rules.cap_per_caller,
        "again_after_days": rules.again_after.days if rules.again_after else None,
        "cooldown_minutes": {slug: minutes(wait) for slug, wait in rules.cooldowns.items()},
    }


def minutes(wait: timedelta) -> int:
    return int(wait.total_seconds() // 60)


def line(one: ListLine) -> Document:
    """A list in the overview."""
    return {
        **facts(one.facts),
        "served": not one.why_not_served,
        "electors": one.electors,
        "ready": one.ready,
        "leased": one.leased,
        "callbacks_today": one.callbacks_today,
        "finished": one.finished,
    }


def list_now(now: ListNow) -> Document:
    """A list as it stands; `reasons` has every reason, nought too."""
    return {
        "list": facts(now.facts),
        "served": not now.why_not_served,
        "why_not_served": now.why_not_served or None,
        "electors": now.electors,
        "ready": now.ready,
        "reasons": {one.reason.value: one.electors for one in now.reasons},
        "remedies": {
            one.reason.value: [remedy.value for remedy in one.remedies]
            for one in now.reasons
            if one.remedies
        },
        "leases": [_lease(one) for one in now.leases],
        "callbacks_today": [_promised(one) for one in now.callbacks_today],
    }


def _lease(one: LeaseLine) -> Document:
    return {
        "membership_number": one.membership_number,
        "name": one.elector,
        "caller": one.caller,
        "machine": one.machine or None,
        "since": time(one.since),
        "until": time(one.until),
        "list": one.list_name,
        "pack": one.pack_id,
    }


def _promised(one: PromisedToday) -> Document:
    return {"caller": one.caller, "due": one.due, "overdue": one.overdue}


def released(ended: Released) -> Document:
    return {"released": ended.ended, "in_packs": ended.in_packs}


def reassigned(moved: Reassigned) -> Document:
    return {"leases": moved.leases, "callbacks": moved.callbacks}


def callback(one: CallbackLine) -> Document:
    """`for` is null where anybody may ring."""
    return {
        "membership_number": one.membership_number,
        "name": one.elector,
        "constituency": one.constituency,
        "due_at": time(one.due_at),
        "overdue": one.overdue,
        "for": one.for_caller,
        "promised_by": one.caller,
        "list": one.list_name or None,
        "note": one.note,
    }


def follow_up(one: FollowUpLine) -> Document:
    return {
        "id": one.id,
        "membership_number": one.membership_number,
        "name": one.elector,
        "constituency": one.constituency,
        "email": one.email,
        "kind": one.kind.value,
        "note": one.note,
        "at": time(one.at),
        "caller": one.caller,
        "done_at": time(one.done_at),
    }
