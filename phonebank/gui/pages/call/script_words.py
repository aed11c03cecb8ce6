"""What a caller says, stage by stage, and what to answer when a reason comes up."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.hours import local
from phonebank.gui.pages.call import choices
from phonebank.gui.pages.call.choices import CALLBACK, CANT_TALK, YES, Question

if TYPE_CHECKING:
    from phonebank.domain.contest import Contest
    from phonebank.gui.pages.call.key_tree import KeyTree, Said

PRIVACY = "Answers are kept for this contest only."
ANY_REASON = "Let them finish, say it back in their own words, then note it."
TIPS = {
    "electability": "Ask first: what would win back people who stopped voting for us? Then listen.",
    "unity": "Ask first: what would a united party look like to you? Listen, then note it.",
    "brexit": "Do not argue the vote again. Ask what they want the party to say now.",
    "policies": "Ask which one matters most to them, and note that one.",
    "austerity": "Ask how it has touched them or their street. It is theirs to tell.",
    "party democracy": "Ask what members should decide. Do not defend or attack the rules.",
    "opposition": "Ask what a strong opposition would do this week. Note the example.",
}


class Stage(Enum):
    """A part of the script: its short name, and its caption while it is said."""

    OPENING = ("Opening", "the opening")
    VOTE = ("The vote", "the vote")
    BALLOT = ("The ballot", "the ballot")
    CLOSING = ("Closing", "closing")
    MESSAGE = ("The message", "the message")
    SOMEONE_ELSE = ("Someone else", "someone else")
    CALL_BACK = ("Calling back", "agree a time")
    GOODBYE = ("Goodbye", "goodbye")
    NOBODY = ("Nobody there", "nobody there")

    @property
    def title(self) -> str:
        return self.value[0]

    @property
    def now(self) -> str:
        return f"Now: {self.value[1]}"


WORDS = {
    Stage.OPENING: (
        "“Hello, is that {first}? My name’s {caller}, I’m a volunteer for {candidate}’s campaign. "
        "Have you got two minutes?”"
    ),
    Stage.VOTE: "“May I ask how you’re thinking of voting in the leadership election?”",
    Stage.BALLOT: (
        "“Has your ballot come? It has to arrive by {close_time} on {close_day}, so please send it "
        "in good time.”"
    ),
    Stage.CLOSING: "“Thank you, {first}. Is there anything you’d like {candidate_first} to know?”",
    Stage.MESSAGE: (
        "“This is a message for {first} from {caller}, for {candidate}’s campaign. We’ll try "
        "again. Ballots have to arrive by {close_day}. Goodbye.”"
    ),
    Stage.SOMEONE_ELSE: (
        "“May I ask when {first} is best reached? No message, thank you.” Say nothing of the "
        "contest to anybody else."
    ),
    Stage.CALL_BACK: "“Of course. When would suit you? I’ll make sure that somebody rings then.”",
    Stage.GOODBYE: "“Of course, thank you for telling me. Goodbye, {first}.”",
    Stage.NOBODY: "Nothing to say. Save, and the next elector comes.",
}
CALLED_BY_NAME = (Stage.OPENING, Stage.VOTE, Stage.BALLOT, Stage.CLOSING)
ELSEWHERE = {choices.MACHINE: Stage.MESSAGE, choices.NOT_IN: Stage.SOMEONE_ELSE}


class ScriptState(NamedTuple):
    """What has been said, what to say now, and what comes after, if anything."""

    done: tuple[Stage, ...]
    now: Stage
    later: Stage | None


def script_state(tree: KeyTree, said: Said) -> ScriptState:
    """Where the conversation has come to."""
    first = said.to(Question.REACHED)
    if said.do_not_call and not said.to(Question.VOTE):
        return ScriptState((), Stage.GOODBYE, None)
    if not first:
        return ScriptState((), Stage.OPENING, Stage.VOTE)
    if first != YES:
        return ScriptState((), ELSEWHERE.get(first, Stage.NOBODY), None)
    if said.to(Question.VOTE) == CANT_TALK:
        calls_back = said.to(Question.CANT_TALK) in {"", CALLBACK}
        return ScriptState((Stage.OPENING,), Stage.CALL_BACK if calls_back else Stage.GOODBYE, None)
    return _in_conversation(tree, said)


def _in_conversation(tree: KeyTree, said: Said) -> ScriptState:
    if not said.to(Question.VOTE):
        return ScriptState((Stage.OPENING,), Stage.VOTE, Stage.BALLOT)
    if Question.BALLOT in tree.shown(said) and not said.to(Question.BALLOT):
        return ScriptState((Stage.OPENING, Stage.VOTE), Stage.BALLOT, Stage.CLOSING)
    return ScriptState((Stage.OPENING, Stage.VOTE, Stage.BALLOT), Stage.CLOSING, None)


def script_words(stage: Stage, contest: Contest, first_name: str, caller: str) -> str:
    """The words of a stage with everybody's names filled in."""
    ours = next(candidate for candidate in contest.candidates if candidate.is_ours)
    close = local(contest.ballots_close)
    hour = "noon" if (close.hour, close.minute) == (12, 0) else f"{close:%H:%M}"
    return WORDS[stage].format(
        first=first_name,
        caller=caller,
        candidate=ours.name,
        candidate_first=ours.name.split(" ", maxsplit=1)[0],
        close_day=f"{close:%A} {close.day} {close:%B}",
        close_time=hour,
    )


def tip(reason: str) -> str:
    """One line on what to do when they give this reason."""
    return TIPS.get(reason.casefold(), ANY_REASON)
