"""The Call page by the script of its list: its words, its questions, and which version was used."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select, update

from phonebank.domain.clock import DEMO_EVENING
from phonebank.domain.scripts import Asked, ScriptVersion, Stage
from phonebank.domain.usual_script import USUAL
from phonebank.gui.pages.call.choices import Question
from phonebank.gui.pages.call.key_tree import KeyTree, Said
from phonebank.gui.pages.call.page import CallPage
from phonebank.gui.pages.call.script_words import ScriptState, script_state
from phonebank.services import scripts
from phonebank.store.call_schema import Call
from phonebank.store.floor_schema import Script
from phonebank.store.schema import Caller, CallList
from tests.conftest import Make
from tests.gui.conftest import MakeDesk
from tests.gui.test_call_page import PRIYA, electors, make, opened
from tests.gui.test_call_page import Caller as AtPage
from tests.gui.test_call_page_keys import CONTEST, pressed

__all__ = ["electors", "make"]

WORDS = replace(
    USUAL,
    stages={**USUAL.stages, Stage.OPENING: "{caller}, {mp?}, rings {first} of {place}."},
    privacy="Kept until {close_day}.",
)


def said_on_the_list(make: Make, *questions: Asked) -> ScriptVersion:
    """Give the list of everybody a script that asks these questions."""
    words = replace(WORDS, questions=frozenset(questions))
    saved = scripts.save_script(make.db, make.organiser, "Members", words, DEMO_EVENING).value
    with make.db.write() as session:
        script_id = session.scalars(select(Script.id)).one()
        session.execute(update(CallList).values(script_id=script_id))
    return saved


@pytest.fixture
def script(make: Make, electors: dict[str, int]) -> ScriptVersion:
    return said_on_the_list(make, Asked.REASONS)


def caller_at(make: Make, desk_over: MakeDesk, qtbot: QtBot) -> AtPage:
    page = CallPage(desk_over(make.db, make.caller("Dana Marsh")))
    opened(page, qtbot)
    dana = AtPage(page, qtbot, make)
    dana.sees("Priya ANAND")
    return dana


def used(make: Make) -> list[int | None]:
    with make.db.read() as session:
        return list(session.scalars(select(Call.script_version_id).order_by(Call.id)))


def test_the_words_of_the_list_are_said(
    script: ScriptVersion, make: Make, desk_over: MakeDesk, qtbot: QtBot
) -> None:
    dana = caller_at(make, desk_over, qtbot)
    panel = dana.views.side.script
    assert panel.now() == "Dana, a volunteer, rings Priya of Hammersmith."
    assert panel.privacy.words.text() == "Kept until Wednesday 21 September."


def test_an_mp_says_that_they_are_one(
    script: ScriptVersion, make: Make, desk_over: MakeDesk, qtbot: QtBot
) -> None:
    make.caller("Dana Marsh")
    with make.db.write() as session:
        session.execute(update(Caller).where(Caller.name == "Dana Marsh").values(is_mp=True))
    dana = caller_at(make, desk_over, qtbot)
    assert dana.views.side.script.now() == "Dana, an MP, rings Priya of Hammersmith."


def test_only_the_questions_of_the_script_are_asked(
    script: ScriptVersion, make: Make, desk_over: MakeDesk, qtbot: QtBot
) -> None:
    dana = caller_at(make, desk_over, qtbot)
    dana.press("1", "S")
    shown = [it for it, row in dana.views.questions.rows.items() if row.isVisible()]
    assert shown == [Question.REACHED, Question.VOTE, Question.STRENGTH, Question.REASONS]
    assert not dana.views.questions.previous.isVisible()
    dana.press("V", "B")
    assert dana.page.in_hand.said.to(Question.BALLOT) == ""
    assert dana.views.side.script.stage() == "Now: closing"


def test_without_the_ballot_the_previous_vote_has_its_row(
    make: Make, electors: dict[str, int], desk_over: MakeDesk, qtbot: QtBot
) -> None:
    said_on_the_list(make, Asked.PREVIOUS)
    dana = caller_at(make, desk_over, qtbot)
    dana.press("1", "S")
    row = dana.views.questions.rows[Question.BALLOT]
    assert row.isVisible()
    assert dana.views.questions.previous.isVisible()
    assert row.answers.buttons == {}
    assert not dana.views.questions.rows[Question.REASONS].isVisible()


def test_the_version_used_is_recorded_on_the_call(
    script: ScriptVersion,
    make: Make,
    electors: dict[str, int],
    desk_over: MakeDesk,
    qtbot: QtBot,
) -> None:
    dana = caller_at(make, desk_over, qtbot)
    newer = scripts.save_script(make.db, make.organiser, "Members", USUAL, DEMO_EVENING).value
    dana.press("5", "Enter")
    dana.waits_for_calls(electors[PRIYA], 1)
    assert used(make) == [script.id]
    assert newer.id != script.id
    dana.rests()


def test_by_the_usual_script_no_version_is_recorded(
    make: Make, electors: dict[str, int], desk_over: MakeDesk, qtbot: QtBot
) -> None:
    dana = caller_at(make, desk_over, qtbot)
    dana.press("5", "Enter")
    dana.waits_for_calls(electors[PRIYA], 1)
    assert used(make) == [None]
    dana.rests()


def tree_of(*questions: Asked) -> KeyTree:
    return KeyTree(CONTEST, questions=frozenset(questions))


@pytest.mark.parametrize("left_out", list(Asked))
def test_a_question_left_out_is_neither_shown_nor_heard(left_out: Asked) -> None:
    tree = tree_of(*(it for it in Asked if it is not left_out))
    question = Question(
        {Asked.PREVIOUS: "previous", Asked.BALLOT: "ballot", Asked.REASONS: "reasons"}[left_out]
    )
    said = pressed("1 S", tree)
    assert question not in tree.shown(said)
    assert question in KeyTree(CONTEST).shown(said)
    assert all(heard is not question for heard, _ in tree.live(said).values())
    assert tree.press(said, "V").asks_previous is (left_out is not Asked.PREVIOUS)


def test_with_nothing_more_to_ask_the_call_is_done_after_the_vote() -> None:
    tree = tree_of()
    assert tree.asked(pressed("1 U", tree)) is None
    assert tree.asked(pressed("1 S", tree)) is Question.STRENGTH


@pytest.mark.parametrize(
    ("keys", "state"),
    [
        ("1", ((Stage.OPENING,), Stage.VOTE, Stage.CLOSING)),
        ("1 S", ((Stage.OPENING, Stage.VOTE), Stage.CLOSING, None)),
    ],
)
def test_the_stage_of_a_question_left_out_is_not_said(
    keys: str, state: tuple[tuple[Stage, ...], Stage, Stage | None]
) -> None:
    tree = tree_of(Asked.REASONS)
    assert script_state(tree, pressed(keys, tree)) == ScriptState(*state)
    assert script_state(KeyTree(CONTEST), Said()).now is Stage.OPENING
