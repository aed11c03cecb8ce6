"""The Audit tab of the Campaign page: who changed what when, for organisers."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from phonebank.domain.clock import DEMO_EVENING
from phonebank.domain.permits import Role
from phonebank.gui.desk import Desk
from phonebank.gui.pages.campaign.audit_tab import AuditTab
from phonebank.gui.pages.campaign.page import CampaignPage
from phonebank.gui.pages.campaign.tabs import ARCHIVE, AUDIT
from phonebank.services import editing, lists, suppressing
from phonebank.services.auditing import PAGE
from phonebank.services.contest_edits import archive_campaign
from phonebank.services.signing_in import sign_in
from tests.conftest import Make
from tests.gui.conftest import Answers, MakeDesk

LINES = PAGE + 2


@pytest.fixture
def changed(make: Make) -> Make:
    """Ruth barred Ada and paused the list; before that the organiser corrected Ben, often."""
    ada, ben = make.elector("Ada Ames"), make.elector("Ben Bell")
    for times in range(PAGE):
        facts, at = {"email": f"ben{times}@example.org"}, DEMO_EVENING - timedelta(days=1)
        editing.correct_elector(make.db, make.organiser, ben, facts, at)
    ruth = make.caller("Ruth", Role.ORGANISER)
    suppressing.suppress(make.db, ruth, ada, "do-not-call", DEMO_EVENING)
    lists.pause_list(make.db, ruth, "Everybody", DEMO_EVENING)
    return make


@pytest.fixture
def desk(changed: Make, desk_over: MakeDesk) -> Desk:
    return desk_over(changed.db)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> CampaignPage:
    page = CampaignPage(desk)
    qtbot.addWidget(page)
    page.resize(952, 524)
    page.show()
    page.refresh()
    page.open_tab(AUDIT)
    shows(qtbot, page.tabs.audit, f"1–{PAGE} of {LINES}")
    return page


def shows(qtbot: QtBot, tab: AuditTab, words: str) -> None:
    qtbot.waitUntil(lambda: tab.place.text() == words)


def test_the_newest_line_comes_first_and_is_told_whole_beside(page: CampaignPage) -> None:
    tab = page.tabs.audit
    first, second = tab.table.texts()[:2]
    assert first[1:] == ["Ruth", "List paused", "", "List: Everybody; State: open → …"]
    assert second[1:4] == ["Ruth", "Not to be called any more", "Ada Ames"]
    assert tab.panel.title.text() == "List paused"
    tab.table.choose_row(1)
    assert tab.panel.title.text() == "Not to be called any more"
    assert not page.head.save.isVisible()
    assert not page.has_unsaved


def test_lines_are_looked_for_and_leafed_through(qtbot: QtBot, page: CampaignPage) -> None:
    tab = page.tabs.audit
    assert not tab.newer.isEnabled()
    tab.older.click()
    shows(qtbot, tab, f"{PAGE + 1}–{LINES} of {LINES}")
    assert not tab.older.isEnabled()
    tab.newer.click()
    shows(qtbot, tab, f"1–{PAGE} of {LINES}")
    tab.who.setCurrentIndex(tab.who.findData("Ruth"))
    shows(qtbot, tab, "1–2 of 2")
    tab.kind.setCurrentIndex(tab.kind.findData("lists"))
    shows(qtbot, tab, "1–1 of 1")
    assert tab.who.currentData() == "Ruth"
    tab.search.setText("Ames")
    shows(qtbot, tab, "None")
    assert tab.empty.isVisible()
    assert not tab.beside.isVisible()
    tab.kind.setCurrentIndex(0)
    shows(qtbot, tab, "1–1 of 1")
    assert tab.table.texts()[0][3] == "Ada Ames"


def test_it_is_written_to_a_file_for_a_reason_that_then_stands_in_it(
    qtbot: QtBot, page: CampaignPage, desk: Desk, tmp_path: Path
) -> None:
    tab, ask = page.tabs.audit, desk.ask
    assert isinstance(ask, Answers)
    assert not tab.export_it.isEnabled()
    tab.reason.setText("complaint of 5 Sep")
    ask.path = tmp_path / "audit"
    tab.export_it.click()
    shows(qtbot, tab, f"1–{PAGE} of {LINES + 1}")
    assert tab.told.text() == f"{LINES} lines in audit.xlsx"
    assert (tmp_path / "audit.xlsx").is_file()
    assert tab.table.texts()[0][2] == "Audit given out"
    tab.reason.setText("another")
    ask.path = tmp_path / "audit.pdf"
    tab.export_it.click()
    qtbot.waitUntil(page.notice.isVisible)
    assert "does not end in .xlsx or .csv" in page.notice.words()
    assert tab.reason.text() == "another"


def test_what_was_changed_meanwhile_stands_there_when_the_tab_is_turned_to_again(
    qtbot: QtBot, page: CampaignPage, desk: Desk, changed: Make
) -> None:
    page.open_tab(ARCHIVE)
    lists.open_list(changed.db, changed.organiser, "Everybody", DEMO_EVENING)
    page.open_tab(AUDIT)
    shows(qtbot, page.tabs.audit, f"1–{PAGE} of {LINES + 1}")
    assert page.tabs.audit.table.texts()[0][2] == "List opened"


def test_of_an_archived_campaign_the_audit_can_still_be_read(
    qtbot: QtBot, changed: Make, desk_over: MakeDesk
) -> None:
    archive_campaign(changed.db, changed.organiser, DEMO_EVENING)
    page = CampaignPage(desk_over(changed.db, sign_in(changed.db)))
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    page.open_tab(AUDIT)
    shows(qtbot, page.tabs.audit, f"1–{PAGE} of {LINES + 1}")
    assert page.tabs.audit.isEnabled()
