"""The page where the program begins: a campaign on a server is opened by its address."""

import pytest
from pytestqt.qtbot import QtBot

from phonebank.domain.addresses import ServerAddress
from phonebank.gui.start_page import StartPage


@pytest.fixture
def page(qtbot: QtBot) -> StartPage:
    made = StartPage()
    qtbot.addWidget(made)
    made.show()
    return made


def test_an_address_that_is_typed_is_opened(page: StartPage, qtbot: QtBot) -> None:
    page.tell("That was wrong.")
    page.server.setText(" postgresql://vi@example.org/canvass ")
    with qtbot.waitSignal(page.open_wanted) as wanted:
        page.server.returnPressed.emit()
    assert wanted.args == [ServerAddress("postgresql+psycopg://vi@example.org/canvass")]
    assert not page.trouble.isVisible()


@pytest.mark.parametrize("typed", ["", "mine.phonebank", "mysql://vi@example.org/canvass"])
def test_what_is_no_server_s_address_is_told_in_a_sentence(
    page: StartPage, qtbot: QtBot, typed: str
) -> None:
    page.server.setText(typed)
    with qtbot.assertNotEmitted(page.open_wanted):
        page.connect_to.click()
    assert page.trouble.isVisible()


def test_nothing_is_asked_for_twice_while_a_campaign_opens(page: StartPage) -> None:
    page.show_busy("Opening canvass")
    assert not page.server.isEnabled()
    assert not page.connect_to.isEnabled()
    page.show_busy("")
    assert page.server.isEnabled()
