"""The questions of a call and what may be answered to each: keys, words and slugs."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.outcomes import UNDECIDED, WONT_SAY, WONT_VOTE

if TYPE_CHECKING:
    from phonebank.domain.contest import Contest

YES, MACHINE, NOT_IN = "yes", "machine?", "not-in?"
CANT_TALK, CALLBACK = "cant-talk", "callback"
OTHER_TIME = "other-time"
MINE, ANYBODYS = "mine", "anybodys"
REASONS_AT_FIRST = 4
UNDECIDED_COLOUR = "#7B848B"


class Question(StrEnum):
    """In the order in which they stand on the page."""

    REACHED = "reached"
    MACHINE = "machine"
    NOT_IN = "not-in"
    VOTE = "vote"
    CANT_TALK = "cant-talk"
    CALLBACK = "callback"
    CALLBACK_FOR = "callback-for"
    STRENGTH = "strength"
    BALLOT = "ballot"
    PREVIOUS = "previous"
    REASONS = "reasons"


class Choice(NamedTuple):
    """One answer. `colour` is a candidate's own ("#RRGGBB"), empty for the others."""

    slug: str
    words: str
    key: str
    colour: str = ""


REACHED = (
    Choice(YES, "Yes", "1"),
    Choice("no-answer", "No answer", "2"),
    Choice(MACHINE, "Machine", "3"),
    Choice(NOT_IN, "Not in", "4"),
    Choice("busy", "Busy", "5"),
    Choice("wrong-number", "Wrong number", "6"),
    Choice("dead-number", "Dead", "7"),
    Choice("failed", "Call failed", "8"),
)
ON_A_MACHINE = (
    Choice("machine-message", "Left a message", "L"),
    Choice("machine", "No message", "N"),
)
WHEN_NOT_IN = (
    Choice("not-in", "Someone else answered", "E"),
    Choice("refused-by-other", "Refused for them", "R"),
    Choice("not-eligible", "Moved or not a member", "M"),
    Choice("deceased", "Deceased", "D"),
)
WHY_NO_TALK = (
    Choice(CALLBACK, "Call back", "K"),
    Choice("not-now", "Not a good time", "G"),
    Choice("broke-off", "Broke off", "B"),
    Choice("language", "Language", "L"),
    Choice("unable", "Unable", "A"),
)
WHEN = (
    Choice("30-minutes", "30 min", "M"),
    Choice("2-hours", "2 hours", "H"),
    Choice("evening", "19:00", "V"),
    Choice("tomorrow", "Tomorrow", "R"),
    Choice(OTHER_TIME, "Other", "J"),
)
HOURS = "123456789"  # keys that begin a time where one is asked for; 0 is always "don't call"
FOR_WHOM = (Choice(ANYBODYS, "For anybody", "Y"), Choice(MINE, "For me", "F"))
STRENGTH = (Choice("firm", "Firm", "F"), Choice("leaning", "Leaning", "L"))
BALLOT = (
    Choice("returned", "Returned", "B"),
    Choice("received", "Not yet", "Y"),
    Choice("not-received", "Not received", "R"),
)
NOT_NAMED = (
    ("not-a-member", "Not a member then"),
    ("did-not-vote", "Did not vote"),
    ("cant-recall", "Can’t recall"),
)
CHANGE_PREVIOUS, MORE_REASONS, DO_NOT_CALL = "V", "M", "0"


def votes(contest: Contest) -> Sequence[Choice]:
    """Whom they may vote for, ours first, then the answers that name nobody."""
    ordered = sorted(contest.candidates, key=lambda candidate: not candidate.is_ours)
    return (
        *(Choice(one.short, one.short, one.key, one.colour) for one in ordered),
        Choice(UNDECIDED, "Undecided", "U", UNDECIDED_COLOUR),
        Choice(WONT_SAY, "Won’t say", "W"),
        Choice(WONT_VOTE, "Won’t vote", "N"),
        Choice(CANT_TALK, "Can’t talk…", "T"),
    )


def previous_votes(contest: Contest) -> Sequence[Choice]:
    """Whom they voted for last time; counted through, because the letters are taken."""
    named = [(choice.short, choice.short) for choice in contest.previous]
    counted = enumerate([*named, *NOT_NAMED], start=1)
    return tuple(Choice(slug, words, str(n) if n <= 9 else "") for n, (slug, words) in counted)


def reasons(contest: Contest) -> Sequence[Choice]:
    return tuple(
        Choice(reason.name, capitalised(reason.name), reason.key) for reason in contest.reasons
    )


def capitalised(words: str) -> str:
    """The first letter large, the rest as it was: "Party democracy", "Brexit"."""
    return words[:1].upper() + words[1:]
