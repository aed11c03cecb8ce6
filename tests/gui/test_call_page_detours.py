"""What leads off from call to call: who rings back, shared numbers, lists, what goes beside."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from phonebank.domain.clock import DEMO_EVENING
from phonebank.domain.lists import ListFacts
from phonebank.domain.permits import Role
from phonebank.gui.pages.call.choices import Question
from phonebank.gui.pages.call.offers import shortened
from phonebank.gui.pages.call.page import CallPage
from phonebank.gui.settings import Settings
from phonebank.services import lists
from phonebank.services.callers import callers_now, change_caller
from phonebank.services.follow_ups import follow_ups
from phonebank.services.passing import passed_on
from phonebank.services.signing_in import add_caller
from phonebank.store.call_schema import Call
from tests.conftest import Make
from tests.gui.conftest import MakeDesk
from tests.gui.test_call_page import PRIYA, RAVI, Caller, caller, electors, make, opened

__all__ = ["caller", "electors", "make"]

DANA = "Dana Marsh"
HOUR = timedelta(hours=1)
SECOND_LIST = "Second list"


def offered(caller: Caller) -> str:
    """What the line over the foot says."""
    line = caller.views.questions.offer
    return line.words.text() if line.isVisible() else ""


def stored(make: Make, elector: int) -> Call | None:
    """The last call to an elector as the file has it."""
    with make.db.read() as session:
        made = select(Call).where(Call.elector_id == elector).order_by(Call.id.desc())
        return session.scalars(made).first()


def test_the_next_person_at_the_number_is_offered_while_on_the_line(
    make: Make, desk_over: MakeDesk, qtbot: QtBot
) -> None:
    ids = {
        name: make.elector(name, "Exeter", numbers)
        for name, numbers in (
            ("Ada Byron", ["07700 900011"]),
            ("Cat Cole", ["07700 900022"]),
            ("Bea Byron", ["07700 900011"]),
        )
    }
    page = CallPage(desk_over(make.db, make.caller(DANA)))
    opened(page, qtbot)
    dana = Caller(page, qtbot, make)
    dana.sees("Ada BYRON")
    dana.press("1", "S")
    qtbot.waitUntil(lambda: bool(page.course.detours.others_at(ids["Ada Byron"])))
    dana.press("Ctrl+Enter")
    dana.sees("Cat COLE")
    assert offered(dana) == "Also at this number: B. Byron"
    dana.press("J")
    dana.sees("Bea BYRON")
    assert offered(dana) == ""
    dana.press("1", "C", "Ctrl+Enter")
    dana.sees("Cat COLE")
    assert len(dana.waits_for_calls(ids["Bea Byron"], 1)) == 1


def test_nobody_is_offered_where_nobody_is_on_the_line(caller: Caller) -> None:
    caller.press("3", "N", "Ctrl+Enter")
    caller.sees("Ravi ANAND")
    assert offered(caller) == ""


@pytest.mark.parametrize("key", ["2", "6", "7"])
def test_another_number_of_theirs_is_offered_at_once(
    caller: Caller, electors: dict[str, int], key: str
) -> None:
    caller.press(key, "Ctrl+Enter")
    caller.sees("Ravi ANAND")
    assert offered(caller) == "Priya has another number"
    caller.press("J")
    caller.sees("Priya ANAND")
    assert caller.views.elector.phone.text() == "020 7946 0018"
    caller.press("5", "Ctrl+Enter")
    caller.sees("Ravi ANAND")
    assert len(caller.waits_for_calls(electors[PRIYA], 2)) == 2


def test_an_offer_goes_when_the_next_call_begins(caller: Caller) -> None:
    caller.press("2", "Ctrl+Enter")
    caller.sees("Ravi ANAND")
    caller.press("1")
    assert offered(caller) == ""
    caller.press("J")
    assert caller.views.elector.name.text() == "Ravi ANAND"


@pytest.mark.parametrize(("name", "short"), [("Bea Byron", "B. Byron"), ("Bea", "Bea")])
def test_a_name_is_shortened_to_what_the_line_needs(name: str, short: str) -> None:
    assert shortened(name) == short


def test_who_rings_back_comes_up_and_the_call_in_hand_waits(
    caller: Caller, electors: dict[str, int]
) -> None:
    caller.press("2", "Ctrl+Enter")
    caller.sees("Ravi ANAND")
    caller.press("1", "U", "Ctrl+R")
    field = caller.views.ring_back.field
    assert field.hasFocus()
    QTest.keyClicks(field, "142")
    assert caller.views.ring_back.said.text() == "Four digits are needed."
    field.clear()
    QTest.keyClicks(field, "0142")
    caller.qtbot.waitUntil(lambda: len(caller.views.ring_back.buttons) == 1)
    caller.press("Enter")
    caller.sees("Priya ANAND")
    caller.press("1", "C", "Ctrl+Enter")
    caller.sees("Ravi ANAND")
    caller.press("Ctrl+Enter")
    caller.sees("Sam POOLE")
    assert [call.intention for call in caller.waits_for_calls(electors[RAVI], 1)] == ["undecided"]
    assert caller.waits_for_calls(electors[PRIYA], 2)[0].intention == "Corbyn"


def test_whoever_is_being_rung_and_rings_is_the_call_in_hand(
    caller: Caller, electors: dict[str, int]
) -> None:
    caller.make.call(electors[PRIYA], "busy", caller.make.caller(DANA), now=DEMO_EVENING - HOUR)
    caller.press("1", "S", "Ctrl+R")
    QTest.keyClicks(caller.views.ring_back.field, "900142")
    caller.qtbot.waitUntil(lambda: len(caller.views.ring_back.buttons) == 1)
    caller.press("Enter")
    caller.qtbot.waitUntil(lambda: caller.views.is_call_shown)
    assert caller.page.in_hand.said.to(Question.VOTE) == "Smith"
    caller.press("Ctrl+Enter")
    caller.sees("Ravi ANAND")


def test_escape_goes_back_to_the_call(caller: Caller) -> None:
    caller.press("1", "Ctrl+R")
    assert caller.views.is_asking_who_rings
    caller.press("Esc")
    assert caller.views.is_call_shown
    caller.press("S")
    assert caller.page.in_hand.said.to(Question.VOTE) == "Smith"


def test_a_number_that_was_not_rung_is_nobodys(caller: Caller) -> None:
    caller.press("Ctrl+R")
    QTest.keyClicks(caller.views.ring_back.field, "55555")
    told = caller.views.ring_back.said
    caller.qtbot.waitUntil(lambda: told.text().startswith("You have rung nobody"))


def test_what_goes_beside_a_call_is_one_key_each(caller: Caller, electors: dict[str, int]) -> None:
    caller.press("1", "U", "Alt+A")
    assert not caller.views.questions.footer.beside.mps, "no caller is an MP"
    caller.press("V", "O", "P", "P", "Esc", "/")
    QTest.keyClicks(caller.views.questions.note, "trains")
    caller.press("Ctrl+Enter")
    caller.sees("Ravi ANAND")
    caller.waits_for_calls(electors[PRIYA], 1)
    assert [(it.kind, it.note) for it in follow_ups(caller.make.db, caller.make.organiser)] == [
        ("volunteer", "trains"),
        ("speak-to-organiser", "trains"),
    ]


def test_an_elector_is_passed_on_to_the_mp_of_ones_choice(
    make: Make, electors: dict[str, int], desk_over: MakeDesk, qtbot: QtBot
) -> None:
    for name in ("Una Reed", "Tom Watts"):
        add_caller(make.db, make.organiser, name, Role.VOLUNTEER, is_mp=True)
    page = CallPage(desk_over(make.db, make.caller(DANA)))
    opened(page, qtbot)
    dana = Caller(page, qtbot, make)
    dana.sees("Priya ANAND")
    qtbot.waitUntil(lambda: len(page.views.questions.footer.beside.mps) == 3)
    dana.press("1", "U", "Alt+A", "2", "Ctrl+Enter")
    dana.sees("Ravi ANAND")
    dana.waits_for_calls(electors[PRIYA], 1)
    assert [(it.elector_id, it.to) for it in passed_on(make.db, make.organiser)] == [
        (electors[PRIYA], "Tom Watts")
    ]


def test_the_mps_of_now_are_offered(caller: Caller, electors: dict[str, int]) -> None:
    beside = caller.views.questions.footer.beside
    caller.press("1", "U", "Alt+A", "P")
    for name in ("Una Reed", "Tom Watts"):
        add_caller(caller.make.db, caller.make.organiser, name, Role.VOLUNTEER, is_mp=True)
    caller.page.refresh()
    caller.qtbot.waitUntil(lambda: len(beside.mps) == 3)
    assert beside.offers["poster"].isChecked()
    una = next(it for it in callers_now(caller.make.db, caller.make.organiser) if it.is_mp)
    left = replace(una, has_left=True)
    change_caller(caller.make.db, caller.make.organiser, left, DEMO_EVENING)
    caller.page.refresh()
    caller.qtbot.waitUntil(lambda: len(beside.mps) == 1)
    caller.press("M", "Ctrl+Enter")
    caller.sees("Ravi ANAND")
    caller.waits_for_calls(electors[PRIYA], 1)
    assert [it.to for it in passed_on(caller.make.db, caller.make.organiser)] == [None]
    assert [it.kind for it in follow_ups(caller.make.db, caller.make.organiser)] == ["poster"]


def test_the_length_of_a_call_is_kept(caller: Caller, electors: dict[str, int]) -> None:
    draft = caller.page.in_hand.draft
    assert draft is not None
    caller.page.in_hand.draft = replace(draft, began=draft.began - 125)
    caller.qtbot.waitUntil(lambda: caller.views.head.elapsed.text().startswith("2:0"))
    caller.press("2", "Ctrl+Enter")
    caller.waits_for_calls(electors[PRIYA], 1)
    call = stored(caller.make, electors[PRIYA])
    assert call is not None
    assert 125 <= (call.seconds or 0) < 135


def test_a_call_begins_when_its_number_is_handed_over(caller: Caller) -> None:
    draft = caller.page.in_hand.draft
    assert draft is not None
    caller.page.in_hand.draft = replace(draft, began=draft.began - 60)
    caller.page.in_hand.begin_anew()
    assert caller.page.in_hand.draft.so_far < 10


def test_no_answer_so_soon_says_to_let_it_ring(caller: Caller) -> None:
    hint = caller.views.questions.hint
    caller.press("2")
    assert hint.isVisible()
    assert hint.text() == "Let it ring for 15 seconds."
    caller.press("5")
    assert not hint.isVisible()
    draft = caller.page.in_hand.draft
    assert draft is not None
    caller.page.in_hand.draft = replace(draft, began=draft.began - 16)
    caller.press("2")
    assert not hint.isVisible()


def second_list(make: Make) -> None:
    lists.new_list(make.db, make.organiser, ListFacts(name=SECOND_LIST), DEMO_EVENING)
    lists.open_list(make.db, make.organiser, SECOND_LIST, DEMO_EVENING)


def test_the_list_of_ones_choice_is_worked_and_remembered(
    make: Make, electors: dict[str, int], desk_over: MakeDesk, qtbot: QtBot
) -> None:
    second_list(make)
    settings = Settings(make.db.path.parent / "settings.ini")
    desk = desk_over(make.db, make.caller(DANA))
    page = CallPage(desk)
    page.remember_by(settings)
    opened(page, qtbot)
    dana = Caller(page, qtbot, make)
    dana.sees("Priya ANAND")
    pick = page.views.head.lists
    qtbot.waitUntil(lambda: pick.count() == 3)
    assert [pick.itemText(at) for at in range(3)] == ["Any list", "Everybody", SECOND_LIST]
    pick.setCurrentIndex(2)
    pick.activated.emit(2)
    dana.rests()
    dana.sees("Priya ANAND")
    draft = page.in_hand.draft
    assert draft is not None
    assert draft.served.list_name == SECOND_LIST
    again = CallPage(desk)
    qtbot.addWidget(again)
    again.remember_by(settings)
    assert again.switchboard.list_name == SECOND_LIST
    lists.pause_list(make.db, make.organiser, SECOND_LIST, DEMO_EVENING)
    page.switchboard.ask_anew()
    dana.sees_dry()
    assert page.views.dry.heading.text() == "This list is not open"
    assert f"The list “{SECOND_LIST}” is paused." in page.views.dry.sentence.text()
