"""Reads contest.toml into a contest, and says in a sentence what is missing or clashes."""

from collections.abc import Mapping, Sequence
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
from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.hours import CallingHours, Hours
from phonebank.domain.outcomes import NOT_A_CANDIDATE
from phonebank.domain.places import place_key
from phonebank.domain.queueing import CallingRules
from phonebank.domain.verdicts import Thresholds

KEYS_OF_THE_CALL_PAGE = frozenset("UWNTFLBYRVMHGQKJ0123456789")
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
    _check(contest)
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
        cooldown_minutes=dict(document.get("calling", {}).get("cooldown_minutes", {})),
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
    sizes = [
        SectionSize(int(s["value"]), s["source"], _day(s.get("as_of")), bool(s.get("used", False)))
        for s in one.get("size", ())
    ]
    return Section(_text(one, "name"), sizes)


def _day(value: object) -> date | None:
    return (
        value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None
    )


def _result_day(value: object) -> date | None:
    if value is not None and not isinstance(value, date):
        raise ValueError("result_on needs a date")
    return _day(value)


def _thresholds(facts: Document) -> Thresholds:
    given = {
        field: int(value) if field == "too_few_stated" else Fraction(str(value))
        for field, value in facts.items()
    }
    return Thresholds(**given)  # type: ignore[arg-type]


def _calling(facts: Document) -> CallingRules:
    usual, hours = CallingRules(), CallingHours()
    return CallingRules(
        hours=CallingHours(
            Hours.parse(facts.get("weekdays", str(hours.weekdays))),
            Hours.parse(facts.get("weekends", str(hours.weekends))),
        ),
        attempts=int(facts.get("attempts", usual.attempts)),
        kept_callbacks=int(facts.get("kept_callbacks", usual.kept_callbacks)),
        lease=timedelta(minutes=facts["lease_minutes"])
        if "lease_minutes" in facts
        else usual.lease,
        cap_per_caller=facts.get("cap_per_caller"),
    )


def _check(contest: Contest) -> None:
    """What a contest must have so that everything later can rely on it."""
    if len(contest.candidates) < 2:
        raise _refused("a contest needs two candidates or more")
    if sum(candidate.is_ours for candidate in contest.candidates) != 1:
        raise _refused("exactly one candidate must say ours = true")
    if contest.ballots_close <= contest.ballots_open:
        raise _refused("ballots close before they open")
    _check_names("candidate", [candidate.short for candidate in contest.candidates])
    _check_names("section", [section.name for section in contest.sections])
    _check_names("affiliate", [affiliate.name for affiliate in contest.affiliates])
    _check_names("previous vote", [choice.short for choice in contest.previous])
    _check_names("reason", [reason.name for reason in contest.reasons])
    reserved = [c.short for c in contest.candidates if c.short.casefold() in NOT_A_CANDIDATE]
    if reserved:
        raise _refused(f"a candidate cannot be called “{reserved[0]}”")
    _check_keys(contest)


def _check_names(what: str, names: Sequence[str]) -> None:
    keys = [place_key(name) for name in names]
    for name, key in zip(names, keys, strict=True):
        if keys.count(key) > 1:
            raise _refused(f"there are two {what}s named “{name}”")


def _check_keys(contest: Contest) -> None:
    """Candidates' and reasons' keys share the Call page with its own keys."""
    taken: dict[str, str] = dict.fromkeys(KEYS_OF_THE_CALL_PAGE, "the Call page")
    keyed = [(c.key, c.short) for c in contest.candidates]
    keyed += [(reason.key, reason.name) for reason in contest.reasons if reason.key]
    for key, name in keyed:
        if len(key) != 1:
            raise _refused(f"the key of “{name}” must be one letter")
        if key in taken:
            raise _refused(f"the key {key} of “{name}” is already used by {taken[key]}")
        taken[key] = f"“{name}”"


def _refused(why: str) -> InputRefused:
    return InputRefused(
        f"The contest file cannot be used: {why}.", next_step="Mend the file and try again."
    )
