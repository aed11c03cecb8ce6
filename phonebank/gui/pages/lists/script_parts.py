"""The parts of a script that an organiser writes, and what each of their fields holds."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.scripts import LONGEST_PRIVACY, LONGEST_TIP, LONGEST_WORDS, Stage
from phonebank.gui.pages.call.choices import CANT_TALK, capitalised, votes
from phonebank.gui.pages.call.script_words import ScriptState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from phonebank.domain.contest import Contest
    from phonebank.domain.scripts import Script

ANY_REASON = ""
"""In the place of a reason: any for which there is no tip of its own."""


class Other(StrEnum):
    """Parts beside the stages."""

    REASONS = "Their reasons"
    ANSWERS = "Their answers"
    PRIVACY = "Privacy line"
    QUESTIONS = "Questions"


Part = Stage | Other
PARTS: Sequence[Part] = (*Stage, *Other)
WHEN: Mapping[Part, str] = {
    Stage.OPENING: "Said first, as soon as somebody picks up.",
    Stage.VOTE: "Said once it is them who speaks.",
    Stage.BALLOT: "Said after their answer, where the ballot is asked about.",
    Stage.CLOSING: "Said at the end of a conversation.",
    Stage.MESSAGE: "Left on a machine.",
    Stage.SOMEONE_ELSE: "Said to anybody else who picks up.",
    Stage.CALL_BACK: "Said when they can’t talk now.",
    Stage.GOODBYE: "Said when they ask not to be called, or break off.",
    Stage.NOBODY: "Shown where nobody can be spoken to.",
    Other.REASONS: "Shown beside the call when they give this reason.",
    Other.ANSWERS: "Shown beside the call when they answer so. It may stay empty.",
    Other.PRIVACY: "Always at the foot of the script, for when they ask.",
    Other.QUESTIONS: "Whether they answered and whom they vote for are always asked.",
}


class WordsOf(NamedTuple):
    """One field of a part: what it is called, what stands in it, and how long that may be."""

    key: str
    label: str
    words: str
    longest: int


def name_of(part: Part) -> str:
    return part.heading if isinstance(part, Stage) else part.value


def fields_of(part: Part, script: Script, contest: Contest) -> Sequence[WordsOf]:
    """The fields of a part in order; the questions have none."""
    match part:
        case Stage():
            return [WordsOf("", part.heading, script.stages[part], LONGEST_WORDS)]
        case Other.REASONS:
            return [*_reasons(script, contest)]
        case Other.ANSWERS:
            return [
                WordsOf(it.slug, it.words, script.tip_for_answer(it.slug), LONGEST_TIP)
                for it in votes(contest)
                if it.slug != CANT_TALK
            ]
        case Other.PRIVACY:
            return [WordsOf("", "Privacy line", script.privacy, LONGEST_PRIVACY)]
    return []


def _reasons(script: Script, contest: Contest) -> Sequence[WordsOf]:
    own = {name.casefold(): tip for name, tip in script.reason_tips.items()}
    named = [
        WordsOf(one.name, capitalised(one.name), own.get(one.name.casefold(), ""), LONGEST_TIP)
        for one in contest.reasons
    ]
    return [*named, WordsOf(ANY_REASON, "Any other reason", script.any_reason, LONGEST_TIP)]


def with_words(script: Script, part: Part, key: str, words: str) -> Script:
    """The script with other words in one field."""
    match part:
        case Stage():
            return replace(script, stages={**script.stages, part: words})
        case Other.REASONS if key == ANY_REASON:
            return replace(script, any_reason=words)
        case Other.REASONS:
            return replace(script, reason_tips=_with(script.reason_tips, key, words))
        case Other.ANSWERS:
            return replace(script, answer_tips=_with(script.answer_tips, key, words))
    return replace(script, privacy=words)


def _with(tips: Mapping[str, str], key: str, words: str) -> dict[str, str]:
    """The tips with another one, in their order; one that says nothing is none."""
    written = next((name for name in tips if name.casefold() == key.casefold()), key)
    changed = {**tips, written: words}
    return {name: tip for name, tip in changed.items() if tip.strip()}


def shown_with(part: Part) -> ScriptState:
    """What the preview shows beside a part."""
    now = part if isinstance(part, Stage) else Stage.VOTE
    later = Stage.VOTE if now is Stage.OPENING else None
    return ScriptState((), now, later)
