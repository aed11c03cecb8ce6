import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from phonebank.domain.segment_words import parse
from phonebank.domain.segments import Tree
from phonebank.gui.desk import Desk
from phonebank.gui.pages.canvass.page import CanvassPage
from phonebank.gui.pages.electors.segment_editor import SegmentEditor
from phonebank.services import signing_in
from phonebank.services.segmenting import count_electors, save_segment, segments
from phonebank.store.database import Database
from tests.gui.conftest import MakeDesk

# The list below a line is a window of its own, which the platform of tests cannot raise.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)")

WAVERERS = "intention = undecided and not (ballot = returned)"
NESTED = "section = full member and not (ballot = returned or attempts >= 3)"


@pytest.fixture
def desk(sample_db: Database, desk_over: MakeDesk) -> Desk:
    return desk_over(sample_db)


@pytest.fixture
def editor(qtbot: QtBot, desk: Desk) -> SegmentEditor:
    editor = SegmentEditor(desk)
    qtbot.addWidget(editor)
    editor.resize(952, 300)
    editor.show()
    editor.refresh()
    qtbot.waitUntil(lambda: editor.count.text() != "")
    qtbot.waitUntil(lambda: bool(editor.rows.known()))
    return editor


def people(desk: Desk, tree: Tree | None) -> int:
    return count_electors(desk.jobs.db, desk.actor, tree, desk.clock.now())


def shows(qtbot: QtBot, editor: SegmentEditor, text: str) -> None:
    """Wait until this very segment was counted and told of."""
    wanted = parse(text) if text else None
    qtbot.waitUntil(lambda: editor.tree() == wanted and bool(editor.count.text()))


def digits(words: str) -> int:
    return int("".join(letter for letter in words if letter.isdigit()))


def test_without_a_condition_everybody_is_counted(editor: SegmentEditor, desk: Desk) -> None:
    assert digits(editor.count.text()) == people(desk, None)
    assert editor.tree() is None
    assert editor.rows.rows() == []


def test_a_condition_is_put_together_in_a_row(
    qtbot: QtBot, editor: SegmentEditor, desk: Desk
) -> None:
    editor.rows.add.click()
    (row,) = editor.rows.rows()
    row.field.setCurrentText("intention")
    QTest.keyClicks(row.values, "undecided")
    shows(qtbot, editor, "intention = undecided")
    assert editor.line.text() == "intention = undecided"
    assert digits(editor.count.text()) == people(desk, parse("intention = undecided"))
    row.negated.click()
    shows(qtbot, editor, "not (intention = undecided)")


def test_rows_are_joined_by_all_of_or_any_of(qtbot: QtBot, editor: SegmentEditor) -> None:
    editor.set_tree(parse(WAVERERS))
    shows(qtbot, editor, WAVERERS)
    editor.rows.joining.choose("any")
    shows(qtbot, editor, WAVERERS.replace(" and ", " or "))
    editor.rows.rows()[0].remove.click()
    shows(qtbot, editor, "not (ballot = returned)")
    editor.clear.click()
    shows(qtbot, editor, "")


def test_words_and_rows_say_the_same(qtbot: QtBot, editor: SegmentEditor) -> None:
    text = "attempts 1..3 or contacted = no or last called never or joined before 2015-09-12"
    editor.line.clear()
    QTest.keyClicks(editor.line, text)
    shows(qtbot, editor, text)
    written = [row.parts().written() for row in editor.rows.rows()]
    assert " or ".join(written) == text
    assert editor.rows.joining.current() == "any"


def test_groups_within_groups_stay_in_words(qtbot: QtBot, editor: SegmentEditor) -> None:
    editor.set_tree(parse(NESTED))
    shows(qtbot, editor, NESTED)
    assert editor.line.text() == NESTED
    assert not editor.rows.isVisible()
    assert not editor.rows.add.isEnabled()
    assert "in words" in editor.fault.text()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("joined after soon", "“soon” is not a day, at character 14."),
        ("section = Junior", "There is no section “Junior”."),
    ],
)
def test_what_is_wrong_is_said_below_and_the_last_segment_stands(
    qtbot: QtBot, editor: SegmentEditor, text: str, sentence: str
) -> None:
    editor.set_tree(parse(WAVERERS))
    shows(qtbot, editor, WAVERERS)
    editor.line.selectAll()
    QTest.keyClicks(editor.line, text)
    qtbot.waitUntil(lambda: sentence in editor.fault.text())
    assert editor.count.text() == ""
    assert editor.tree() == parse(WAVERERS)
    assert not editor.saving.save.isEnabled()


