import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from phonebank.domain.report_entries import Report
from phonebank.domain.sheet import cell_text
from phonebank.gui.ask import Ask, Unsaved
from phonebank.gui.desk import Desk
from phonebank.gui.pages.reported import words
from phonebank.gui.pages.reported.page import ReportedPage
from phonebank.services import contest_edits, signing_in
from phonebank.services.reported_edits import change_report, remove_report, report_list
from phonebank.store.database import Database
from tests.gui.conftest import MakeDesk

FOR_CORBYN = "313\u2009209"
CTRL = Qt.KeyboardModifier.ControlModifier
each_kind = pytest.mark.parametrize("report", [it for it in Report if it is not Report.RESULT])


class Unsure(Ask):
    """Answers what becomes of what was typed, and remembers that it was asked."""

    def __init__(self, answer: Unsaved | None) -> None:
        super().__init__()
        self.answer = answer
        self.asked = 0

    def about_changes(self, title: str, sentence: str) -> Unsaved | None:
        self.asked += 1
        return self.answer


@pytest.fixture
def desk(sample_db: Database, desk_over: MakeDesk) -> Desk:
    return desk_over(sample_db)


def shown_page(qtbot: QtBot, desk: Desk) -> ReportedPage:
    """The page, reading anew whatever was touched, as it does in its window."""
    page = ReportedPage(desk)
    qtbot.addWidget(page)
    desk.jobs.changed.connect(lambda touched: page.refresh() if touched & page.topics else None)
    page.resize(1208, 724)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: page.model.rowCount() > 0 or page.empty.isVisible())
    return page


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> ReportedPage:
    return shown_page(qtbot, desk)


def texts(page: ReportedPage) -> list[list[str]]:
    model = page.model
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def places(page: ReportedPage) -> list[str]:
    return [row[0] for row in texts(page)]


def turn(qtbot: QtBot, page: ReportedPage, report: Report) -> None:
    base = page.base.text()
    page.head.segments.choose(report.value)
    qtbot.waitUntil(lambda: page.base.text() != base)


def choose(page: ReportedPage, place: str) -> None:
    page.table.choose_row(places(page).index(place))


def fill(page: ReportedPage, **fields: str) -> None:
    for name, text in fields.items():
        page.form.fields[name].show_words(text)


def enter(page: ReportedPage, **fields: str) -> None:
    page.enter()
    fill(page, **fields)
    QTest.keyClick(page.form, Qt.Key.Key_Return, CTRL)


CANVASS = {"places": "Bath", "canvasser": "An MP", "reported_on": "20 Aug 2016", "Smith": "101.5"}


@each_kind
def test_a_sheet_is_shown_cell_by_cell_under_its_base(
    qtbot: QtBot, page: ReportedPage, desk: Desk, report: Report
) -> None:
    sheet = report_list(desk.jobs.db, desk.actor, report, desk.clock.now()).sheet
    page.head.segments.choose(report.value)
    qtbot.waitUntil(lambda: page.base.text() == sheet.base)
    kinds = [column.kind for column in sheet.columns]
    assert texts(page) == [
        [cell_text(kind, cell) for kind, cell in zip(kinds, row.cells, strict=True)]
        for row in sheet.all_rows
    ]


def test_figures_stand_as_printed_with_their_remark(page: ReportedPage) -> None:
    exeter = next(row for row in texts(page) if row[0] == "Exeter")
    assert {"46%", "34%", "18%", "98%", "sums to 98"} <= set(exeter)
    choose(page, "Exeter")
    assert "Remark: sums to 98" in page.panel.words()
    assert "Source: HuffPost UK, 19 August 2016" in page.panel.words()


