"""What the Call page shows: facts, script, history, a small window, and to whom it is open."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from phonebank.domain.clock import DEMO_EVENING
from phonebank.domain.hours import CallingHours, Hours
from phonebank.domain.lists import ListFacts
from phonebank.domain.queueing import CallingRules
from phonebank.domain.usual_script import USUAL
from phonebank.gui.pages.call.choices import Question
from phonebank.gui.pages.call.page import SMALLEST, CallPage
from phonebank.gui.widgets.chips import Chip
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.services import lists
from phonebank.services.lists import EVERYBODY
from phonebank.store.database import Database
from tests.conftest import Make
from tests.gui.conftest import MakeDesk
from tests.gui.test_call_page import PRIYA, Caller, caller, electors, make, opened

__all__ = ["caller", "electors", "make"]

EVERY_STATE = [
    (),
    ("1",),
    ("1", "S"),
    ("1", "S", "V"),
    ("1", "T"),
    ("1", "K", "J"),
    ("3",),
    ("4", "0"),
    ("Q",),
    ("1", "U", "Alt+A"),
    ("Ctrl+R",),
]


def texts(widget: QWidget) -> str:
    """All words that are to be seen."""
    labels = (ElidedLabel, SpacedText, Chip)
    shown = [it for kind in labels for it in widget.findChildren(kind) if it.isVisible()]
    return " | ".join(label.text() for label in shown)


def sees_words(qtbot: QtBot, widget: QWidget, *words: str) -> None:
    """Wait until all of these are to be seen: new labels show a turn of the event loop later."""
    qtbot.waitUntil(lambda: all(one in texts(widget) for one in words))


def controls(page: CallPage) -> list[QWidget]:
    """Everything that can be pressed or typed into now."""
    kinds = (QAbstractButton, QLineEdit)
    found = [it for kind in kinds for it in page.findChildren(kind)]
    return [it for it in found if it.isVisible() and it.isEnabled()]


@pytest.mark.parametrize("keys", EVERY_STATE)
def test_every_control_has_a_name_and_a_tooltip_and_is_reached_by_tab(
    caller: Caller, keys: tuple[str, ...]
) -> None:
    caller.press(*keys)
    field = caller.views.questions.moment
    for control in controls(caller.page):
        if control.parent() is not field:
            assert control.accessibleName(), control
            assert control.toolTip(), control
    if "J" in keys:
        caller.press("Esc")
    reached = set()
    for _ in range(2 * len(controls(caller.page)) + 10):
        QTest.keyClick(QApplication.focusWidget() or caller.page, Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    missed = [it for it in controls(caller.page) if it not in reached and it.parent() is not field]
    assert not missed


def test_the_card_says_what_is_known(make: Make, desk_over: MakeDesk, qtbot: QtBot) -> None:
    elector = make.elector(
        PRIYA,
        "Hammersmith",
        section_id=make.section("affiliated supporter"),
        affiliate_id=make.affiliate("GMB"),
    )
    sam = make.caller("Sam")
    then = DEMO_EVENING - timedelta(days=16)
    make.call(elector, "busy", sam, then - timedelta(days=1))
    make.call(elector, "spoke", sam, then, intention="undecided", note="worried about unity")
    make.call(elector, "callback", sam, then + timedelta(hours=1), callback_at=DEMO_EVENING)
    page = CallPage(desk_over(make.db, make.caller("Dana Marsh")))
    opened(page, qtbot)
    qtbot.waitUntil(lambda: page.views.elector.name.text() == "Priya ANAND")
    sees_words(
        qtbot,
        page,
        "GMB",
        "affiliated supporter",
        "Hammersmith",
        "Callback promised for 18:30",
        "4th attempt",
        "07700 900001",
        "Call back, 3 Sep",
        "3 earlier calls",
        "Spoke: undecided, “worried about unity”.",
        "Promised by Sam.",
    )


@pytest.mark.parametrize(("name", "is_long"), [("Al LI", False), ("Maximilian HOLDSWORTH", True)])
def test_a_long_name_stands_before_how_often_they_were_rung(
    make: Make, desk_over: MakeDesk, qtbot: QtBot, name: str, is_long: bool
) -> None:
    elector, sam = make.elector(name), make.caller("Sam")
    then = DEMO_EVENING - timedelta(days=1)
    make.call(elector, "callback", sam, then, callback_at=DEMO_EVENING)
    page = CallPage(desk_over(make.db, make.caller("Dana Marsh")))
    opened(page, qtbot)
    page.resize(SMALLEST)
    card = page.views.elector
    qtbot.waitUntil(lambda: card.name.text() == name)
    assert card.attempt.isVisible() is not is_long
    page.resize(1900, 900)
    qtbot.waitUntil(card.attempt.isVisible)
    assert card.name.width() >= card.name.sizeHint().width()


def test_a_call_that_was_taken_back_is_marked_in_the_history(
    caller: Caller, electors: dict[str, int]
) -> None:
    caller.press("5", "Enter")
    caller.sees("Ravi ANAND")
    caller.rests()
    caller.press("Ctrl+Z")
    caller.sees("Priya ANAND")
    sees_words(caller.qtbot, caller.page, "taken back, Dana Marsh", "no earlier calls")


@pytest.mark.parametrize(
    ("keys", "caption", "words"),
    [
        ((), "the opening", "“Hello, is that Priya? My name’s Dana"),
        (("1",), "the vote", "May I ask"),
        (("1", "S"), "the ballot", "by noon on Wednesday 21 September"),
        (("1", "S", "R"), "closing", "anything you’d like Owen to know"),
        (("1", "T"), "agree a time", "When would suit you?"),
        (("1", "T", "G"), "goodbye", "Goodbye, Priya."),
        (("3",), "the message", "This is a message for Priya from Dana"),
        (("4",), "someone else", "Say nothing of the contest"),
        (("2",), "nobody there", "Nothing to say."),
        (("0",), "goodbye", "Goodbye, Priya."),
    ],
)
def test_the_script_goes_along_with_the_call(
    caller: Caller, keys: tuple[str, ...], caption: str, words: str
) -> None:
    caller.press(*keys)
    assert words in caller.views.side.script.now()
    assert caption in caller.views.side.script.stage()
    sees_words(caller.qtbot, caller.page, USUAL.privacy)


def test_a_reason_given_brings_its_tip(caller: Caller) -> None:
    caller.press("1", "S", "X", "I")
    assert caller.views.side.script.tip.text() == USUAL.tip_for_reason("unity")
    QTest.mouseClick(caller.views.side.script.reasons["Brexit"], Qt.MouseButton.LeftButton)
    assert caller.views.side.script.tip.text() == USUAL.tip_for_reason("Brexit")


def test_an_answer_brings_its_tip_until_a_reason_is_given(caller: Caller) -> None:
    caller.press("1", "U")
    tip = caller.views.side.script.tip
    assert tip.text() == f"Undecided. {USUAL.tip_for_answer('undecided')}"
    caller.press("S")
    assert tip.text().strip() == ""
    caller.press("W")
    assert tip.text() == f"Won’t say. {USUAL.tip_for_answer('wont-say')}"
    caller.press("U", "I")
    assert tip.text() == USUAL.tip_for_reason("unity")
    caller.press("I", "2")
    assert caller.views.side.script.stage() == "Now: nobody there"


class Telephone(QObject):
    """Stands for the program that opens telephone links."""

    def __init__(self) -> None:
        super().__init__()
        self.rung: list[str] = []

    @Slot(QUrl)
    def ring(self, link: QUrl) -> None:
        self.rung.append(link.toString())


def test_call_hands_the_number_over_and_dials_nothing(caller: Caller) -> None:
    telephone = Telephone()
    QDesktopServices.setUrlHandler("tel", telephone, "ring")  # type: ignore[arg-type]
    try:
        caller.press("Ctrl+D")
    finally:
        QDesktopServices.unsetUrlHandler("tel")
    assert telephone.rung == ["tel:+447700900142"]


def test_a_small_window_drops_nothing_that_decides(caller: Caller) -> None:
    caller.page.resize(952, 524)
    caller.press("1", "S")
    views = caller.views
    assert not views.questions.first.answers.isVisible()
    assert views.questions.first.folded.text() == "Yes"
    assert views.side.tabs.isVisible()
    save = views.questions.footer.save
    corner = save.mapTo(caller.page, QPoint(save.width(), save.height()))
    assert corner.x() <= 952
    assert corner.y() <= 524
    QTest.mouseClick(views.questions.first.change, Qt.MouseButton.LeftButton)
    assert views.questions.first.answers.isVisible()
    views.side.tabs.choose("history")
    assert views.side.history.isVisible()
    caller.page.resize(1208, 724)
    assert views.side.script.isVisible()
    assert not views.side.tabs.isVisible()


def test_the_status_says_until_when_the_elector_is_held(caller: Caller, qtbot: QtBot) -> None:
    told: list[str] = []
    caller.page.status.connect(told.append)
    caller.press("2", "Enter")
    qtbot.waitUntil(lambda: told[-1:] == ["Held for you until 19:00"])
    caller.rests()


def test_an_organiser_sees_the_same_page(make: Make, desk_over: MakeDesk, qtbot: QtBot) -> None:
    make.elector(PRIYA)
    page = CallPage(desk_over(make.db))
    opened(page, qtbot)
    qtbot.waitUntil(lambda: page.views.elector.name.text() == "Priya ANAND")


def test_a_dry_list_says_why(make: Make, desk_over: MakeDesk, qtbot: QtBot) -> None:
    make.elector("Una One", numbers=())
    make.elector("Dee Two", numbers=())
    make.call(make.elector("Fay Three"), "spoke", now=DEMO_EVENING)
    make.call(make.elector("Gus Four"), "busy", now=DEMO_EVENING)
    page = CallPage(desk_over(make.db, make.caller("Dana Marsh")))
    opened(page, qtbot)
    qtbot.waitUntil(page.views.dry.isVisible)
    sees_words(
        qtbot,
        page.views.dry,
        "Why: the 4 electors on open lists",
        "1 elector comes due at 19:00.",
        "Leased",
    )
    said = texts(page.views.dry)
    assert page.views.dry.heading.text() == "Nobody is due until 19:00"
    order = [said.index(name) for name in ("No usable number", "Finished", "Cooling", "Leased")]
    assert order == sorted(order)


def test_hours_and_attempts_are_those_of_the_list(
    make: Make, desk_over: MakeDesk, qtbot: QtBot
) -> None:
    make.call(make.elector("Una One"), now=DEMO_EVENING - timedelta(days=2))
    make.elector("Dee Two")
    short = Hours.parse("09:00-19:00")
    rules = CallingRules(hours=CallingHours(short, short), attempts=1)
    facts = ListFacts(name=EVERYBODY, rules=rules)
    lists.change_list(make.db, make.organiser, EVERYBODY, facts, DEMO_EVENING)
    page = CallPage(desk_over(make.db, make.caller("Dana Marsh")))
    opened(page, qtbot)
    qtbot.waitUntil(lambda: page.views.elector.name.text() == "Dee TWO")
    assert "Calling hours today: 09:00–19:00" in texts(page.views.head)
    QTest.keyClick(page, Qt.Key.Key_5)
    QTest.keyClick(page, Qt.Key.Key_Return)
    sees_words(qtbot, page.views.dry, "1 try each, the list’s limit")


def test_of_several_lists_no_hours_and_attempts_are_told(
    make: Make, desk_over: MakeDesk, qtbot: QtBot
) -> None:
    lists.new_list(make.db, make.organiser, ListFacts(name="Second"), DEMO_EVENING)
    lists.open_list(make.db, make.organiser, "Second", DEMO_EVENING)
    make.elector("Una One", numbers=())
    page = CallPage(desk_over(make.db, make.caller("Dana Marsh")))
    opened(page, qtbot)
    sees_words(qtbot, page.views.dry, "As many tries as their list allows")


def test_a_finished_list_says_that_nobody_is_left(
    make: Make, desk_over: MakeDesk, qtbot: QtBot
) -> None:
    make.call(make.elector(PRIYA), "deceased", now=DEMO_EVENING)
    page = CallPage(desk_over(make.db, make.caller("Dana Marsh")))
    opened(page, qtbot)
    qtbot.waitUntil(page.views.dry.isVisible)
    assert page.views.dry.heading.text() == "Nobody is left to ring on open lists"


def test_without_electors_it_says_what_is_missing_and_gives_no_reasons(
    no_electors: Database, desk_over: MakeDesk, qtbot: QtBot
) -> None:
    page = CallPage(desk_over(no_electors))
    opened(page, qtbot)
    qtbot.waitUntil(page.views.dry.isVisible)
    dry = page.views.dry
    assert dry.heading.text() == "There is nobody on open lists"
    assert "imports the roll" in dry.sentence.text()
    assert "answered for" not in dry.sentence.text()
    assert not {"Suppressed", "Finished", "Outside hours"} & set(texts(dry))
    assert not dry.base.text()


def test_answers_are_made_when_their_question_is_asked(caller: Caller) -> None:
    vote = caller.views.questions.rows[Question.VOTE].answers
    assert not vote.buttons
    caller.press("1")
    assert vote.buttons
