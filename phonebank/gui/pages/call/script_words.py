"""Which stage of the script a call has come to, as the answers so far have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.scripts import Stage
from phonebank.gui.pages.call import choices
from phonebank.gui.pages.call.choices import CALLBACK, CANT_TALK, YES, Question

if TYPE_CHECKING:
    from phonebank.gui.pages.call.key_tree import KeyTree, Said

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
    ballot = (Stage.BALLOT,) if tree.asks_ballot else ()
    if not said.to(Question.VOTE):
        return ScriptState((Stage.OPENING,), Stage.VOTE, (*ballot, Stage.CLOSING)[0])
    if ballot and not said.to(Question.BALLOT):
        return ScriptState((Stage.OPENING, Stage.VOTE), Stage.BALLOT, Stage.CLOSING)
    return ScriptState((Stage.OPENING, Stage.VOTE, *ballot), Stage.CLOSING, None)
