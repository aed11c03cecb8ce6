"""The Reported page in its window: to the import of a file and back, and whether work is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from phonebank.gui.leaving import REPORTING, half_done
from phonebank.gui.main_window import CampaignView
from phonebank.gui.pages.importing.page import ImportPage
from phonebank.gui.pages.importing.ways import Step
from phonebank.gui.pages.reported.page import ReportedPage
from phonebank.gui.settings import Settings
from phonebank.locations import sample
from phonebank.services.importing import ImportKind
from phonebank.store.database import Database
from tests.gui.conftest import MakeDesk
from tests.gui.import_steps import at


@pytest.fixture
def view(qtbot: QtBot, db: Database, desk_over: MakeDesk, tmp_path: Path) -> Iterator[CampaignView]:
    made = CampaignView(desk_over(db), Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.leave_desk()


@pytest.fixture
def page(qtbot: QtBot, view: CampaignView) -> ReportedPage:
    view.turning.turn_to("Reported")
    page = view.pages["Reported"]
    assert isinstance(page, ReportedPage)
    qtbot.waitUntil(page.bring_in_first.isVisible)
    return page


def test_a_file_is_imported_as_the_kind_that_was_looked_at_and_shown_where_it_was_wanted(
    qtbot: QtBot, view: CampaignView, page: ReportedPage
) -> None:
    page.bring_in_first.click()
    importing = view.pages["Import"]
    assert isinstance(importing, ImportPage)
    assert view.stack.currentWidget() is importing
    importing.open(sample("reported_canvasses.csv"))
    assert importing.kind is ImportKind.REPORTED
    for step in (Step.FILE, Step.COLUMNS, Step.CHECK, Step.SUMMARY):
        at(qtbot, importing, step)
        importing.frame.footer.on.click()
    qtbot.waitUntil(lambda: view.stack.currentWidget() is page)
    qtbot.waitUntil(lambda: page.model.rowCount() == 14)


def test_an_import_that_nobody_sent_there_is_of_the_roll(
    view: CampaignView, page: ReportedPage
) -> None:
    page.bring_in_first.click()
    view.show_import()
    importing = view.pages["Import"]
    assert isinstance(importing, ImportPage)
    assert importing.kind is ImportKind.ROLL


def test_what_is_half_entered_is_told_before_the_window_is_made_anew(
    view: CampaignView, page: ReportedPage
) -> None:
    page.enter()
    assert half_done([page]) == ""
    page.form.fields["words"].show_words("in front")
    assert half_done([page]) == REPORTING


def test_what_is_half_entered_is_still_there_when_the_page_is_turned_to_again(
    view: CampaignView, page: ReportedPage
) -> None:
    page.enter()
    page.form.fields["words"].show_words("in front")
    view.turning.turn_to("Canvass")
    view.turning.turn_to("Reported")
    assert page.is_form_open
    assert page.form.texts()["words"] == "in front"
