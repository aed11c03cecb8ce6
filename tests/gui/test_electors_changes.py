import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from phonebank.domain.electors import ElectorCard, FollowUpKind
from phonebank.gui.pages.electors.elector_view import ElectorView
from phonebank.gui.pages.electors.facts_form import FactsForm
from phonebank.gui.widgets.buttons import QuietButton
from phonebank.services import looking_up, signing_in
from phonebank.store.database import Database
from tests.gui.conftest import MakeDesk


@pytest.fixture
def elector(sample_db: Database) -> int:
    actor = signing_in.sign_in(sample_db)
    return looking_up.find_electors(sample_db, actor, "L1908581")[0].id


@pytest.fixture
def view(qtbot: QtBot, sample_db: Database, desk_over: MakeDesk, elector: int) -> ElectorView:
    desk = desk_over(sample_db)
    view = ElectorView(desk)
    desk.jobs.changed.connect(view.refresh)
    qtbot.addWidget(view)
    view.resize(952, 524)
    view.show()
    view.open(elector)
    qtbot.waitUntil(lambda: view.name.text().endswith("Siân Beynon"))
    return view


def card(db: Database, elector: int) -> ElectorCard:
    return looking_up.elector_card(db, signing_in.sign_in(db), elector)


def opened(qtbot: QtBot, view: ElectorView) -> FactsForm:
    view.facts.edit.click()
    qtbot.waitUntil(lambda: view.facts.form is not None)
    assert view.facts.form is not None
    return view.facts.form


def typed(form: FactsForm, name: str, text: str) -> None:
    line = form.fields[name].line
    assert line is not None
    line.setText(text)


def test_a_fact_is_corrected_and_the_change_is_told(
    qtbot: QtBot, view: ElectorView, sample_db: Database, elector: int
) -> None:
    form = opened(qtbot, view)
    typed(form, "last_name", "Beynon-Rees")
    form.save.click()
    qtbot.waitUntil(lambda: view.name.text().endswith("Siân Beynon-Rees"))
    assert card(sample_db, elector).last_name == "Beynon-Rees"
    assert view.facts.form is None
    assert view.told.text() == "Saved: Surname."
    assert "Surname: Beynon → Beynon-Rees" in view.changes.words()
    assert "Corrected by hand" in view.facts.words()


def test_a_wrong_value_is_told_beside_its_field_and_nothing_typed_is_lost(
    qtbot: QtBot, view: ElectorView, sample_db: Database, elector: int
) -> None:
    form = opened(qtbot, view)
    typed(form, "postcode", "nonsense")
    typed(form, "last_name", "Rees")
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(form.fields["postcode"].fault.isVisible)
    assert "“nonsense” is not a postcode." in form.fields["postcode"].fault.text()
    assert not form.fields["last_name"].fault.isVisible()
    assert form.fields["last_name"].words() == "Rees"
    assert form.fields["postcode"].control.hasFocus()
    assert form.save.isEnabled()
    assert card(sample_db, elector).last_name == "Beynon"


def test_escape_in_the_form_gives_the_facts_back(qtbot: QtBot, view: ElectorView) -> None:
    form = opened(qtbot, view)
    typed(form, "last_name", "Rees")
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert view.facts.form is None
    assert "Section: full member" in view.facts.words()


def test_what_is_being_typed_survives_news(qtbot: QtBot, view: ElectorView) -> None:
    form = opened(qtbot, view)
    typed(form, "address", "1 High Street")
    view.follow_ups.note.setText("For the window")
    view.follow_ups.add.click()
    qtbot.waitUntil(lambda: "For the window" in view.follow_ups.words())
    assert view.facts.form is form
    assert form.fields["address"].words() == "1 High Street"


def test_an_elector_moves_to_another_constituency(
    qtbot: QtBot, view: ElectorView, sample_db: Database, elector: int
) -> None:
    view.facts.move_away.click()
    qtbot.waitUntil(lambda: view.facts.form is not None)
    form = view.facts.form
    assert form is not None
    assert form.fields["constituency"].control.hasFocus()
    typed(form, "constituency", "Exeter")
    form.save.click()
    qtbot.waitUntil(lambda: "Exeter" in view.where.text())
    assert card(sample_db, elector).constituency == "Exeter"


