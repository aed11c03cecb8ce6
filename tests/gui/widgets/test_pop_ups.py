"""What opens over a page, in a window of its own, looks as the page does."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QInputDialog, QLineEdit
from pytestqt.qtbot import QtBot

from phonebank.gui.ask import Ask
from phonebank.gui.widgets.completions import Completions
from phonebank.gui.widgets.palette import apply, stylesheet, wear
from phonebank.gui.widgets.picks import Pick
from phonebank.gui.widgets.theme import DARK, LIGHT, Theme

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)")

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


@pytest.fixture
def light_again(qapp: QApplication) -> Iterator[None]:
    yield
    apply(qapp, LIGHT)


@pytest.fixture
def line(qtbot: QtBot) -> QLineEdit:
    line = QLineEdit()
    line.setCompleter(Completions(["Hove", "Exeter", "Rother Valley"], line))
    qtbot.addWidget(line)
    line.show()
    qtbot.waitExposed(line)
    line.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    return line


def offered_below(line: QLineEdit) -> QAbstractItemView:
    offered = line.completer().popup()
    assert offered is not None
    return offered


@pytest.mark.usefixtures("light_again")
def test_what_a_line_offers_wears_the_theme_that_is_shown(
    qapp: QApplication, line: QLineEdit
) -> None:
    for theme in (LIGHT, DARK):
        apply(qapp, theme)
        QTest.keyClicks(line, "e")
        offered = offered_below(line)
        assert offered.isVisible()
        assert offered.styleSheet() == stylesheet(theme)
        offered.hide()
        line.clear()


def test_any_part_of_a_name_finds_it_in_either_case(line: QLineEdit) -> None:
    QTest.keyClicks(line, "VAL")
    model = line.completer().completionModel()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Rother Valley"]
    offered = offered_below(line)
    QTest.mouseClick(
        offered.viewport(),
        Qt.MouseButton.LeftButton,
        pos=offered.visualRect(model.index(0, 0)).center(),
    )
    assert line.text() == "Rother Valley"


@THEMES
@pytest.mark.usefixtures("light_again")
def test_the_list_of_a_pick_has_an_edge_where_the_page_is_of_its_colour(
    qtbot: QtBot, qapp: QApplication, theme: Theme
) -> None:
    apply(qapp, theme)
    pick = Pick("Region")
    qtbot.addWidget(pick)
    pick.addItems(["All", "London", "Wales"])
    wear(pick)
    pick.show()
    pick.showPopup()
    image = pick.view().grab().toImage()
    assert QColor(image.pixel(0, image.height() // 2)) == theme.control
    pick.hidePopup()


@THEMES
@pytest.mark.usefixtures("light_again")
def test_the_field_for_a_passphrase_is_as_a_field_of_a_page(
    qapp: QApplication, theme: Theme
) -> None:
    apply(qapp, theme)
    seen: list[tuple[str, str, QLineEdit.EchoMode]] = []

    def type_and_accept() -> None:
        dialog = qapp.activeModalWidget()
        assert isinstance(dialog, QInputDialog)
        seen.append((dialog.styleSheet(), dialog.windowTitle(), dialog.textEchoMode()))
        dialog.setTextValue("a secret")
        dialog.accept()

    QTimer.singleShot(0, type_and_accept)
    assert Ask().passphrase("Open a campaign", "Its passphrase:") == "a secret"
    assert seen == [(stylesheet(theme), "Open a campaign", QLineEdit.EchoMode.Password)]


def test_whoever_thinks_better_of_it_gives_no_passphrase(qapp: QApplication) -> None:
    def put_away() -> None:
        dialog = qapp.activeModalWidget()
        assert isinstance(dialog, QInputDialog)
        dialog.reject()

    QTimer.singleShot(0, put_away)
    assert Ask().passphrase("Open a campaign", "Its passphrase:") is None
