"""Reads what an organiser decides of a call list from the options of a command."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from phonebank.domain.errors import WrongUse
from phonebank.domain.hours import Hours

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Mapping

    from phonebank.domain.lists import ListFacts
    from phonebank.domain.queueing import CallingRules

USUAL = "usual"
A_DAY = 24 * 60  # minutes


def facts_from(args: Namespace, before: ListFacts) -> ListFacts:
    """The facts as they were, but for what the options tell."""
    told: dict[str, Any] = {"rules": _rules(args, before.rules)}
    if args.segment is not None:
        told["segment"] = args.segment.strip() or None
    if args.script is not None:
        told["script"] = args.script.strip() or None
    if args.priority is not None:
        told["priority"] = args.priority
    if args.opens is not None:
        told["opens_at"] = args.opens or None
    if args.closes is not None:
        told["closes_at"] = args.closes or None
    if args.caller:
        told["callers"] = tuple(name for name in args.caller if name.strip())
    if args.for_mp is not None:
        told["for_mp"] = args.for_mp
    return replace(before, **told)


def _rules(args: Namespace, before: CallingRules) -> CallingRules:
    told: dict[str, Any] = {"hours": before.hours}
    if args.weekdays is not None:
        told["hours"] = replace(told["hours"], weekdays=Hours.parse(args.weekdays))
    if args.weekends is not None:
        told["hours"] = replace(told["hours"], weekends=Hours.parse(args.weekends))
    if args.bank_holidays is not None:
        told["rings_on_bank_holidays"] = args.bank_holidays
    if args.attempts is not None:
        told["attempts"] = args.attempts
    if args.cap is not None:
        told["cap_per_caller"] = args.cap or None
    if args.lease is not None:
        told["lease"] = _wait(args.lease)
    if args.again_after is not None:
        told["again_after"] = _wait(args.again_after * A_DAY) if args.again_after else None
    told["cooldowns"] = _cooldowns(args.cooldown, before.cooldowns)
    return replace(before, **told)


def _cooldowns(
    pairs: Iterable[tuple[str, str]], before: Mapping[str, timedelta]
) -> dict[str, timedelta]:
    waits = dict(before)
    for slug, minutes in pairs:
        if minutes.casefold() == USUAL:
            waits.pop(slug, None)
        elif minutes.isascii() and minutes.isdigit() and len(minutes) < 10:
            waits[slug] = _wait(int(minutes))
        else:
            raise WrongUse(
                f"“{minutes}” is not a number of minutes.",
                next_step=f"Write it like --cooldown {slug}=60, or {slug}={USUAL}.",
            )
    return waits


def _wait(minutes: int) -> timedelta:
    try:
        return timedelta(minutes=minutes)
    except OverflowError:
        raise WrongUse(f"{minutes} minutes are too many.") from None
