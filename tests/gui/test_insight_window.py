"""Insight in its window: reached by the rail and its key, in the smallest window too."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from phonebank.gui.main_window import CampaignView
from phonebank.gui.pages.insight.page import InsightPage
from phonebank.gui.settings import Settings
from phonebank.store.database import Database
from tests.gui.conftest import MakeDesk

SHOWN = 20_000


@pytest.fixture
def view(
    qtbot: QtBot, sample_db: Database, desk_over: MakeDesk, tmp_path: Path
) -> Iterator[CampaignView]:
    made = CampaignView(desk_over(sample_db), Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.leave_desk()


def shown(qtbot: QtBot, view: CampaignView) -> InsightPage:
    QTest.keyClick(view, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: view.turning.current == "Insight")
    page = view.pages["Insight"]
    assert isinstance(page, InsightPage)
    cards = page.cards.values()
    qtbot.waitUntil(lambda: all(card.found is not None for card in cards), timeout=SHOWN)
    return page


def test_its_key_leads_to_it_and_the_window_stays_as_small_as_it_was(
    qtbot: QtBot, view: CampaignView
) -> None:
    page = shown(qtbot, view)
    assert page.isVisible()
    assert (view.width(), view.height()) == (1024, 600)
    assert page.grid.columns() == 1


def test_every_chart_can_be_scrolled_to_and_is_as_wide_as_the_page(
    qtbot: QtBot, view: CampaignView
) -> None:
    page = shown(qtbot, view)
    for card in page.cards.values():
        page.scroller.ensureWidgetVisible(card.view)
        assert card.view.width() > 0.9 * page.grid.width()
        assert not card.view.visibleRegion().isEmpty()


def test_tab_goes_through_the_buttons_of_a_card_to_its_chart(
    qtbot: QtBot, view: CampaignView
) -> None:
    page = shown(qtbot, view)
    card = next(iter(page.cards.values()))
    buttons = card.buttons
    buttons.table.setFocus(Qt.FocusReason.TabFocusReason)
    for wanted in (buttons.copy, buttons.save, buttons.print, card.view):
        QTest.keyClick(view.focusWidget(), Qt.Key.Key_Tab)
        assert view.focusWidget() is wanted
