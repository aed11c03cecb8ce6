"""Scripts: what a caller says stage by stage, tips, the privacy line, and what is asked."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from phonebank.domain.contest import Contest
from phonebank.domain.errors import InputRefused
from phonebank.domain.hours import local

LONGEST_WORDS = 2000
LONGEST_TIP = 600
LONGEST_PRIVACY = 120
LONGEST_NAME = 80


class Stage(StrEnum):
    """A part of what is said, in the order of a call; the value is stored and stands in files."""

    OPENING = "opening"
    VOTE = "vote"
    BALLOT = "ballot"
    CLOSING = "closing"
    MESSAGE = "message"
    SOMEONE_ELSE = "someone-else"
    CALL_BACK = "call-back"
    GOODBYE = "goodbye"
    NOBODY = "nobody"

    @property
    def heading(self) -> str:
        return _TITLES[self][0]

    @property
    def now(self) -> str:
        """The caption while it is said."""
        return f"Now: {_TITLES[self][1]}"


_TITLES: Mapping[Stage, tuple[str, str]] = {
    Stage.OPENING: ("Opening", "the opening"),
    Stage.VOTE: ("The vote", "the vote"),
    Stage.BALLOT: ("The ballot", "the ballot"),
    Stage.CLOSING: ("Closing", "closing"),
    Stage.MESSAGE: ("The message", "the message"),
    Stage.SOMEONE_ELSE: ("Someone else", "someone else"),
    Stage.CALL_BACK: ("Calling back", "agree a time"),
    Stage.GOODBYE: ("Goodbye", "goodbye"),
    Stage.NOBODY: ("Nobody there", "nobody there"),
}


class Asked(StrEnum):
    """A question that a script may leave out; whether they answered and the vote are always put."""

    PREVIOUS = "previous-vote"
    BALLOT = "ballot"
    REASONS = "reasons"


class Placeholder(StrEnum):
    """What stands in braces and is filled in for each call."""

    FIRST = "first"
    CALLER = "caller"
    CANDIDATE = "candidate"
    CANDIDATE_FIRST = "candidate_first"
    CLOSE_DAY = "close_day"
    CLOSE_TIME = "close_time"
    PLACE = "place"
    MP = "mp?"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def written(self) -> str:
        return f"{{{self.value}}}"


_LABELS: Mapping[Placeholder, str] = {
    Placeholder.FIRST: "their first name",
    Placeholder.CALLER: "the caller’s first name",
    Placeholder.CANDIDATE: "our candidate",
    Placeholder.CANDIDATE_FIRST: "our candidate’s first name",
    Placeholder.CLOSE_DAY: "the day ballots close",
    Placeholder.CLOSE_TIME: "the hour they close",
    Placeholder.PLACE: "their constituency",
    Placeholder.MP: "“an MP” or “a volunteer”",
}
_KNOWN = ", ".join(placeholder.written for placeholder in Placeholder)
_IN_BRACES = re.compile(r"\{([^{}]*)\}")

Values = Mapping[Placeholder, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """Words for every stage, tips by reason and by answer (its slug), and the questions asked.

    Any of the words may hold placeholders. `checked` says whether all of it can be used.
    """

    stages: Mapping[Stage, str]
    reason_tips: Mapping[str, str]
    answer_tips: Mapping[str, str]
    any_reason: str
    privacy: str
    questions: frozenset[Asked] = frozenset(Asked)

    def tip_for_reason(self, reason: str) -> str:
        """What to do when they give this reason, found without regard to case."""
        own = {name.casefold(): tip for name, tip in self.reason_tips.items()}
        return own.get(reason.casefold(), self.any_reason)

    def tip_for_answer(self, slug: str) -> str:
        """What to do when they answer so; empty where there is nothing to say."""
        return self.answer_tips.get(slug, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptVersion:
    """The words of a script as they stood from `at` on; versions never change.

    The usual one, which every campaign has, is version 0, without id, time or author.
    """

    id: int | None
    name: str
    number: int
    at: datetime | None
    by: str
    words: Script


def values_of(
    contest: Contest, *, first: str, caller: str, place: str, is_mp: bool = False
) -> Values:
    """What each placeholder stands for in one call; `is_mp` is whether the caller is one."""
    ours = next(candidate for candidate in contest.candidates if candidate.is_ours)
    close = local(contest.ballots_close)
    hour = "noon" if (close.hour, close.minute) == (12, 0) else f"{close:%H:%M}"
    return {
        Placeholder.FIRST: first,
        Placeholder.CALLER: caller,
        Placeholder.CANDIDATE: ours.name,
        Placeholder.CANDIDATE_FIRST: ours.name.split(" ", maxsplit=1)[0],
        Placeholder.CLOSE_DAY: f"{close:%A} {close.day} {close:%B}",
        Placeholder.CLOSE_TIME: hour,
        Placeholder.PLACE: place or "your constituency",
        Placeholder.MP: "an MP" if is_mp else "a volunteer",
    }


def filled(words: str, values: Values) -> str:
    """The words with everything in braces filled in; what is no placeholder stays as it stands."""
    known = {placeholder.value: value for placeholder, value in values.items()}
    return _IN_BRACES.sub(lambda found: known.get(found[1], found[0]), words)


def cleaned(words: str) -> str:
    """Without spaces at the ends of lines or empty lines at either end."""
    lines = words.replace("\t", " ").splitlines()
    return "\n".join(line.rstrip() for line in lines).strip()


def fault(words: str, longest: int = LONGEST_WORDS) -> str:
    """What is wrong with some words of a script, as the end of a sentence; empty for nothing."""
    named = _IN_BRACES.findall(words)
    strange = next((name for name in named if name not in {*Placeholder}), None)
    if strange is not None:
        return f"has “{{{strange}}}”, which is no placeholder (known: {_KNOWN})"
    if set("{}") & set(_IN_BRACES.sub("", words)):
        return f"has a brace that belongs to no placeholder (known: {_KNOWN})"
    if len(words) > longest:
        return f"has {len(words)} characters, and {longest} are the most"
    if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in words.replace("\n", "")):
        return "has a sign that cannot be written"
    return ""


def checked(script: Script) -> Script:
    """The script with its words cleaned; InputRefused, in a sentence, where it cannot be used."""
    found = replace(
        script,
        stages={stage: cleaned(script.stages.get(stage, "")) for stage in Stage},
        reason_tips=_cleaned_tips(script.reason_tips),
        answer_tips=_cleaned_tips(script.answer_tips),
        any_reason=cleaned(script.any_reason),
        privacy=" ".join(script.privacy.split()),
    )
    for stage, words in found.stages.items():
        _check(f"stage “{stage.heading}”", words, LONGEST_WORDS)
    tips = {**found.reason_tips, **found.answer_tips}
    for name, words in tips.items():
        _check(f"tip for “{name}”", words, LONGEST_TIP)
        _refuse(f"name “{name}” of a tip", fault(name, LONGEST_NAME))
    _check("tip for any other reason", found.any_reason, LONGEST_TIP)
    _check("privacy line", found.privacy, LONGEST_PRIVACY)
    return found


def _cleaned_tips(tips: Mapping[str, str]) -> dict[str, str]:
    """A tip that says nothing is none."""
    told = {" ".join(name.split()): cleaned(tip) for name, tip in tips.items()}
    return {name: tip for name, tip in told.items() if tip}


def _check(where: str, words: str, longest: int) -> None:
    _refuse(where, fault(words, longest) if words else "says nothing")


def _refuse(where: str, wrong: str) -> None:
    if wrong:
        raise InputRefused(
            f"The {where} {wrong}.",
            kept="The script was not saved.",
            next_step="Change it and save again.",
        )
