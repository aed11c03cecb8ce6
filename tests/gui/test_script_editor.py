"""An organiser writes a script: parts, placeholders, versions, preview, and what is not saved."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from phonebank.domain.scripts import Asked, Placeholder, ScriptVersion, Stage
from phonebank.domain.usual_script import USUAL, USUAL_NAME
from phonebank.gui.ask import Unsaved
from phonebank.gui.desk import Desk
from phonebank.gui.pages.lists.script_editor import ScriptEditor
from phonebank.gui.pages.lists.script_parts import ANY_REASON, PARTS, Other
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.services import scripts
from phonebank.store.database import Database
from tests.conftest import Make
from tests.gui.conftest import Answers, MakeDesk

# The list below a pick is a window of its own, which the platform of tests cannot raise.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)")


class Answering(Answers):
    """Answers what is asked about changes with `unsaved`, and counts how often it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.unsaved: Unsaved | None = None
        self.asked = 0

    def about_changes(self, title: str, sentence: str) -> Unsaved | None:
        self.asked += 1
        return self.unsaved


class Writer:
    """Somebody before the editor."""

    def __init__(self, qtbot: QtBot, desk: Desk, answers: Answering) -> None:
        self.qtbot, self.desk, self.answers = qtbot, desk, answers
        self.editor = ScriptEditor(desk)
        qtbot.addWidget(self.editor)
        self.editor.resize(952, 524)
        self.editor.show()
        self.editor.refresh()
        self.waits_until(lambda: "Read to" in self.editor.preview.whom.text())

    def waits_until(self, truth: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(truth)

    def words(self) -> str:
        return self.editor.form.fields[0].edit.toPlainText()

    def writes(self, words: str, part: Stage | Other = Stage.OPENING) -> None:
        self.editor.parts.choose(part)
        edit = self.editor.form.fields[0].edit
        edit.selectAll()
        edit.insertPlainText(words)

    def saves(self, words: str, name: str = "Members") -> ScriptVersion:
        """Write an opening, save it, and wait for the version."""
        before = len(self.stored(name))
        self.writes(words)
        self.editor.head.name.setText(name)
        self.editor.head.save.click()
        head = self.editor.head
        self.waits_until(lambda: head.script.currentText() == name)
        self.waits_until(lambda: head.save.text() == f"Save version {before + 2}")
        self.waits_until(lambda: not head.save.isEnabled())
        return self.stored(name)[0]

    def stored(self, name: str = "Members") -> list[ScriptVersion]:
        lines = scripts.scripts(self.desk.jobs.db, self.desk.actor)
        known = {line.name for line in lines}
        if name not in known:
            return []
        return list(scripts.versions(self.desk.jobs.db, self.desk.actor, name))

    def says(self) -> str:
        return self.editor.notice.words() if self.editor.notice.isVisible() else ""


@pytest.fixture
def writer(qtbot: QtBot, no_electors: Database, desk_over: MakeDesk) -> Iterator[Writer]:
    Make(no_electors).elector("Ada Byron", "Exeter")
    desk = desk_over(no_electors)
    answers = Answering()
    asking = Desk(desk.jobs, answers, desk.actor, desk.clock, desk.facts)
    yield Writer(qtbot, asking, answers)
    qtbot.wait(20)


def test_it_begins_with_the_usual_script_and_an_elector(writer: Writer) -> None:
    assert writer.words() == USUAL.stages[Stage.OPENING]
    assert writer.editor.preview.whom.text() == "Read to Ada Byron, Exeter"
    assert "Hello, is that Ada? My name’s Organiser" in writer.editor.preview.panel.now()
    assert not writer.editor.head.save.isEnabled()
    assert "Give it a name" in writer.editor.head.save.toolTip()


@pytest.mark.parametrize("part", PARTS, ids=str)
def test_every_part_can_be_written_with_a_preview_beside(
    writer: Writer, part: Stage | Other
) -> None:
    writer.editor.parts.choose(part)
    if part is Other.QUESTIONS:
        assert len(writer.editor.form.ticks) == len(Asked)
        return
    writer.writes("Mind {first}.", part)
    shown = writer.editor.preview.panel
    said: dict[Stage | Other, SpacedText] = {
        Other.REASONS: shown.tip,
        Other.ANSWERS: shown.tip,
        Other.PRIVACY: shown.privacy.words,
    }
    assert (said[part].text() if part in said else shown.now()).endswith("Mind Ada.")
    assert writer.editor.has_unsaved


def test_placeholders_are_inserted_where_the_cursor_is(writer: Writer) -> None:
    writer.writes("Hello .")
    edit = writer.editor.form.fields[0].edit
    cursor = edit.textCursor()
    cursor.setPosition(6)
    edit.setTextCursor(cursor)
    chip = writer.editor.form.chips[Placeholder.FIRST]
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert writer.words() == "Hello {first}."
    assert writer.editor.preview.panel.now() == "Hello Ada."


def test_an_unknown_placeholder_is_told_at_once_and_not_saved(writer: Writer) -> None:
    writer.editor.head.name.setText("Members")
    writer.writes("Hello {fist}.")
    assert "“{fist}”, which is no placeholder" in writer.editor.form.fields[0].fault.text()
    assert not writer.editor.head.save.isEnabled()
    QTest.keyClick(writer.editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "“{fist}”, which is no placeholder" in writer.says()
    assert writer.stored() == []
    assert writer.words() == "Hello {fist}."


def test_saving_makes_a_version_and_the_next_another(writer: Writer) -> None:
    first = writer.saves("One.")
    assert (first.number, first.by) == (1, "Organiser")
    assert writer.editor.head.save.text() == "Save version 2"
    assert not writer.editor.head.save.isEnabled()
    second = writer.saves("Two.")
    assert (second.number, second.words.stages[Stage.OPENING]) == (2, "Two.")
    assert writer.editor.head.script.currentText() == "Members"
    assert writer.editor.version.count() == 2


def test_saving_leaves_the_cursor_where_it_was(writer: Writer) -> None:
    writer.saves("One.")
    edit = writer.editor.form.fields[0].edit
    edit.insertPlainText(" And more.")
    writer.editor.head.save.click()
    writer.waits_until(lambda: writer.editor.version.count() == 2)
    assert writer.editor.form.fields[0].edit is edit


def test_an_old_version_is_read_and_taken_up_again(writer: Writer) -> None:
    writer.saves("One.")
    writer.saves("Two.")
    writer.editor.version.setCurrentIndex(1)
    writer.editor.version.activated.emit(1)
    assert writer.words() == "One."
    assert writer.editor.form.fields[0].edit.isReadOnly()
    assert "Version 1 is only read here.  Callers hear version 2." in writer.says()
    writer.editor.notice.acted.emit()
    writer.waits_until(lambda: len(writer.stored()) == 3)
    writer.waits_until(lambda: not writer.says())
    assert writer.stored()[0].words.stages[Stage.OPENING] == "One."
    assert not writer.editor.form.fields[0].edit.isReadOnly()


def test_tips_are_written_for_reasons_and_answers(writer: Writer) -> None:
    writer.editor.parts.choose(Other.REASONS)
    keys = [field.key for field in writer.editor.form.fields]
    assert keys == [*(reason.name for reason in writer.desk.contest.reasons), ANY_REASON]
    last = writer.editor.form.fields[-1].edit
    last.setPlainText("Listen.")
    writer.editor.form.fields[1].edit.setPlainText("")
    writer.editor.parts.choose(Other.ANSWERS)
    ours = writer.editor.form.fields[0]
    assert ours.key == writer.desk.contest.ours
    ours.edit.setPlainText("Thank them.")
    version = writer.saves("One.")
    assert version.words.any_reason == "Listen."
    assert version.words.tip_for_reason(keys[1]) == "Listen."
    assert version.words.tip_for_answer(ours.key) == "Thank them."


def test_questions_are_left_out(writer: Writer) -> None:
    writer.editor.parts.choose(Other.QUESTIONS)
    writer.editor.form.ticks[Asked.PREVIOUS].click()
    assert writer.saves("One.").words.questions == {Asked.BALLOT, Asked.REASONS}


@pytest.mark.parametrize("answer", [None, Unsaved.SAVE, Unsaved.DISCARD])
def test_unsaved_changes_are_asked_about(writer: Writer, answer: Unsaved | None) -> None:
    writer.saves("One.")
    writer.writes("Two.")
    writer.answers.unsaved = answer
    writer.editor.open(USUAL_NAME)
    assert writer.answers.asked == 1
    if answer is None:
        assert (writer.words(), writer.editor.head.script.currentText()) == ("Two.", "Members")
        assert writer.editor.has_unsaved
        return
    usual = USUAL.stages[Stage.OPENING]
    writer.waits_until(lambda: writer.words() == usual)
    assert len(writer.stored()) == (2 if answer is Unsaved.SAVE else 1)


def test_leaving_what_is_saved_asks_nothing(writer: Writer) -> None:
    writer.saves("One.")
    left = []
    writer.editor.leave(lambda: left.append(True))
    assert (left, writer.answers.asked) == ([True], 0)


def test_another_name_makes_a_copy_or_renames(writer: Writer) -> None:
    writer.saves("One.")
    writer.editor.head.name.setText("Unions")
    assert writer.editor.head.save.text() == "Save as new"
    writer.editor.head.rename.click()
    writer.waits_until(lambda: writer.editor.head.script.currentText() == "Unions")
    assert writer.stored("Members") == []
    writer.saves("Two.", "Members")
    writer.editor.head.name.setText("unions")
    assert not writer.editor.head.save.isEnabled()
    assert "There is a script of that name" in writer.editor.head.save.toolTip()


def test_a_script_is_removed_and_a_refusal_told(writer: Writer) -> None:
    version = writer.saves("One.")
    Make(writer.desk.jobs.db).call(1, script_version_id=version.id)
    writer.editor.head.remove.click()
    writer.waits_until(lambda: "1 call was made with the script" in writer.says())
    writer.saves("Two.", "Unions")
    writer.editor.head.remove.click()
    writer.waits_until(lambda: writer.editor.head.script.currentText() == USUAL_NAME)
    assert writer.stored("Unions") == []


def test_a_version_saved_by_somebody_else_is_told_and_nothing_is_lost(writer: Writer) -> None:
    version = writer.saves("One.")
    writer.writes("Mine.")
    db, actor = writer.desk.jobs.db, writer.desk.actor
    scripts.save_script(db, actor, "Members", USUAL, writer.desk.clock.now())
    writer.editor.refresh()
    writer.waits_until(lambda: "Version 2 was saved meanwhile." in writer.says())
    assert writer.words() == "Mine."
    assert writer.editor.head.save.text() == "Save version 3"
    writer.editor.head.save.click()
    writer.waits_until(lambda: len(writer.stored()) == 3)
    assert writer.stored()[2] == version


def controls(editor: QWidget) -> list[QWidget]:
    kinds = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)
    found = [it for kind in kinds for it in editor.findChildren(kind)]
    return [it for it in found if it.isVisible()]


@pytest.mark.parametrize("part", [Stage.OPENING, Other.REASONS, Other.QUESTIONS], ids=str)
def test_every_control_has_a_name_and_a_tooltip(writer: Writer, part: Stage | Other) -> None:
    writer.editor.parts.choose(part)
    for control in controls(writer.editor):
        assert control.accessibleName(), control
        assert control.toolTip(), control