def test_the_declared_result_is_hidden_until_it_is_asked_for(
    qtbot: QtBot, page: ReportedPage
) -> None:
    page.head.segments.choose("result")
    assert page.empty.isVisible()
    assert page.show_result.isVisible()
    assert not page.enter_first.isVisible()
    assert all(FOR_CORBYN not in row for row in texts(page))
    QTest.mouseClick(page.show_result, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(FOR_CORBYN in row for row in texts(page)))
    assert page.table.isVisible()
    assert not page.show_result.isVisible()


def test_beside_the_declared_result_stands_our_error_by_section(
    qtbot: QtBot, page: ReportedPage
) -> None:
    page.reveal_result()
    qtbot.waitUntil(lambda: any(FOR_CORBYN in row for row in texts(page)))
    at = page.model.sheet.position("raw_error")
    assert [row[at] for row in texts(page)][:2] == ["+17", "+18"]


def test_the_button_for_the_result_is_nowhere_else(page: ReportedPage) -> None:
    for report in Report:
        page.head.segments.choose(report.value)
        assert page.show_result.isVisible() == (report is Report.RESULT)


def test_no_button_is_called_like_a_key_that_does_something_else(page: ReportedPage) -> None:
    """Enter opens the chosen line here, and is not what adds one."""
    called = {it.text() for it in page.findChildren(QAbstractButton) if it.isVisible()}
    assert "Add" in called
    assert not called & {"Enter", "Escape", "Tab"}


def test_enter_goes_to_the_whole_line_and_escape_back(page: ReportedPage) -> None:
    page.table.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.panel.scroller.hasFocus()
    QTest.keyClick(page.panel.scroller, Qt.Key.Key_Escape)
    assert page.table.hasFocus()


def typed(page: ReportedPage, text: str) -> None:
    """Type into the field that has the keys, and go to the next."""
    field = page.focusWidget()
    assert isinstance(field, QLineEdit)
    if field.completer() is None:
        QTest.keyClicks(field, text)
    else:
        field.setText(text)  # the screen of a test knows no list that pops up
    QTest.keyClick(field, Qt.Key.Key_Tab)


def test_a_canvass_is_entered_by_keys_alone_as_it_was_printed(
    qtbot: QtBot, page: ReportedPage
) -> None:
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_N, CTRL)
    for text in ("Bath; Hove", "An MP", "Sam", "20 Aug 2016", "46.5", "50%", "2", "", "70"):
        typed(page, text)
    focused = page.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "Bath; Hove" in places(page))
    assert page.focusWidget() is page.table
    assert page.entry is not None
    assert page.entry.cells["Smith"] == "46.5"
    assert page.entry.cells["Corbyn"] == "50%"
    assert "Remark: sums to 98.5, one figure for Bath and Hove" in page.panel.words()
    assert "Told by: Sam" in page.panel.words()


def test_of_several_places_the_last_is_completed(page: ReportedPage) -> None:
    page.enter()
    line = page.form.fields["places"].line
    assert line is not None
    completer = line.completer()
    assert completer is not None
    line.setText("Bath; pavil")
    completer.setWidget(line)
    completer.setCompletionPrefix(line.text())
    assert completer.currentCompletion() == "Bath; Brighton, Pavilion"


def test_what_cannot_be_is_said_at_its_field_and_stays_typed(
    qtbot: QtBot, page: ReportedPage
) -> None:
    enter(page, **CANVASS)
    fault = page.form.fields["Smith"].fault
    qtbot.waitUntil(fault.isVisible)
    assert fault.text() == "101.5 is over 100, and no share can be."
    assert page.form.texts()["places"] == "Bath"
    assert page.form.fields["Smith"].control.hasFocus()
    fill(page, Smith="51.5", places="Bth; Hov; Exeter")
    page.form.save.click()
    fault = page.form.fields["places"].fault
    qtbot.waitUntil(fault.isVisible)
    assert fault.text() == "“Bth” and “Hov” are no constituencies. Is it Bath and Hove?"
    assert page.form.fields["Smith"].fault.isHidden()


