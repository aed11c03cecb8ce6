"""The way back looks and works alike on every page that another leads to."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from phonebank.gui.pages.kinds import BEHIND, BehindPage
from phonebank.gui.widgets.buttons import BackButton
from phonebank.store.database import Database
from tests.gui.conftest import MakeDesk, show_and_follow


@pytest.mark.parametrize("kind", list(BEHIND))
def test_a_chevron_before_the_title_leads_back(
    qtbot: QtBot, sample_db: Database, desk_over: MakeDesk, kind: type[BehindPage]
) -> None:
    desk = desk_over(sample_db)
    page = kind(desk)
    page.resize(1100, 700)
    show_and_follow(qtbot, page, desk)
    (back,) = [it for it in page.findChildren(BackButton) if it.isVisible()]
    titles = [it for it in page.findChildren(QLabel) if it.isVisible() and it.text() == page.title]
    left_of = back.mapTo(page, QPoint(back.width(), 0)).x()
    assert left_of <= min(it.mapTo(page, QPoint(0, 0)).x() for it in titles)
    assert back.toolTip().endswith("(Esc)")
    with qtbot.waitSignal(page.left):
        back.click()
