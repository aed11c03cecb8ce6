"""How a sheet and what was entered of it are told, and an entered call as the questions have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.phones import as_spoken
from phonebank.gui.pages.call import choices
from phonebank.gui.pages.call.choices import CALLBACK, CANT_TALK, OTHER_TIME, YES, Question
from phonebank.gui.pages.call.key_tree import DO_NOT_CALL, Said
from phonebank.gui.pages.electors.words import joined, said

if TYPE_CHECKING:
    from phonebank.domain.paper import EnteredCall, EnteredRow, SheetNow

TITLES = ("Row", "Name", "Entered")
FIRST_OF_ALL = "Type the number of a sheet"
HOW = (
    "It stands large at its top; a scanner reads the bars. Then who rang and when, once, and for "
    "each row the keys in the boxes that were ticked, and Enter."
)
WHO_RANG = "Type who rang first: the name stands at the top of the sheet."
IN_THE_FUTURE = "They cannot have rung later than now: correct the time."
NOT_A_NUMBER = "A sheet has a number: it stands large at its top."
NOTHING_CHANGED = "Nothing is changed in this row."
DESTROY = "All rows are entered. Destroy the paper now."
_WITHIN = {
    **{choice.slug: choices.MACHINE for choice in choices.ON_A_MACHINE},
    **{choice.slug: choices.NOT_IN for choice in choices.WHEN_NOT_IN},
}
_BELOW = {choices.MACHINE: Question.MACHINE, choices.NOT_IN: Question.NOT_IN}
_NO_TALK = {choice.slug for choice in choices.WHY_NO_TALK}


def about(sheet: SheetNow) -> str:
    """ "Sheet 12, Waverers: 9 of 12 rows left"."""
    rows = len(sheet.rows)
    left = f"{sheet.left} of {rows} rows left" if sheet.left else f"all {rows} rows entered"
    return f"Sheet {sheet.number}, {sheet.list_name}: {left}"


def heading(row: EnteredRow) -> str:
    """ "Row 3  Priya Anand  07700 900142"."""
    number = row.number
    spoken = as_spoken(number.e164) if number and number.e164 else None
    return joined(f"Row {row.row}", row.name, spoken, row.place, by="  ·  ")


def entered(call: EnteredCall | None) -> str:
    """What was entered of a row, in a few words; nothing while it is open."""
    if call is None:
        return ""
    ballot = f"ballot {said(call.ballot)}" if call.ballot else None
    never = "don’t call" if call.do_not_call and call.outcome != DO_NOT_CALL else None
    told = call.outcome_name if call.intention is None else None
    return joined(told, said(call.intention), call.strength, ballot, never, call.note)


def said_of(call: EnteredCall) -> Said:
    """The call as the questions would have had it, so that a slip is corrected key by key."""
    answers = _answers(call)
    optional = {
        Question.STRENGTH: call.strength,
        Question.BALLOT: call.ballot,
        Question.PREVIOUS: call.previous_vote,
    }
    answers |= {question: slug for question, slug in optional.items() if slug}
    return Said(
        answers=answers,
        reasons=tuple(call.reasons),
        note=call.note,
        other_time=call.callback_at,
        do_not_call=call.do_not_call or call.outcome == DO_NOT_CALL,
    )


def _answers(call: EnteredCall) -> dict[Question, str]:
    outcome = call.outcome
    if outcome == DO_NOT_CALL:
        return {}
    if call.intention is not None:
        return {Question.REACHED: YES, Question.VOTE: call.intention}
    if outcome in _WITHIN:
        first = _WITHIN[outcome]
        return {Question.REACHED: first, _BELOW[first]: outcome}
    if outcome not in _NO_TALK:
        return {Question.REACHED: outcome}
    no_talk = {Question.REACHED: YES, Question.VOTE: CANT_TALK, Question.CANT_TALK: outcome}
    if outcome == CALLBACK:
        whose = choices.MINE if call.is_mine else choices.ANYBODYS
        no_talk |= {Question.CALLBACK: OTHER_TIME, Question.CALLBACK_FOR: whose}
    return no_talk