def test_a_place_is_offered_by_any_part_of_its_name(qtbot: QtBot, view: ElectorView) -> None:
    form = opened(qtbot, view)
    line = form.fields["constituency"].line
    assert line is not None
    completer = line.completer()
    assert completer is not None
    completer.setCompletionPrefix("kemptown")
    assert "Kemptown" in completer.currentCompletion()


def test_nobody_calls_whom_an_organiser_suppressed_until_it_is_lifted(
    qtbot: QtBot, view: ElectorView, sample_db: Database, elector: int
) -> None:
    view.barring.bar.click()
    choice = view.barring.findChildren(QuietButton)
    assert choice
    view.barring.pick.setCurrentText("do not call")
    view.barring.confirm.click()
    qtbot.waitUntil(view.standing.isVisible)
    assert view.standing.text() == "Do not call"
    assert card(sample_db, elector).suppressed == "do-not-call"
    assert "Do not call" in view.barring.words()
    view.barring.lift.click()
    qtbot.waitUntil(lambda: not view.standing.isVisible())
    assert card(sample_db, elector).suppressed == ""


def test_a_follow_up_is_added_and_finished(
    qtbot: QtBot, view: ElectorView, sample_db: Database, elector: int
) -> None:
    view.follow_ups.kind.setCurrentText(FollowUpKind.POSTER.label)
    QTest.keyClicks(view.follow_ups.note, "Front window")
    QTest.keyClick(view.follow_ups.note, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Poster: Front window." in view.follow_ups.words())
    assert view.follow_ups.note.text() == ""
    done = view.follow_ups.findChildren(QuietButton)
    done[-1].click()
    qtbot.waitUntil(lambda: "Done" in view.follow_ups.words())
    assert all(row.done_at for row in card(sample_db, elector).follow_ups)


def test_tags_are_set(qtbot: QtBot, view: ElectorView, sample_db: Database, elector: int) -> None:
    view.tags.edit.click()
    assert view.tags.form is not None
    QTest.keyClicks(view.tags.form.lines[-1], "student")
    QTest.keyClick(view.tags.form.lines[-1], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "student" in view.tags.words())
    assert list(card(sample_db, elector).tags) == ["student"]


def test_a_number_is_added_and_an_unusable_one_is_kept_with_a_notice(
    qtbot: QtBot, view: ElectorView, sample_db: Database, elector: int
) -> None:
    view.numbers.edit.click()
    form = view.numbers.form
    assert form is not None
    form.lines[-1].setText("12")
    form.save.click()
    qtbot.waitUntil(lambda: "cannot be rung" in view.numbers.words())
    assert [number.written for number in card(sample_db, elector).numbers][-1] == "12"
    assert view.told.text().startswith("Saved: Numbers. 12:")


def test_a_number_is_barred_and_rung_again(
    qtbot: QtBot, view: ElectorView, sample_db: Database, elector: int
) -> None:
    number = card(sample_db, elector).numbers[0]
    view.numbers.barring_menu(number).actions()[0].trigger()
    qtbot.waitUntil(lambda: "not to be called" in view.numbers.words())
    again = view.numbers.findChildren(QuietButton)
    next(button for button in again if button.text() == "Ring again").click()
    qtbot.waitUntil(lambda: "not to be called" not in view.numbers.words())
    assert card(sample_db, elector).numbers[0].is_usable


def test_imported_words_stay_plain(qtbot: QtBot, view: ElectorView) -> None:
    view.follow_ups.note.setText("<b>loud</b>")
    view.follow_ups.add.click()
    qtbot.waitUntil(lambda: "<b>loud</b>" in view.follow_ups.words())
    plain = Qt.TextFormat.PlainText
    assert all(label.textFormat() == plain for label in view.findChildren(QLabel))


def test_calls_stand_newest_first(view: ElectorView) -> None:
    words = view.calls.words()
    assert words.index("11 Sep 16:33, Bronwen") < words.index("10 Aug 18:28, Linda")
