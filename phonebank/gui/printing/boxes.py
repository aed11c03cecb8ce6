"""The boxes of a printed row: what is to be ticked, under the very keys that enter it later."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.outcomes import UNDECIDED, WONT_SAY, WONT_VOTE
from phonebank.gui.pages.call import choices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.domain.contest import Contest


class Tick(NamedTuple):
    """A box with the keys in it, and the words after it."""

    keys: str
    words: str


NOBODY_REACHED = (
    Tick("2", "No answer"),
    Tick("3L", "Message"),
    Tick("3N", "Machine"),
    Tick("4E", "Not in"),
    Tick("5", "Busy"),
    Tick("6", "Wrong no."),
    Tick("7", "Dead no."),
)
NO_TALK = (Tick("1K", "Call back"), Tick("1TG", "Bad time"))
NEVER = (Tick("0", "DON’T CALL"),)
_SHORT = {UNDECIDED: "Undecided", WONT_SAY: "Won’t say", WONT_VOTE: "Won’t vote"}


def first_line() -> Sequence[Sequence[Tick]]:
    """What came of the call where nobody said how they vote."""
    return NOBODY_REACHED, NO_TALK, NEVER


def second_line(contest: Contest) -> Sequence[Sequence[Tick]]:
    """What they said: whom they vote for, how surely, and where their ballot is."""
    votes = [
        Tick(choice.key, _SHORT.get(choice.slug, choice.words))
        for choice in choices.votes(contest)
        if choice.slug != choices.CANT_TALK
    ]
    sure = [Tick(choice.key, choice.words) for choice in choices.STRENGTH]
    ballots = [Tick(choice.key, choice.words) for choice in choices.BALLOT]
    return votes, sure, ballots
