"""Nothing that was entered of a call is lost with the program, and it is offered again."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from phonebank.app import Window
from phonebank.domain.clock import DEMO_EVENING
from phonebank.gui.pages.call.choices import Question
from phonebank.gui.pages.call.page import CallPage
from phonebank.gui.settings import Settings
from phonebank.gui.widgets.palette import Dress
from phonebank.services import campaigns
from phonebank.services.drafts import draft_of
from phonebank.services.signing_in import sign_in
from phonebank.store.database import Database
from tests.conftest import Make
from tests.gui import calls_in_a_process
from tests.gui.conftest import MakeDesk
from tests.gui.test_call_page import PRIYA, Caller, caller, electors, make, opened

__all__ = ["caller", "electors", "make"]

DANA = "Dana Marsh"
HOME = Path(__file__).parents[2]


def another_page(make: Make, desk_over: MakeDesk, qtbot: QtBot) -> Caller:
    """The same caller's next program."""
    page = CallPage(desk_over(make.db, make.caller(DANA)))
    opened(page, qtbot)
    dana = Caller(page, qtbot, make)
    qtbot.waitUntil(lambda: page.views.is_draft_offered)
    return dana


def keeps(caller: Caller) -> None:
    with caller.qtbot.waitSignal(caller.page.course.keeper.kept):
        caller.page.course.keeper.keep_now()


def test_what_is_entered_is_kept_by_itself_within_two_seconds(caller: Caller) -> None:
    caller.press("1", "S")
    told: list[str] = []
    caller.page.status.connect(told.append)
    caller.qtbot.waitUntil(lambda: bool(told), timeout=3000)
    kept = draft_of(caller.make.db, caller.make.caller(DANA))
    assert kept is not None
    assert kept.entered["answers"] == {"reached": "yes", "vote": "Smith"}
    assert told[-1].startswith("Draft of this call kept 18:30")


def test_a_draft_is_gone_on_with_whole(
    caller: Caller, electors: dict[str, int], make: Make, desk_over: MakeDesk, qtbot: QtBot
) -> None:
    caller.press("1", "S", "L", "R", "I", "Alt+N", "/")
    QTest.keyClicks(caller.views.questions.note, "worried")
    caller.press("Alt+A", "O", "Esc")
    began = caller.page.in_hand.draft
    assert began is not None
    keeps(caller)
    dana = another_page(make, desk_over, qtbot)
    assert dana.views.draft_offer.state.heading.text() == "You were at a call to P. A., 18:30"
    dana.press("Enter")
    dana.sees("Priya ANAND")
    back = dana.page.in_hand.draft
    assert back is not None
    assert (back.said, back.number_id, back.call_id) == (began.said, began.number_id, began.call_id)
    assert back.said.follow_ups == ("speak-to-organiser",)
    assert dana.views.questions.note.text() == "worried"
    assert dana.views.elector.phone.text() == "020 7946 0018"
    dana.press("Ctrl+Enter")
    dana.sees("Ravi ANAND")
    (call,) = dana.waits_for_calls(electors[PRIYA], 1)
    assert (call.intention, call.strength, call.note) == ("Smith", "leaning", "worried")
    assert draft_of(make.db, make.caller(DANA)) is None


def test_a_draft_that_is_dropped_is_offered_no_more(
    caller: Caller, electors: dict[str, int], make: Make, desk_over: MakeDesk, qtbot: QtBot
) -> None:
    caller.press("1", "S")
    keeps(caller)
    dana = another_page(make, desk_over, qtbot)
    dana.press("D")
    dana.sees("Priya ANAND")
    assert dana.views.first_answer() == ""
    dana.rests()
    assert draft_of(make.db, make.caller(DANA)) is None
    assert not make.card(electors[PRIYA]).history


def test_a_draft_of_somebody_whom_another_holds_stays_until_it_is_decided(
    caller: Caller, electors: dict[str, int], make: Make, desk_over: MakeDesk, qtbot: QtBot
) -> None:
    caller.press("1", "S")
    keeps(caller)
    make.call(electors[PRIYA], "do-not-call", make.caller("Bo"), now=DEMO_EVENING)
    dana = another_page(make, desk_over, qtbot)
    dana.press("Enter")
    qtbot.waitUntil(lambda: "not to be called" in dana.views.draft_offer.notice.words())
    assert draft_of(make.db, make.caller(DANA)) is not None
    dana.press("D")
    dana.sees("Ravi ANAND")


def test_what_was_taken_back_whole_is_kept_no_longer(caller: Caller) -> None:
    caller.press("/")
    QTest.keyClicks(caller.views.questions.note, "x")
    keeps(caller)
    caller.press("Back", "Esc")
    caller.page.course.keeper.keep_now()
    dana = caller.make.caller(DANA)
    caller.qtbot.waitUntil(lambda: draft_of(caller.make.db, dana) is None)


def test_skipping_forgets_what_was_entered(caller: Caller) -> None:
    caller.press("1", "S")
    keeps(caller)
    caller.press("Q", "O")
    caller.sees("Ravi ANAND")
    assert draft_of(caller.make.db, caller.make.caller(DANA)) is None


@pytest.fixture
def campaign(demo_file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "demo.phonebank"
    shutil.copyfile(demo_file, path)
    return path


def test_a_call_survives_the_death_of_the_program(
    campaign: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    settings = str(tmp_path / "settings.ini")
    words = [sys.executable, "-m", calls_in_a_process.__name__, str(campaign), settings, DANA]
    with subprocess.Popen(words, cwd=HOME, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == b"kept\n"
        finally:
            process.kill()
    db = campaigns.open_campaign(campaign)
    kept = draft_of(db, sign_in(db, DANA))
    db.close()
    assert kept is not None
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    window = Window(Settings(tmp_path / "other.ini"), Dress(app))
    window.show()
    window.open(campaign)
    qtbot.waitUntil(lambda: window.db is not None, timeout=15_000)
    window.names.name_given.emit(DANA)
    qtbot.waitUntil(lambda: window.view is not None, timeout=15_000)
    page = call_page(window, qtbot)
    qtbot.waitUntil(lambda: page.views.is_draft_offered, timeout=15_000)
    page.views.draft_offer.go_on.click()
    qtbot.waitUntil(lambda: page.in_hand.draft is not None, timeout=15_000)
    said = page.in_hand.said
    assert [said.to(it) for it in (Question.REACHED, Question.VOTE, Question.BALLOT)] == [
        "yes",
        "undecided",
        "received",
    ]
    assert (said.reasons, said.note) == (("unity",), "asks what a united party does")
    assert page.in_hand.draft is not None
    assert page.in_hand.draft.served.card.id == kept.elector_id
    held(window.db, kept.elector_id)
    window.close()


def call_page(window: Window, qtbot: QtBot) -> CallPage:
    assert window.view is not None
    view = window.view
    qtbot.waitUntil(lambda: isinstance(view.stack.currentWidget(), CallPage), timeout=15_000)
    page = view.pages["Call"]
    assert isinstance(page, CallPage)
    return page


def held(db: Database | None, elector_id: int) -> None:
    """By one seat alone: that of the program that died holds nobody."""
    assert db is not None
    with db.read() as session:
        told = session.connection().exec_driver_sql(
            f"SELECT count(*) FROM lease WHERE elector_id = {elector_id}"
        )
        assert told.scalar() == 1