def test_a_value_that_says_more_than_one_thing_is_refused(editor: SegmentEditor) -> None:
    editor.rows.add.click()
    QTest.keyClicks(editor.rows.rows()[0].values, "full member and contacted")
    assert "more than one thing" in editor.fault.text()


def test_known_values_are_offered_as_they_are_typed(qtbot: QtBot, editor: SegmentEditor) -> None:
    editor.rows.add.click()
    (row,) = editor.rows.rows()
    QTest.keyClicks(row.values, "full member, regis")
    offered = row.values.offered()
    assert offered == ["registered supporter"]
    popup = row.values.list_below()
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert row.values.text() == "full member, registered supporter"
    shows(qtbot, editor, "section = full member, registered supporter")


def test_a_click_on_an_empty_line_shows_what_can_be_chosen(
    qtbot: QtBot, editor: SegmentEditor
) -> None:
    editor.rows.add.click()
    (row,) = editor.rows.rows()
    QTest.mouseClick(row.values, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    qtbot.waitUntil(row.values.list_below().isVisible)
    assert row.values.offered()[:2] == ["full member", "affiliated supporter"]
    row.values.list_below().hide()


def test_a_segment_is_saved_opened_replaced_and_removed(
    qtbot: QtBot, editor: SegmentEditor, desk: Desk
) -> None:
    def saved() -> dict[str, Tree]:
        return {line.name: line.tree for line in segments(desk.jobs.db, desk.actor)}

    editor.set_tree(parse(WAVERERS))
    shows(qtbot, editor, WAVERERS)
    QTest.keyClicks(editor.saving.name, "Waverers")
    editor.saving.save.click()
    qtbot.waitUntil(lambda: editor.saved.currentText() == "Waverers")
    assert saved() == {"Waverers": parse(WAVERERS)}
    editor.set_tree(parse("contacted"))
    shows(qtbot, editor, "contacted")
    assert editor.saved.currentText() == "—"
    assert editor.saving.save.text() == "Replace"
    editor.saving.save.click()
    qtbot.waitUntil(lambda: saved() == {"Waverers": parse("contacted")})
    editor.clear.click()
    editor.saved.textActivated.emit("Waverers")
    shows(qtbot, editor, "contacted")
    editor.saving.remove.click()
    qtbot.waitUntil(lambda: editor.saved.count() == 1)
    assert saved() == {}


def test_a_volunteer_reads_why_nothing_is_counted(
    qtbot: QtBot, sample_db: Database, desk_over: MakeDesk
) -> None:
    editor = SegmentEditor(desk_over(sample_db, signing_in.introduce(sample_db, "Vi").value))
    qtbot.addWidget(editor)
    editor.refresh()
    qtbot.waitUntil(lambda: "A volunteer may not" in editor.fault.text())


def test_every_control_has_a_name(qtbot: QtBot, editor: SegmentEditor) -> None:
    editor.set_tree(parse(WAVERERS))
    shows(qtbot, editor, WAVERERS)
    for kind in (QAbstractButton, QComboBox, QLineEdit):
        controls = [c for c in editor.findChildren(kind) if c.isVisible()]
        assert controls
        assert all(c.accessibleName() or c.parent() is editor.line for c in controls)
        assert all(c.toolTip() or c.parent() is editor.line for c in controls)


def test_it_fits_a_small_window(qtbot: QtBot, editor: SegmentEditor) -> None:
    editor.set_tree(parse(" and ".join(["contacted = yes"] * 9)))
    qtbot.waitUntil(lambda: len(editor.rows.rows()) == 9)
    assert editor.minimumSizeHint().width() <= 928
    assert editor.sizeHint().height() <= 260


def test_the_canvass_offers_segments_where_there_are_any(qtbot: QtBot, desk: Desk) -> None:
    page = CanvassPage(desk)
    qtbot.addWidget(page)
    page.resize(952, 540)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: page.pane.model.rowCount() > 0)
    pick = page.filters.picks["segment"]
    assert not pick.isVisible()
    save_segment(desk.jobs.db, desk.actor, "Waverers", parse(WAVERERS), desk.clock.now())
    page.refresh()
    qtbot.waitUntil(pick.isVisible)
    page.filters.choose("segment", "Waverers")
    qtbot.waitUntil(lambda: "Only the roll of segment Waverers." in page.head.base.text())