def test_an_entry_is_changed_and_it_stands_there_who_did(qtbot: QtBot, page: ReportedPage) -> None:
    choose(page, "Exeter")
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    assert page.form.texts()["Smith"] == "46"
    fill(page, Smith="48")
    page.form.save.click()
    qtbot.waitUntil(lambda: not page.is_form_open)
    qtbot.waitUntil(lambda: page.entry is not None and page.entry.cells["Smith"] == "48")
    assert "Changed by Organiser" in page.panel.words()
    assert "Smith, % from 46 to 48" in page.panel.words()
    assert places(page)[page.table.current_row()] == "Exeter"


def test_what_was_removed_is_put_back_by_undo(qtbot: QtBot, page: ReportedPage) -> None:
    choose(page, "Exeter")
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "Exeter" not in places(page))
    assert page.said.words.text() == "Removed: Exeter, Ben Bradshaw MP."
    assert page.said.undo.isVisible()
    QTest.keyClick(page.table, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: "Exeter" in places(page))
    assert page.said.isHidden()
    QTest.keyClick(page.table, Qt.Key.Key_Z, CTRL)
    assert places(page).count("Exeter") == 1


def test_what_somebody_else_changed_meanwhile_is_told_and_taken_up(
    qtbot: QtBot, page: ReportedPage, desk: Desk
) -> None:
    choose(page, "Exeter")
    page.edit()
    seen = page.form.seen
    assert seen is not None
    theirs = {**seen.cells, "Corbyn": "35", "Smith": "47"}
    change_report(desk.jobs.db, desk.actor, Report.CANVASS, seen, theirs, desk.clock.now())
    fill(page, Smith="48")
    page.form.save.click()
    qtbot.waitUntil(page.form.fault.isVisible)
    assert "Somebody else changed this entry meanwhile" in page.form.fault.text()
    assert "Smith, % is “47”" in page.form.fault.text()
    assert (page.form.texts()["Smith"], page.form.texts()["Corbyn"]) == ("48", "35")
    page.form.save.click()
    qtbot.waitUntil(lambda: not page.is_form_open)
    qtbot.waitUntil(lambda: page.entry is not None and page.entry.cells["Smith"] == "48")
    assert page.entry is not None
    assert page.entry.cells["Corbyn"] == "35"


def test_removing_what_is_gone_says_so(qtbot: QtBot, page: ReportedPage, desk: Desk) -> None:
    choose(page, "Exeter")
    assert page.entry is not None
    remove_report(desk.jobs.db, desk.actor, Report.CANVASS, page.entry, desk.clock.now())
    page.remove()
    qtbot.waitUntil(page.said.isVisible)
    assert "Somebody else removed this entry meanwhile" in page.said.words.text()
    assert page.said.undo.isHidden()


@pytest.mark.parametrize(
    ("answer", "is_open"), [(None, True), (Unsaved.DISCARD, False)], ids=["stay", "drop"]
)
def test_what_is_typed_is_not_lost_without_a_word(
    qtbot: QtBot, sample_db: Database, desk_over: MakeDesk, answer: Unsaved | None, is_open: bool
) -> None:
    desk, ask = desk_over(sample_db), Unsure(answer)
    page = shown_page(qtbot, Desk(desk.jobs, ask, desk.actor, desk.clock, desk.facts))
    page.enter()
    fill(page, Smith="40")
    page.head.segments.choose("polls")
    assert ask.asked == 1
    assert page.is_form_open == is_open
    assert page.report is (Report.CANVASS if is_open else Report.POLL)


def test_an_untouched_form_is_left_without_a_question(page: ReportedPage) -> None:
    page.enter()
    QTest.keyClick(page.form, Qt.Key.Key_Escape)
    assert not page.is_form_open


