"""Facts of an elector and of the queue in words: dates, votes, history, why nobody is due."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.figures import EM_DASH, count
from phonebank.domain.hours import local
from phonebank.domain.queueing import Reason
from phonebank.gui.pages.call.choices import capitalised

if TYPE_CHECKING:
    from datetime import date, datetime

    from phonebank.domain.electors import ElectorCard, PastCall
    from phonebank.domain.hours import CallingHours
    from phonebank.domain.outcomes import Outcomes
    from phonebank.domain.queueing import CallingRules
    from phonebank.services.serving import Dry

ANSWERS = {
    "undecided": "undecided",
    "wont-say": "would not say",
    "wont-vote": "won’t vote",
    "not-a-member": "not a member then",
    "did-not-vote": "did not vote",
    "cant-recall": "can’t recall",
    "not-asked": "not asked",
}
BALLOTS = {
    "returned": "Ballot returned",
    "received": "Ballot not yet returned",
    "not-received": "Ballot not yet received",
    "ineligible": "Not eligible",
}
COMING = {
    Reason.CALLBACK_LATER: "callbacks",
    Reason.COOLING_DOWN: "cooled down",
    Reason.LEASED: "leases end, at the latest",
    Reason.OUTSIDE_HOURS: "calling begins",
    Reason.CAP_REACHED: "your calls of the next day",
}
NOBODY_THERE = (
    "An organiser imports the roll on the Electors page, or gives a list electors on the Lists "
    "page; then this page will show them by itself."
)
OTHER_HOURS = "Outside the calling hours of their list"
NOTHING_TO_DO = {Reason.FINISHED, Reason.BANKED, Reason.SUPPRESSED}
BY_ORGANISER = {
    Reason.NEEDS_ORGANISER: "Organiser settles",
    Reason.NO_USABLE_NUMBER: "Organiser adds some",
    Reason.ATTEMPTS_USED_UP: "Organiser allows more",
    Reason.PASSED_ON: "Organiser takes back",
    Reason.CALLBACK_LATER: "Organiser reassigns",
    Reason.LEASED: "Organiser releases",
    Reason.OUTSIDE_HOURS: "Organiser widens them",
}


class Fact(NamedTuple):
    """One column of the elector's card; the third line may be empty."""

    caption: str
    words: str
    below: str = ""


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    teen = number % 100 in {11, 12, 13}
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def day(when: date) -> str:
    return f"{when.day} {when:%b}"


def moment(when: datetime, now: datetime) -> str:
    """19:58 today, "tomorrow 09:00", or "Wed 21 Sep 09:00"."""
    here, today = local(when), local(now).date()
    if here.date() == today:
        return f"{here:%H:%M}"
    if here.date() == today + timedelta(days=1):
        return f"tomorrow {here:%H:%M}"
    return f"{here:%a} {day(here)} {here:%H:%M}"


def at_moment(when: datetime, now: datetime) -> str:
    """The same within a sentence: "at 19:58", "tomorrow at 09:00", "on Wed 21 Sep at 09:00"."""
    before, _, clock = moment(when, now).rpartition(" ")
    named = before and before != "tomorrow"
    return f"{'on ' if named else ''}{before}{' ' if before else ''}at {clock}"


def answer(slug: str | None) -> str:
    """An intention or a previous vote in words."""
    return ANSWERS.get(slug or "", slug or EM_DASH)


def facts(card: ElectorCard, outcomes: Outcomes) -> list[Fact]:
    """The columns under the number."""
    section = card.section or ""
    through = (
        Fact("Votes through", card.affiliate, section)
        if card.affiliate
        else Fact("Votes as", capitalised(section) or EM_DASH)
    )
    joined = f"{card.joined_on:%b %Y}" if card.joined_on else EM_DASH
    return [
        through,
        Fact("Constituency", card.constituency, card.region),
        Fact("Joined", joined),
        Fact("Voted last time", capitalised(answer(card.previous_vote))),
        last_spoke(card, outcomes),
    ]


def last_spoke(card: ElectorCard, outcomes: Outcomes) -> Fact:
    """What they said when somebody last spoke to them."""
    reached = {outcome.name for outcome in outcomes.values() if outcome.reached}
    past = next((it for it in card.history if it.outcome in reached and not it.superseded), None)
    if past is None:
        return Fact("Last spoke", "Never" if card.history else EM_DASH)
    what = answer(past.intention) if past.intention else past.outcome
    said = f"“{past.note}” · " if past.note else ""
    return Fact(
        "Last spoke", f"{capitalised(what)}, {day(local(past.called_at))}", f"{said}{past.caller}"
    )


def facts_line(card: ElectorCard) -> str:
    """The same in one line, for a small window."""
    parts = [
        " ".join(it for it in (card.affiliate, card.section) if it),
        card.constituency,
        f"joined {card.joined_on:%b %Y}" if card.joined_on else "",
        f"last time {answer(card.previous_vote)}" if card.previous_vote else "",
    ]
    return " · ".join(part for part in parts if part)


