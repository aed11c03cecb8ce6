"""What is said of call lists: their facts, their reasons, times and waits."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from phonebank.domain.contest_file import COOLDOWNS
from phonebank.domain.errors import WrongUse
from phonebank.domain.figures import count
from phonebank.domain.hours import local
from phonebank.domain.queueing import REASON_NAMES, Reason
from phonebank.domain.usual_script import USUAL_NAME
from phonebank.gui.pages.call.telling import moment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from phonebank.domain.lists import ListFacts
    from phonebank.services.freeing import Reassigned, Released
    from phonebank.services.lists import ListLine, ListNow

ANYBODY = "anybody"
NOBODY = "Nobody is on this list"
_UNITS = {"m": 1, "min": 1, "h": 60, "d": 24 * 60}
_WAIT = re.compile(r"(\d{1,6}) *([a-z]*)")
_WORDS = {"minutes": "min", "minute": "min", "mins": "min", "hours": "h", "hour": "h"}
_WORDS |= {"days": "d", "day": "d", "": "min"}


def several(number: int, one: str, many: str = "") -> str:
    """ "1 elector", "1 204 electors"."""
    return f"{count(number)} {one if number == 1 else many or one + 's'}"


def figures_of(line: ListLine) -> str:
    """ "120 ready · 3 leased · 2 due", with what there is none of left out."""
    told = [f"{count(line.ready)} ready"]
    told += [f"{count(line.leased)} leased"] if line.leased else []
    told += [f"{count(line.callbacks_today)} due"] if line.callbacks_today else []
    return " · ".join(told)


def figures_in_words(line: ListLine) -> str:
    """The same whole, for tooltips and screen readers."""
    due = several(line.callbacks_today, "callback")
    told = f"{count(line.ready)} ready, {count(line.leased)} leased, {due} today"
    return f"{line.facts.name}, {line.facts.state.label.lower()}: {told}"


def facts_line(facts: ListFacts, now: datetime) -> str:
    """Whom it rings, with which script, when and by whom."""
    return " · ".join(_facts(facts, now))


def _facts(facts: ListFacts, now: datetime) -> Iterator[str]:
    yield f"Segment “{facts.segment}”" if facts.segment else "Everybody on the roll"
    yield f"script “{facts.script}”" if facts.script else f"script “{USUAL_NAME.lower()}”"
    if facts.opens_at and facts.opens_at > now:
        yield f"opens {moment(facts.opens_at, now)}"
    if facts.closes_at:
        yield f"{'closes' if facts.closes_at > now else 'closed'} {moment(facts.closes_at, now)}"
    if facts.callers:
        yield several(len(facts.callers), "caller")
    if facts.for_mp:
        yield "only MPs"
    if facts.priority:
        yield f"priority {facts.priority}"


def why_nobody(facts: ListFacts) -> str:
    """Why a list has no electors, and what to do next."""
    if facts.segment:
        return "Its segment finds no elector on the roll. Edit the list to choose another segment."
    if facts.for_mp:
        return "It takes whom callers pass on to an MP, and nobody waits for one now."
    return "The roll is empty. Bring one in on the Electors page, from a file of any kind."


def in_order(told: ListNow) -> list[Reason]:
    """The reasons by how many electors they have, the largest first."""
    by_size = sorted(told.reasons, key=lambda one: -one.electors)
    return [one.reason for one in by_size]


def meaning(reason: Reason) -> str:
    """What stands beside a reason for which nothing can be done."""
    if reason is Reason.COOLING_DOWN:
        return "Time brings them back"
    return "Nothing to do"


def name_of(reason: Reason) -> str:
    return REASON_NAMES[reason]


def clock(when: datetime, now: datetime) -> str:
    """A time of today as 19:58, of another day with its day."""
    here = local(when)
    if here.date() == local(now).date():
        return f"{here:%H:%M}"
    return f"{here:%a} {here.day} {here:%b} {here:%H:%M}"


def day_or_clock(when: datetime, now: datetime) -> str:
    """A time of today as 19:58, any other day without its time."""
    here = local(when)
    is_today = here.date() == local(now).date()
    return f"{here:%H:%M}" if is_today else f"{here:%a} {here.day} {here:%b}"


def wait_in_words(wait: timedelta) -> str:
    """ "45 min", "2 h", "1 day", "3 days"."""
    minutes = int(wait.total_seconds() // 60)
    if minutes and minutes % _UNITS["d"] == 0:
        return several(minutes // _UNITS["d"], "day")
    if minutes and minutes % _UNITS["h"] == 0:
        return f"{minutes // _UNITS['h']} h"
    return f"{minutes} min"


def wait_of(text: str) -> timedelta:
    """Read "45", "45 min", "2 h" or "3 days"; WrongUse where that is no wait."""
    found = _WAIT.fullmatch(text.strip().casefold())
    unit = _WORDS.get(found[2], found[2]) if found else ""
    if found is None or unit not in _UNITS:
        raise WrongUse(f"“{text.strip()}” is not a wait.", next_step="Write 45 min, 2 h or 3 days.")
    minutes = int(found[1]) * _UNITS[unit]
    if minutes not in COOLDOWNS:
        raise WrongUse(f"“{text.strip()}” is too long.", next_step="A wait is a year at most.")
    return timedelta(minutes=minutes)


def said_of_released(value: Released) -> str:
    ended = "Nobody was held." if not value.ended else f"{several(value.ended, 'elector')} freed."
    in_packs = f" {several(value.in_packs, 'elector')} away in packs: recall the packs."
    return ended + (in_packs if value.in_packs else "")


def said_of_reassigned(value: Reassigned, to: str) -> str:
    leases = several(value.leases, "held elector")
    return f"{leases} and {several(value.callbacks, 'callback')} went to {to}."


def first_of(shown: int, whole: int, what: str) -> str:
    """What a table that does not show all says of itself."""
    return f"The first {count(shown)} of {several(whole, what)}." if shown < whole else ""
