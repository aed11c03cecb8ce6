from collections.abc import Callable
from itertools import product

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QFocusEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from phonebank.gui.widgets.answers import (
    MARKS,
    OKABE_ITO,
    OURS,
    RIVAL,
    UNDECIDED,
    WORDS,
    answer_colours,
)
from phonebank.gui.widgets.buttons import (
    ActionButton,
    IconButton,
    KeyButton,
    PrimaryButton,
    QuietButton,
    QuietKeyButton,
)
from phonebank.gui.widgets.colours import contrast
from phonebank.gui.widgets.faces import ButtonState, Kind, face
from phonebank.gui.widgets.painted_button import PaintedButton
from phonebank.gui.widgets.picks import Pick
from phonebank.gui.widgets.theme import DARK, LIGHT, Theme, current_theme

Made = Callable[[], PaintedButton]
BUTTONS: list[Made] = [
    lambda: KeyButton("Smith", "S", OURS),
    lambda: QuietKeyButton("Skip…", "Q"),
    lambda: ActionButton("Copy", "Ctrl+C", "copy"),
    lambda: QuietButton("Undo last", "Ctrl+Z", "undo"),
    lambda: PrimaryButton("Save and next", "Ctrl+Enter"),
    lambda: IconButton("help", "Help", "F1"),
]
TAB = Qt.FocusReason.TabFocusReason
MOUSE = Qt.FocusReason.MouseFocusReason


def picture(widget: QWidget) -> QImage:
    widget.resize(widget.sizeHint())
    return widget.grab().toImage()


def ring_pixels(widget: QWidget, theme: Theme = LIGHT) -> int:
    image, middle = picture(widget), widget.height() // 2
    return sum(image.pixelColor(x, middle) == theme.focus for x in range(image.width()))


def focused(button: QWidget, reason: Qt.FocusReason) -> None:
    button.window().activateWindow()
    button.setFocus(reason)


@pytest.fixture
def row(qtbot: QtBot) -> QWidget:
    row = QWidget()
    QHBoxLayout(row).addWidget(QLineEdit())
    qtbot.addWidget(row)
    row.show()
    qtbot.waitExposed(row)
    return row


def put(row: QWidget, widget: QWidget) -> None:
    layout = row.layout()
    assert layout is not None
    layout.addWidget(widget)
    widget.show()  # at once: a hidden widget would get the focus later, for another reason


@pytest.mark.parametrize("colour", ["", OURS, RIVAL, UNDECIDED])
def test_a_button_is_as_wide_in_every_state(colour: str, qtbot: QtBot) -> None:
    button = KeyButton("Won’t say", "W", colour)
    qtbot.addWidget(button)
    before = button.sizeHint()
    for is_chosen in (False, True):
        for is_enabled in (False, True):
            button.setChecked(is_chosen)
            button.setEnabled(is_enabled)
            button.set_receded(not is_chosen)
            assert button.sizeHint() == before


@pytest.mark.parametrize("make", BUTTONS)
def test_the_ring_is_for_the_keyboard_only(make: Made, row: QWidget, qtbot: QtBot) -> None:
    button = make()
    put(row, button)
    focused(button, TAB)
    qtbot.waitUntil(button.hasFocus)
    assert ring_pixels(button) > 0

    focused(row.findChildren(QLineEdit)[0], MOUSE)
    focused(button, MOUSE)
    qtbot.waitUntil(button.hasFocus)
    assert ring_pixels(button) == 0


def test_the_ring_is_gone_after_a_click_and_stays_through_another_window(
    row: QWidget, qtbot: QtBot
) -> None:
    button = KeyButton("Yes", "1")
    put(row, button)
    focused(button, TAB)
    qtbot.waitUntil(button.hasFocus)
    back = QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.ActiveWindowFocusReason)
    button.focusInEvent(back)
    assert ring_pixels(button) > 0
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert ring_pixels(button) == 0


def test_a_pick_has_the_ring_by_keyboard_only(row: QWidget, qtbot: QtBot) -> None:
    pick = Pick("Region")
    pick.addItems(["All", "London"])
    put(row, pick)
    focused(pick, TAB)
    qtbot.waitUntil(pick.hasFocus)
    assert ring_pixels(pick) > 0
    focused(row.findChildren(QLineEdit)[0], MOUSE)
    focused(pick, MOUSE)
    qtbot.waitUntil(pick.hasFocus)
    assert ring_pixels(pick) == 0