def test_the_next_line_of_a_paper_begins_with_what_they_have_in_common(
    qtbot: QtBot, page: ReportedPage
) -> None:
    enter(page, **{**CANVASS, "Smith": "50", "source": "A paper"})
    qtbot.waitUntil(lambda: "Bath" in places(page))
    page.enter()
    filled = {name: text for name, text in page.form.texts().items() if text}
    assert filled == {"reported_on": "20 Aug 2016", "source": "A paper"}
    assert not page.form.has_unsaved


def test_whose_seat_a_place_is_can_be_entered(qtbot: QtBot, page: ReportedPage) -> None:
    turn(qtbot, page, Report.MP)
    assert ["Exeter", "Ben Bradshaw MP"] in texts(page)
    assert page.head.bring_in.isHidden()
    enter(page, place="hove", mp="Peter Kyle MP")
    qtbot.waitUntil(lambda: ["Hove", "Peter Kyle MP"] in texts(page))


@each_kind
def test_the_import_is_told_which_kind(qtbot: QtBot, page: ReportedPage, report: Report) -> None:
    told: list[str] = []
    page.import_wanted.connect(told.append)
    page.head.segments.choose(report.value)
    page.head.bring_in.click()
    assert told == [report.value]


def test_a_volunteer_reads_why_it_is_not_shown(
    qtbot: QtBot, sample_db: Database, desk_over: MakeDesk
) -> None:
    volunteer = signing_in.introduce(sample_db, "Vi").value
    page = shown_page(qtbot, desk_over(sample_db, volunteer))
    assert "A volunteer may not see the canvass." in page.empty.sentence.text()
    assert not page.enter_first.isVisible()


def test_an_archived_campaign_is_shown_and_not_changed(
    qtbot: QtBot, sample_db: Database, desk_over: MakeDesk
) -> None:
    desk = desk_over(sample_db)
    contest_edits.archive_campaign(sample_db, desk.actor, desk.clock.now())
    page = shown_page(qtbot, desk_over(sample_db, signing_in.sign_in(sample_db)))
    assert page.panel.ways is None
    for do in (page.enter, page.edit, page.remove):
        do()
        assert not page.is_form_open
    assert page.head.enter.isHidden()
    assert "Exeter" in places(page)


@pytest.mark.parametrize("report", Report)
def test_with_nothing_reported_it_says_what_to_do(
    qtbot: QtBot, no_electors: Database, desk_over: MakeDesk, report: Report
) -> None:
    page = shown_page(qtbot, desk_over(no_electors))
    if report is Report.RESULT:
        page.reveal_result()
    else:
        page.head.segments.choose(report.value)
    qtbot.waitUntil(lambda: page.empty.sentence.text() == words.TO_DO[report])
    assert page.enter_first.isVisible()
    assert page.bring_in_first.isVisible() == (report is not Report.MP)
    page.enter_first.click()
    assert page.is_form_open


def test_everything_has_a_name(qtbot: QtBot, page: ReportedPage) -> None:
    named: list[QWidget] = [page.table, page.table.horizontalHeader(), page.head.segments]
    named.append(page.panel.scroller)
    for report in (Report.CANVASS, Report.POLL, Report.ENDORSEMENT):
        if report is not page.report:
            turn(qtbot, page, report)
        page.enter()
        assert all(field.control.accessibleName() for field in page.form.fields.values())
        QTest.keyClick(page.form, Qt.Key.Key_Escape)
    assert all(widget.accessibleName() for widget in named)


def test_when_the_last_one_is_removed_the_keys_go_to_entering_another(
    qtbot: QtBot, page: ReportedPage, desk: Desk
) -> None:
    turn(qtbot, page, Report.POLL)
    listed = report_list(desk.jobs.db, desk.actor, Report.POLL, desk.clock.now())
    for entry in listed.entries[1:]:
        remove_report(desk.jobs.db, desk.actor, Report.POLL, entry, desk.clock.now())
    page.refresh()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(page.empty.isVisible)
    assert page.enter_first.hasFocus()
    page.writing.put_back()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1 and page.table.isVisible())
