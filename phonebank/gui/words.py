"""Sentences of the window's frame that depend on the time."""

from datetime import datetime

from phonebank.domain.hours import local


def until_close(close: datetime, now: datetime) -> str:
    """How long the ballots stay open, as a person counts days."""
    if now >= close:
        return "Ballots have closed"
    days = (local(close).date() - local(now).date()).days
    if days == 0:
        return f"Ballots close today at {local(close):%H:%M}"
    if days == 1:
        return "Ballots close tomorrow"
    return f"Ballots close in {days} days"


def moment(when: datetime) -> str:
    """ "Wed 21 Sep, 12:00" in local time."""
    here = local(when)
    return f"{here:%a} {here.day} {here:%b, %H:%M}"
