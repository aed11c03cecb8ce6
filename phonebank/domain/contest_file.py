"""Reads contest.toml into a contest, and says in a sentence what is missing or clashes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from phonebank.domain.contest import (
    Affiliate,
    Candidate,
    Contest,
    PreviousChoice,
    Reason,
    Section,
    SectionSize,
)
from phonebank.domain.contest_rules import check_contest
from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.hours import FIRST_YEAR, LAST_YEAR, CallingHours, Hours, within_a_campaign
from phonebank.domain.outcomes import Outcomes
from phonebank.domain.queueing import CallingRules
from phonebank.domain.verdicts import Thresholds

CALLING_FIELDS = (
    "weekdays",
    "weekends",
    "attempts",
    "kept_callbacks",
    "lease_minutes",
    "cap_per_caller",
    "cooldown_minutes",
)
MOST_ELECTORS = 100_000_000
ATTEMPTS, KEPT_CALLBACKS, CAPS = range(1, 101), range(101), range(1, 100_001)
LEASES, COOLDOWNS = range(1, 24 * 60 + 1), range(365 * 24 * 60 + 1)
SHARE = re.compile(r"\d{1,9}(\.\d{1,30}|/0*[1-9]\d{0,8}|(\.\d{1,30})?e-\d{1,2})?")
Document = Mapping[str, Any]


def contest_from(document: Document) -> Contest:
    """Read a parsed contest.toml; InputRefused names the field that is wrong."""
    try:
        contest = _read(document)
    except KeyError as error:
        raise _refused(f"the field {error} is missing") from None
    except WrongUse as error:
        raise _refused(error.message.rstrip(".")) from None
    except (TypeError, ValueError, AttributeError) as error:
        raise _refused(f"a value cannot be read ({error})") from None
    check_contest(contest, _refused)
    return contest


def _read(document: Document) -> Contest:
    facts = document["contest"]
    return Contest(
        name=_text(facts, "name"),
        title=_text(facts, "title"),
        ballots_open=_moment(facts, "ballots_open"),
        ballots_close=_moment(facts, "ballots_close"),
        result_on=_result_day(facts.get("result_on")),
        candidates=[_candidate(one) for one in document.get("candidate", ())],
        sections=[_section(one) for one in document.get("section", ())],
        affiliates=[Affiliate(o["name"], o.get("kind", "")) for o in document.get("affiliate", ())],
        previous=[PreviousChoice(o["short"], o["name"]) for o in document.get("previous", ())],
        reasons=[Reason(o["name"], o.get("key", "").upper()) for o in document.get("reason", ())],
        thresholds=_thresholds(document.get("verdict", {})),
        calling=_calling(document.get("calling", {})),
        cooldown_minutes=_cooldowns(document.get("calling", {}).get("cooldown_minutes", {})),
    )


def _text(facts: Document, field: str) -> str:
    value = facts[field]
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{field} must be a text")
    return value


def _moment(facts: Document, field: str) -> datetime:
    value = facts[field]
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise ValueError(f"{field} needs a date, a time and a zone")
    if not within_a_campaign(value):
        raise _refused(f"{field} must be within {FIRST_YEAR} to {LAST_YEAR}")
    return value


def _candidate(one: Document) -> Candidate:
    return Candidate(
        short=_text(one, "short"),
        name=_text(one, "name"),
        key=_text(one, "key").upper(),
        colour=one.get("colour", ""),
        is_ours=bool(one.get("ours", False)),
    )


def _section(one: Document) -> Section:
    name = _text(one, "name")
    sizes = [
        SectionSize(
            _whole(s, "value", range(MOST_ELECTORS + 1)),
            s["source"],
            _day(s.get("as_of")),
            bool(s.get("used", False)),
        )
        for s in one.get("size", ())
    ]
    if sum(size.used for size in sizes) > 1:
        raise _refused(f"the section “{name}” has two sizes that say used = true")
    return Section(name, sizes)


def _day(value: object) -> date | None:
    return (
        value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None
    )


def _result_day(value: object) -> date | None:
    if value is not None and not isinstance(value, date):
        raise ValueError("result_on needs a date")
    return _day(value)


def _thresholds(facts: Document) -> Thresholds:
    _check_fields("verdict", facts, [field.name for field in fields(Thresholds)])
    few = _whole(facts, "too_few_stated", range(MOST_ELECTORS + 1), Thresholds().too_few_stated)
    shares = {field: _share(facts, field) for field in facts if field != "too_few_stated"}
    return Thresholds(too_few_stated=few, **shares)


def _calling(facts: Document) -> CallingRules:
    usual = CallingRules()
    _check_fields("calling", facts, CALLING_FIELDS)
    minutes = int(usual.lease.total_seconds() // 60)
    cap = _whole(facts, "cap_per_caller", CAPS) if "cap_per_caller" in facts else None
    return CallingRules(
        hours=CallingHours(
            _hours(facts, "weekdays", usual.hours.weekdays),
            _hours(facts, "weekends", usual.hours.weekends),
        ),
        attempts=_whole(facts, "attempts", ATTEMPTS, usual.attempts),
        kept_callbacks=_whole(facts, "kept_callbacks", KEPT_CALLBACKS, usual.kept_callbacks),
        lease=timedelta(minutes=_whole(facts, "lease_minutes", LEASES, minutes)),
        cap_per_caller=cap,
    )


def _cooldowns(facts: Document) -> dict[str, int]:
    if not isinstance(facts, Mapping):
        raise _refused("cooldown_minutes must be a table of outcomes and minutes")
    return {slug: _whole(facts, slug, COOLDOWNS) for slug in facts}


def check_slugs(contest: Contest, outcomes: Outcomes) -> None:
    """InputRefused where the contest has electors rest after an outcome that there is not."""
    for slug in contest.cooldown_minutes:
        if slug not in outcomes:
            raise InputRefused(
                f"The contest file cannot be used: there is no outcome “{slug}” to rest after.",
                next_step=f"Known outcomes: {', '.join(outcomes)}.",
            )


def _check_fields(table: str, facts: Document, known: Sequence[str]) -> None:
    unknown = [field for field in facts if field not in known]
    if unknown:
        raise _refused(
            f"[{table}] has no field “{unknown[0]}”, only {', '.join(known)}",
        )


def _hours(facts: Document, field: str, usual: Hours) -> Hours:
    return Hours.parse(_text(facts, field)) if field in facts else usual


def _whole(facts: Document, field: str, allowed: range, usual: int | None = None) -> int:
    value = facts[field] if usual is None else facts.get(field, usual)
    if type(value) is not int or value not in allowed:
        raise _refused(f"{field} must be a whole number from {allowed[0]} to {allowed[-1]}")
    return value


def _share(facts: Document, field: str) -> Fraction:
    """A fraction from 0 to 1: 0.08, or as a text "8/100"."""
    text = str(facts[field])
    share = Fraction(text) if SHARE.fullmatch(text) else None
    if share is None or share > 1:
        raise _refused(f"{field} must be a fraction from 0 to 1, such as 0.08")
    return share


def _refused(why: str) -> InputRefused:
    return InputRefused(
        f"The contest file cannot be used: {why}.", next_step="Mend the file and try again."
    )