@pytest.mark.parametrize("make", BUTTONS)
def test_a_button_tells_its_name_and_its_shortcut(make: Made, qtbot: QtBot) -> None:
    button = make()
    qtbot.addWidget(button)
    heard = QAccessible.queryAccessibleInterface(button)
    assert heard.text(QAccessible.Text.Name) == button.text()
    assert button.toolTip() == f"{button.text()} ({button.key()})"
    assert button.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_a_disabled_button_says_why_in_its_tooltip(qtbot: QtBot) -> None:
    button = PrimaryButton("Save and next", "Ctrl+Enter")
    qtbot.addWidget(button)
    button.setEnabled(False)
    button.set_hint("Answer the first question to save")
    assert button.toolTip() == "Answer the first question to save (Ctrl+Enter)"
    assert button.accessibleName() == "Save and next"


def test_an_ampersand_is_a_word_and_no_shortcut(qtbot: QtBot) -> None:
    button = KeyButton("Rock & Roll")
    qtbot.addWidget(button)
    assert button.text() == "Rock & Roll"
    assert button.shortcut().isEmpty()
    heard = QAccessible.queryAccessibleInterface(button)
    assert heard.text(QAccessible.Text.Name) == "Rock & Roll"


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("colour", [OURS, RIVAL, UNDECIDED, "#E69F00"])
def test_a_chosen_candidate_is_solid_in_the_theme_of_the_moment(
    colour: str, theme: Theme, qtbot: QtBot
) -> None:
    button = KeyButton("Smith", "S", colour)
    qtbot.addWidget(button)
    button.setChecked(True)
    current_theme.show(theme)
    assert picture(button).pixelColor(6, 20) == answer_colours(colour, theme).fill


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("kind", Kind)
def test_every_state_has_a_face(kind: Kind, theme: Theme) -> None:
    rest = face(kind, ButtonState(), None, theme)
    pressed = face(kind, ButtonState(is_pressed=True), None, theme)
    disabled = face(kind, ButtonState(is_enabled=False), None, theme)
    assert rest.fill != pressed.fill
    assert (disabled.fill, disabled.border, disabled.words) == (theme.sunken, None, theme.text3)
    chosen = face(Kind.NEUTRAL, ButtonState(is_chosen=True), None, theme)
    assert (chosen.fill, chosen.border, chosen.border_width) == (theme.ink_soft, theme.ink, 1.5)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("colour", [OURS, RIVAL, UNDECIDED, *OKABE_ITO, ""])
@pytest.mark.parametrize("kind", Kind)
def test_words_can_be_read_in_every_state(kind: Kind, colour: str, theme: Theme) -> None:
    chosen = answer_colours(colour, theme) if colour else None
    for flags in product((False, True), repeat=5):
        shown = face(kind, ButtonState(*flags), chosen, theme)
        assert contrast(shown.words, shown.fill or theme.surface) >= WORDS
        if shown.cap is not None:
            assert contrast(shown.cap_words, shown.cap) >= MARKS


def test_words_do_not_move_when_the_ring_comes(row: QWidget, qtbot: QtBot) -> None:
    button = ActionButton("Call", "", "call")
    put(row, button)
    at_rest = picture(button)
    focused(button, TAB)
    qtbot.waitUntil(button.hasFocus)
    ringed = picture(button)
    for x in range(8, button.width() - 8):
        assert at_rest.pixelColor(x, 18) == ringed.pixelColor(x, 18)


def test_a_pick_says_its_caption_and_value_and_ignores_the_wheel(qtbot: QtBot) -> None:
    pick = Pick("Region")
    qtbot.addWidget(pick)
    pick.addItems(["All", "London"])
    narrow = pick.sizeHint().width()
    pick.setCurrentText("London")
    assert pick.toolTip() == "Region: London"
    assert pick.accessibleName() == "Region"
    assert pick.sizeHint().width() > narrow
    assert not picture(pick).isNull()
    pick.show()
    QTest.wheelEvent(pick.windowHandle(), QPointF(4, 4), QPoint(0, -120))
    assert pick.currentText() == "London"