def last_line(card: ElectorCard, outcomes: Outcomes) -> str:
    fact = last_spoke(card, outcomes)
    if not fact.below:
        return "Nobody has spoken to them yet"
    return f"Last spoke: {fact.words}, {fact.below}"


def past_heading(past: PastCall, now: datetime) -> tuple[str, str]:
    """When, and who; "today 19:30" and "1st attempt, Sam"."""
    here = local(past.called_at)
    today = here.date() == local(now).date()
    when = f"Today {here:%H:%M}" if today else f"{here:%a} {day(here)}, {here:%H:%M}"
    nth = f"{ordinal(past.attempt)} attempt" if past.attempt else "taken back"
    return when, f"{nth}, {past.caller}"


def past_words(past: PastCall) -> str:
    """What came of it in a sentence or three."""
    said = answer(past.intention) if past.intention else ""
    strength = f" ({past.strength})" if past.strength else ""
    note = f"“{past.note}”" if past.note else ""
    head = ", ".join(part for part in (f"{said}{strength}", note) if part)
    first = f"{past.outcome}: {head}." if head else f"{past.outcome}."
    ballot = f" {BALLOTS[past.ballot]}." if past.ballot else ""
    return first + ballot


def on_which_list(dry: Dry) -> str:
    return "on this list" if dry.list_name else "on open lists"


def to_do(reason: Reason, number: int) -> str:
    """What helps those who wait for this reason, in a few words."""
    if not number or reason in NOTHING_TO_DO:
        return "Nothing to do"
    return BY_ORGANISER.get(reason, "Time will tell")


def dry_heading(dry: Dry, now: datetime) -> str:
    if dry.not_open:
        return "No list to work" if not dry.list_name else "This list is not open"
    if not any(dry.reasons.values()):
        return f"There is nobody {on_which_list(dry)}"
    if dry.next_due_at is None:
        return f"Nobody is left to ring {on_which_list(dry)}"
    return f"Nobody is due until {moment(dry.next_due_at, now)}"


def dry_sentence(dry: Dry, now: datetime) -> str:
    """Who comes due then, and that nobody need do anything."""
    if dry.not_open:
        return f"{dry.not_open} An organiser can change that; or choose another list above."
    if not any(dry.reasons.values()):
        return NOBODY_THERE
    if not dry.coming:
        return "Every elector was answered for, or cannot be rung."
    by_time: dict[str, int] = {}
    for when, _, number in dry.coming:
        words = at_moment(when, now)
        by_time[words] = by_time.get(words, 0) + number
    (first_at, first), *rest = by_time.items()
    verb = "comes" if first == 1 else "come"
    then = f" and {electors(rest[0][1])} {rest[0][0]}" if rest else ""
    tail = "This page will show them by itself."
    return f"{electors(first)} {verb} due {first_at}{',' if rest else ''}{then}. {tail}"


def electors(number: int) -> str:
    return f"{count(number)} {'elector' if number == 1 else 'electors'}"


def in_order(dry: Dry) -> list[tuple[Reason, int]]:
    """Reasons by size, the largest first, those of nobody last."""
    return sorted(dry.reasons.items(), key=lambda pair: -pair[1])


def meaning(reason: Reason, dry: Dry, now: datetime) -> str:
    """What a reason means on this list, in a few words."""
    return {
        Reason.SUPPRESSED: "Asked us not to call, or deceased",
        Reason.FINISHED: "Answered on this list",
        Reason.BANKED: "Ballot returned, nothing left to ask",
        Reason.NEEDS_ORGANISER: "Another language needed, passed on by callers",
        Reason.NO_USABLE_NUMBER: "No number on the roll, or all wrong or dead",
        Reason.ATTEMPTS_USED_UP: _tries(dry.rules),
        Reason.PASSED_ON: "An MP will ring them",
        Reason.CALLBACK_LATER: _soonest(Reason.CALLBACK_LATER, dry, now, "A time was promised"),
        Reason.COOLING_DOWN: _soonest(Reason.COOLING_DOWN, dry, now, "Rung lately, resting"),
        Reason.LEASED: "Held by other callers now",
        Reason.OUTSIDE_HOURS: hours_today(dry.rules.hours, now) if dry.rules else OTHER_HOURS,
        Reason.CAP_REACHED: "Due, for callers who have rung less today",
    }[reason]


def _tries(rules: CallingRules | None) -> str:
    if rules is None:
        return "As many tries as their list allows"
    return f"{rules.attempts} {'try' if rules.attempts == 1 else 'tries'} each, the list’s limit"


def _soonest(reason: Reason, dry: Dry, now: datetime, otherwise: str) -> str:
    found = next(((when, n) for when, it, n in dry.coming if it is reason), None)
    if found is None:
        return otherwise
    return f"Next {count(found[1])} {at_moment(found[0], now)}"


def hours_today(hours: CallingHours, now: datetime) -> str:
    today = hours.on(local(now))
    return f"Calling hours today: {today.start:%H:%M}–{today.end:%H:%M}"
