"""The Lists page: how lists stand, what frees those who wait, and making and changing lists."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from phonebank.domain.changes import Topic
from phonebank.domain.clock import DEMO_EVENING
from phonebank.domain.errors import WrongUse
from phonebank.domain.lists import ListFacts, ListState, Remedy, not_asked_in
from phonebank.domain.permits import Actor
from phonebank.domain.queueing import Reason
from phonebank.domain.segment_words import parse
from phonebank.gui.ask import Unsaved
from phonebank.gui.desk import Desk
from phonebank.gui.jobs import Job
from phonebank.gui.main_window import CampaignView
from phonebank.gui.pages.electors.page import ElectorsPage
from phonebank.gui.pages.lists import board
from phonebank.gui.pages.lists.form import THESE, WHOLE_ROLL
from phonebank.gui.pages.lists.head import LISTS, SCRIPTS
from phonebank.gui.pages.lists.lines import MOST, Line, LinesView, Told
from phonebank.gui.pages.lists.page import ListsPage
from phonebank.gui.pages.lists.words import ANYBODY, wait_in_words, wait_of
from phonebank.gui.settings import Settings
from phonebank.services import lists, passing, segmenting
from phonebank.services.seats import take_seat
from phonebank.services.serving import Served, next_elector
from phonebank.services.signing_in import add_caller
from tests.conftest import Make
from tests.gui.conftest import Answers, MakeDesk, show_and_follow

NOW = DEMO_EVENING
EVERYBODY = lists.EVERYBODY
HOUR = timedelta(hours=1)


class Agreeing(Answers):
    """Says yes, or no, to what is asked, and remembers the titles."""

    def __init__(self) -> None:
        super().__init__()
        self.agrees, self.asked = True, list[str]()
        self.unsaved: Unsaved | None = None

    def may_go_on(self, title: str, sentence: str, action: str) -> bool:
        self.asked.append(title)
        return self.agrees

    def about_changes(self, title: str, sentence: str) -> Unsaved | None:
        self.asked.append(sentence)
        return self.unsaved


@pytest.fixture
def ask() -> Agreeing:
    return Agreeing()


@pytest.fixture
def desk(make: Make, desk_over: MakeDesk, ask: Agreeing) -> Desk:
    return replace(desk_over(make.db), ask=ask)


def shown_page(qtbot: QtBot, desk: Desk, name: str = EVERYBODY) -> ListsPage:
    page = ListsPage(desk)
    show_and_follow(qtbot, page, desk)
    qtbot.waitUntil(lambda: page.view.board.floor is not None)
    choose(qtbot, page, name)
    return page


def choose(qtbot: QtBot, page: ListsPage, name: str) -> None:
    page.view.list.choose(name)
    qtbot.waitUntil(lambda: shown_name(page) == name)


def shown_name(page: ListsPage) -> str:
    floor = page.view.board.floor
    return floor.told.facts.name if floor else ""


def opened(make: Make, name: str = "West", where: str = "", **facts: object) -> None:
    told = ListFacts(name=name, **facts)  # type: ignore[arg-type]
    lists.new_list(make.db, make.organiser, told, NOW, parse(where) if where else None)
    lists.open_list(make.db, make.organiser, name, NOW)


def press(page: ListsPage, reason: Reason, remedy: Remedy) -> None:
    page.view.board.reasons.row(reason).buttons[remedy].click()


def ready(page: ListsPage) -> int | None:
    return page.view.board.strip.figures()[0]


def names(page: ListsPage) -> list[str]:
    return [item.text() for item in page.view.list.items()]


def serve(make: Make, by: Actor, name: str = EVERYBODY) -> object:
    return next_elector(make.db, by, by.caller_id, NOW, name).value


def test_an_organiser_frees_a_stuck_list(qtbot: QtBot, make: Make, desk: Desk) -> None:
    """A caller's program died with an elector held, and the other caller has nobody to ring."""
    make.elector("Ada Byron")
    opened(make, "West")
    vi, bob = make.caller("Vi"), make.caller("Bob")
    seated = take_seat(make.db, vi, "LAPTOP-1", NOW).value
    assert isinstance(serve(make, seated, "West"), Served)
    assert not isinstance(serve(make, bob, "West"), Served)

    page = shown_page(qtbot, desk, "West")
    assert page.view.board.strip.figures() == (0, 1, 0, 1)
    press(page, Reason.LEASED, Remedy.RELEASE_CALLER)
    assert page.view.board.tabs.current() == board.LEASES
    held = page.view.board.held
    assert held.texts() == [["Vi", "Ada Byron", "18:30", "19:00", "LAPTOP-1"]]
    held.release.click()
    qtbot.waitUntil(lambda: held.texts() == [])
    assert page.view.board.notice.words().startswith("1 elector freed.")
    assert ready(page) == 1
    assert isinstance(serve(make, bob, "West"), Served)


def test_attempts_used_up_are_ready_at_one_press(qtbot: QtBot, make: Make, desk: Desk) -> None:
    ada = make.elector()
    for days in range(9, 1, -2):
        make.call(ada, "no-answer", now=NOW - timedelta(days=days))
    page = shown_page(qtbot, desk)
    assert ready(page) == 0
    press(page, Reason.ATTEMPTS_USED_UP, Remedy.RAISE_ATTEMPTS)
    qtbot.waitUntil(lambda: ready(page) == 1)
    assert page.view.board.reasons.row(Reason.ATTEMPTS_USED_UP).buttons == {}


def test_releasing_all_asks_first(qtbot: QtBot, make: Make, desk: Desk, ask: Agreeing) -> None:
    make.electors(2)
    serve(make, make.caller("Vi"))
    page = shown_page(qtbot, desk)
    ask.agrees = False
    press(page, Reason.LEASED, Remedy.RELEASE_ALL)
    assert ask.asked == ["Release all?"]
    ask.agrees = True
    page.view.board.held.release_all.click()
    qtbot.waitUntil(lambda: ready(page) == 2)


def test_what_a_caller_holds_goes_to_another(qtbot: QtBot, make: Make, desk: Desk) -> None:
    make.elector("Ada Byron")
    serve(make, make.caller("Vi"))
    make.caller("Bob")
    page = shown_page(qtbot, desk)
    held = page.view.board.held
    qtbot.waitUntil(lambda: held.to.count() == 4)
    held.to.show_caller("Bob")
    held.give.click()
    qtbot.waitUntil(lambda: held.texts()[0][:2] == ["Bob", "Ada Byron"])
    assert "1 held elector and 0 callbacks went to Bob." in page.view.board.notice.words()


def test_who_may_not_work_a_list_is_refused_in_a_sentence(
    qtbot: QtBot, make: Make, desk: Desk
) -> None:
    make.elector()
    make.caller("Bob")
    vi = make.caller("Vi")
    opened(make, "West", callers=("Vi",))
    serve(make, vi, "West")
    page = shown_page(qtbot, desk, "West")
    held = page.view.board.held
    qtbot.waitUntil(lambda: held.to.count() == 4)
    held.to.show_caller("Bob")
    held.give.click()
    qtbot.waitUntil(page.view.board.notice.isVisible)
    assert "Bob may not work the list" in page.view.board.notice.words()
    assert held.texts()[0][0] == "Vi"


def test_a_callback_of_today_is_moved_to_another_caller(
    qtbot: QtBot, make: Make, desk: Desk
) -> None:
    vi, bob = make.caller("Vi"), make.caller("Bob")
    ada = make.elector("Ada Byron")
    due = NOW + HOUR / 2
    make.call(ada, "callback", vi, NOW, callback_at=due, callback_for=vi.caller_id, note="Later")
    page = shown_page(qtbot, desk)
    promised = page.view.board.promised
    assert promised.texts() == [["Ada Byron", "19:00", "Vi", "Vi", "Later"]]
    assert page.view.board.strip.figures()[2] == 1
    qtbot.waitUntil(lambda: promised.to.count() == 4)
    promised.at.show_moment(NOW + HOUR)
    promised.to.show_caller("Bob")
    promised.move_it.click()
    qtbot.waitUntil(lambda: promised.texts()[0][1:3] == ["19:30", "Bob"])
    assert make.state(ada).callback_for == bob.caller_id
    assert promised.give.text() == "Give away all for Bob"


def test_all_callbacks_of_a_caller_go_to_anybody(qtbot: QtBot, make: Make, desk: Desk) -> None:
    vi = make.caller("Vi")
    for elector in make.electors(2):
        make.call(elector, "callback", vi, NOW, callback_at=NOW + HOUR, callback_for=vi.caller_id)
    page = shown_page(qtbot, desk)
    press(page, Reason.CALLBACK_LATER, Remedy.MOVE_CALLBACKS)
    promised = page.view.board.promised
    promised.to.show_caller(None)
    promised.give.click()
    qtbot.waitUntil(lambda: [row[2] for row in promised.texts()] == [ANYBODY, ANYBODY])


def test_a_case_is_settled_with_a_note(qtbot: QtBot, make: Make, desk: Desk) -> None:
    ada, ben = make.elector("Ada Byron"), make.elector("Ben Hur")
    make.call(ada, "language", now=NOW - HOUR, note="Gujarati")
    make.call(ben, "language", now=NOW - HOUR / 2)
    page = shown_page(qtbot, desk)
    press(page, Reason.NEEDS_ORGANISER, Remedy.SETTLE_CASES)
    cases = page.view.board.cases
    assert cases.key() == ada
    QTest.keyClicks(cases.note, "Priya")
    cases.choose(ben)
    assert cases.note.text() == ""
    cases.choose(ada)
    assert cases.note.text() == "Priya", "what is half typed waits"
    QTest.keyClick(cases.note, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [row[0] for row in cases.texts()] == ["Ben Hur"])
    assert cases.key() is None, "nobody else is settled by a second press"
    assert not cases.settle.isEnabled()
    assert ready(page) == 1


def test_who_was_passed_on_is_taken_back(
    qtbot: QtBot, make: Make, desk: Desk, ask: Agreeing
) -> None:
    add_caller(make.db, make.organiser, "Hilary", is_mp=True)
    ada, ben = make.elector("Ada Byron"), make.elector("Ben Hur")
    for minutes, elector in enumerate((ada, ben)):
        later = NOW + timedelta(minutes=minutes)
        passing.pass_on(make.db, make.organiser, elector, None, "Wavering", later)
    page = shown_page(qtbot, desk)
    passed_on = page.view.board.passed_on
    assert passed_on.texts()[0] == ["Ada Byron", "any MP", "Organiser", "18:30", "Wavering"]
    passed_on.take_back.click()
    qtbot.waitUntil(lambda: [row[0] for row in passed_on.texts()] == ["Ben Hur"])
    press(page, Reason.PASSED_ON, Remedy.TAKE_BACK)
    qtbot.waitUntil(lambda: passed_on.texts() == [])
    assert ask.asked == ["Take them back?"]


def test_the_electors_of_a_reason_are_shown_on_their_page(
    qtbot: QtBot, make: Make, desk: Desk
) -> None:
    make.elector("Ada Byron", do_not_call=True)
    make.elector("Ben Hur")
    page, electors = shown_page(qtbot, desk), ElectorsPage(desk)
    qtbot.addWidget(electors)
    page.electors_wanted.connect(electors.filter_by)
    press(page, Reason.SUPPRESSED, Remedy.SHOW_ELECTORS)
    qtbot.waitUntil(lambda: electors.found.text() == "1 elector by these conditions")


def test_the_window_turns_to_the_electors_that_a_list_names(
    qtbot: QtBot, make: Make, desk: Desk, tmp_path: Path
) -> None:
    make.elector("Ada Byron", do_not_call=True)
    make.elector("Ben Hur")
    window = CampaignView(desk, Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(window)
    window.show()
    window.rail.choose("Lists")
    page, electors = window.pages["Lists"], window.pages["Electors"]
    assert isinstance(page, ListsPage)
    assert isinstance(electors, ElectorsPage)
    qtbot.waitUntil(lambda: page.view.board.floor is not None)
    electors.head.filter.click()
    press(page, Reason.SUPPRESSED, Remedy.SHOW_ELECTORS)
    assert window.stack.currentWidget() is electors
    qtbot.waitUntil(lambda: electors.found.text() == "1 elector by these conditions")
    assert electors.head.conditions.editor is not None
    assert "suppressed" in electors.head.conditions.editor.line.text()
    window.leave_desk()


def test_a_list_is_paused_opened_and_closed(
    qtbot: QtBot, make: Make, desk: Desk, ask: Agreeing
) -> None:
    opened(make, "West")
    page = shown_page(qtbot, desk, "West")
    head = page.view.board.head
    head.moves[ListState.PAUSED].click()
    qtbot.waitUntil(lambda: head.state.text() == "Paused")
    assert head.why.text() == "The list “West” is paused."
    head.moves[ListState.OPEN].click()
    qtbot.waitUntil(lambda: head.state.text() == "Open")
    ask.agrees = False
    head.moves[ListState.CLOSED].click()
    ask.agrees = True
    head.moves[ListState.CLOSED].click()
    qtbot.waitUntil(lambda: head.state.text() == "Closed")
    assert ask.asked == ["Close the list?"] * 2
    assert not head.moves[ListState.PAUSED].isVisible()


def test_a_draft_is_made_and_removed(qtbot: QtBot, make: Make, desk: Desk) -> None:
    make.elector()
    page = shown_page(qtbot, desk)
    qtbot.waitUntil(lambda: page.view.board.held.to.count() == 2)
    QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = page.view.form
    assert page.view.is_form_open
    assert not page.head.add.isVisible(), "one solid button at a time"
    form.save.click()
    assert form.fields_at_fault() == ["A list needs a name."]
    form.name.setText("everybody")
    form.save.click()
    qtbot.waitUntil(form.fault.isVisible)
    assert "There is a call list “everybody” already." in form.fault.text()
    assert form.name.text() == "everybody", "nothing typed is lost"
    form.name.setText("West")
    form.save.click()
    qtbot.waitUntil(lambda: shown_name(page) == "West")
    qtbot.waitUntil(lambda: names(page) == [EVERYBODY, "West"])
    assert not page.view.is_form_open
    assert page.view.board.head.state.text() == "Draft"
    page.view.board.head.remove.click()
    qtbot.waitUntil(lambda: names(page) == [EVERYBODY])
    qtbot.waitUntil(lambda: shown_name(page) == EVERYBODY)


def test_every_field_of_the_form_is_kept(qtbot: QtBot, make: Make, desk: Desk) -> None:
    make.caller("Vi")
    segmenting.save_segment(make.db, make.organiser, "South", parse("constituency = Hove"), NOW)
    page = shown_page(qtbot, desk)
    page.add_list()
    form = page.view.form
    qtbot.waitUntil(lambda: "Vi" in form.callers.ticks)
    form.name.setText("West")
    form.segment.setCurrentText("South")
    form.closes.tick.setChecked(True)
    form.priority.setValue(7)
    form.callers.ticks["Vi"].setChecked(True)
    rules = form.rules
    rules.attempts.setValue(6)
    rules.cap.setValue(50)
    rules.lease.setValue(20)
    rules.holidays.setChecked(True)
    rules.waits.fields["busy"].setText("45 min")
    form.save.click()
    qtbot.waitUntil(lambda: shown_name(page) == "West")
    kept = lists.list_facts(make.db, make.organiser, "West")
    assert (kept.segment, kept.priority, kept.callers) == ("South", 7, ("Vi",))
    assert kept.closes_at == desk.contest.ballots_close
    assert (kept.rules.attempts, kept.rules.cap_per_caller) == (6, 50)
    assert (kept.rules.lease, kept.rules.rings_on_bank_holidays) == (HOUR / 3, True)
    assert kept.rules.cooldowns == {"busy": timedelta(minutes=45)}
    assert (kept.state, kept.script, kept.for_mp) == (ListState.DRAFT, None, False)


def test_what_is_wrong_is_said_beside_its_field(qtbot: QtBot, desk: Desk) -> None:
    page = shown_page(qtbot, desk)
    page.add_list()
    form = page.view.form
    form.name.setText("West")
    form.opens.show_moment(NOW + HOUR, NOW)
    form.closes.show_moment(NOW, NOW)
    form.rules.weekdays.ends.show_time(form.rules.weekdays.starts.at())
    form.rules.waits.fields["busy"].setText("soon")
    form.save.click()
    assert form.fields_at_fault() == [
        "It would close before it opens.",
        "“09:00-09:00” ends before it begins.",
        "“soon” is not a wait. Write 45 min, 2 h or 3 days.",
    ]
    assert page.view.is_form_open


def test_an_edit_renames_and_leaves_what_was_not_touched(
    qtbot: QtBot, make: Make, desk: Desk
) -> None:
    opened(make, "West", closes_at=NOW + HOUR + timedelta(seconds=7))
    before = lists.list_facts(make.db, make.organiser, "West")
    page = shown_page(qtbot, desk, "West")
    QTest.keyClick(page, Qt.Key.Key_F2)
    page.view.form.name.setText("North")
    page.view.form.save.click()
    qtbot.waitUntil(lambda: shown_name(page) == "North")
    assert lists.list_facts(make.db, make.organiser, "North") == replace(before, name="North")
    qtbot.waitUntil(lambda: page.view.list.current() == "North")


def test_a_half_typed_edit_outlives_what_is_read_meanwhile(
    qtbot: QtBot, make: Make, desk: Desk, ask: Agreeing
) -> None:
    opened(make, "West")
    page = shown_page(qtbot, desk, "West")
    page.edit_list()
    form = page.view.form
    form.name.setText("Nor")
    form.rules.waits.fields["busy"].setText("4")
    make.caller("Zoe")
    make.elector()
    desk.jobs.changed.emit(Topic.CALLERS | Topic.ELECTORS)
    qtbot.waitUntil(lambda: page.view.board.strip.figures()[3] == 1)
    qtbot.waitUntil(lambda: "Zoe" in form.callers.ticks)
    assert (form.name.text(), form.rules.waits.fields["busy"].text()) == ("Nor", "4")
    QTest.keyClick(form.name, Qt.Key.Key_Escape)
    assert page.view.is_form_open, "they thought better of it"
    ask.unsaved = Unsaved.DISCARD
    QTest.keyClick(form.name, Qt.Key.Key_Escape)
    assert not page.view.is_form_open
    assert len(ask.asked) == 2


def test_a_form_that_was_only_looked_at_closes_without_a_question(
    qtbot: QtBot, make: Make, desk: Desk, ask: Agreeing
) -> None:
    opened(make, "West", closes_at=NOW + HOUR + timedelta(seconds=7))
    page = shown_page(qtbot, desk, "West")
    page.edit_list()
    page.view.form.cancel.click()
    assert not page.view.is_form_open
    assert ask.asked == []


def test_leaving_the_form_may_save_it(qtbot: QtBot, make: Make, desk: Desk, ask: Agreeing) -> None:
    opened(make, "West")
    page = shown_page(qtbot, desk, "West")
    page.edit_list()
    page.view.form.priority.setValue(3)
    ask.unsaved = Unsaved.SAVE
    page.view.form.cancel.click()
    qtbot.waitUntil(lambda: not page.view.is_form_open)
    assert lists.list_facts(make.db, make.organiser, "West").priority == 3


def test_conditions_make_a_segment_named_like_the_list(
    qtbot: QtBot, make: Make, desk: Desk
) -> None:
    make.elector(place="Exeter")
    make.elector(place="Hove")
    page = shown_page(qtbot, desk)
    page.add_list()
    form, segment = page.view.form, page.view.segment
    assert form.segment.currentText() == WHOLE_ROLL
    form.conditions.click()
    assert not page.view.list.isVisible()
    QTest.keyClicks(segment.editor.line, "constituency = ")
    segment.use.click()
    assert segment.isVisible(), "what cannot be read is not used"
    QTest.keyClicks(segment.editor.line, "Hove")
    segment.use.click()
    assert form.segment.currentText() == THESE
    form.name.setText("South")
    form.save.click()
    qtbot.waitUntil(lambda: shown_name(page) == "South")
    assert page.view.board.strip.figures()[3] == 1
    saved = segmenting.segments(make.db, make.organiser)
    assert [(one.name, one.words) for one in saved] == [("South", "constituency = Hove")]


def test_everybody_keeps_its_name_and_is_of_everybody(qtbot: QtBot, desk: Desk) -> None:
    page = shown_page(qtbot, desk)
    page.edit_list()
    form = page.view.form
    assert not form.name.isEnabled()
    assert not form.segment.isEnabled()
    form.rules.attempts.setValue(9)
    form.save.click()
    qtbot.waitUntil(lambda: not page.view.is_form_open)
    assert lists.list_facts(desk.jobs.db, desk.actor, EVERYBODY).rules.attempts == 9


def test_the_chosen_lease_stays_chosen_while_others_come_and_go(
    qtbot: QtBot, make: Make, desk: Desk
) -> None:
    make.electors(3)
    callers = [make.caller(name) for name in ("Ann", "Bob", "Vi")]
    for caller in callers[:2]:
        serve(make, caller)
    page = shown_page(qtbot, desk)
    held = page.view.board.held
    page.view.board.turn_to(board.LEASES)
    held.choose(held.keys()[1])
    chosen = held.key()
    serve(make, callers[2])
    page.refresh()
    qtbot.waitUntil(lambda: len(held.texts()) == 3)
    assert held.key() == chosen


def test_lists_are_never_read_twice_at_once(qtbot: QtBot, make: Make, desk: Desk) -> None:
    make.electors(3)
    opened(make, "West")
    page = shown_page(qtbot, desk)
    running = most = 0

    def begin(job: Job) -> None:
        nonlocal running, most
        running, most = running + 1, max(most, running + 1)
        job.ended.connect(end)

    def end() -> None:
        nonlocal running
        running -= 1

    qtbot.waitUntil(lambda: not page.live.is_reading)
    desk.jobs.started.connect(begin)
    for _ in range(5):
        page.live.read(EVERYBODY, at_once=True)
        page.live.choose("West")
    page.view.list.choose("West")
    qtbot.waitUntil(lambda: shown_name(page) == "West" and not page.live.is_reading)
    assert most == 1


def test_time_alone_reads_the_figures_anew(qtbot: QtBot, make: Make, desk: Desk) -> None:
    page = shown_page(qtbot, desk)
    assert ready(page) == 0
    assert page.view.board.empty.isVisible(), "an empty roll says what to do next"
    make.elector()
    page.ticks.timeout.emit()
    qtbot.waitUntil(lambda: ready(page) == 1)


def test_reasons_keep_their_places_until_they_are_asked_for_anew(
    qtbot: QtBot, make: Make, desk: Desk
) -> None:
    one, *others = make.electors(4)
    make.call(one, "language", now=NOW)
    page = shown_page(qtbot, desk)
    reasons = page.view.board.reasons
    assert reasons.rows()[0].reason is Reason.NEEDS_ORGANISER
    for elector in others:
        make.call(elector, "spoke", now=NOW)
    page.refresh()
    qtbot.waitUntil(lambda: ready(page) == 0)
    assert reasons.rows()[0].reason is Reason.NEEDS_ORGANISER
    QTest.keyClick(page, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: reasons.rows()[0].reason is Reason.FINISHED)


def test_enter_goes_into_a_list_and_escape_comes_back(qtbot: QtBot, make: Make, desk: Desk) -> None:
    make.elector()
    serve(make, make.caller("Vi"))
    page = shown_page(qtbot, desk)
    (item,) = page.view.list.items()
    QTest.keyClick(item, Qt.Key.Key_Return)
    tab = page.view.board.tabs.segment(board.REASONS)
    assert page.focusWidget() is tab
    page.view.board.turn_to(board.LEASES)
    QTest.keyClick(page.view.board.held.table, Qt.Key.Key_Return)
    assert page.focusWidget() is page.view.board.held.release
    QTest.keyClick(page.view.board.held.table, Qt.Key.Key_Escape)
    assert page.focusWidget() is item


def test_an_archived_campaign_is_only_read(qtbot: QtBot, make: Make, desk: Desk) -> None:
    make.elector()
    serve(make, make.caller("Vi"))
    archived = replace(desk, actor=replace(desk.actor, is_archived=True))
    page = shown_page(qtbot, archived)
    assert not page.head.add.isVisible()
    assert not page.view.board.head.edit.isVisible()
    assert page.view.board.reasons.row(Reason.LEASED).buttons == {}
    page.view.board.turn_to(board.LEASES)
    assert not page.view.board.held.release.isVisible()
    page.add_list()
    assert not page.view.is_form_open


def test_a_volunteer_is_told_that_lists_are_not_shown(
    qtbot: QtBot, make: Make, desk_over: MakeDesk
) -> None:
    page = ListsPage(desk_over(make.db, make.caller("Vi")))
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    qtbot.waitUntil(page.empty.isVisible)
    assert page.empty.heading.text() == "Lists are not shown"


def test_scripts_are_the_second_view(qtbot: QtBot, desk: Desk) -> None:
    page = shown_page(qtbot, desk)
    page.head.segments.choose(SCRIPTS)
    assert page.editor.isVisible()
    assert not page.head.add.isVisible()
    page.head.segments.choose(LISTS)
    assert page.view.isVisible()
    qtbot.waitUntil(lambda: not page.live.is_reading)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("45", 45), (" 45 min ", 45), ("2 h", 120), ("2h", 120), ("1 day", 1440), ("3 Days", 4320)],
)
def test_a_wait_is_read_and_written(text: str, minutes: int) -> None:
    wait = timedelta(minutes=minutes)
    assert wait_of(text) == wait
    assert wait_of(wait_in_words(wait)) == wait


@pytest.mark.parametrize("text", ["soon", "", "-3", "2 weeks", "400 days", "1.5 h"])
def test_what_is_no_wait_is_refused(text: str) -> None:
    with pytest.raises(WrongUse):
        wait_of(text)


def test_of_thousands_only_the_lines_that_are_shown_are_made(qtbot: QtBot) -> None:
    view, made = LinesView(Told("Cases", ("Elector",), "No cases", "", "elector")), list[int]()
    qtbot.addWidget(view)

    def line_of(number: int) -> Line:
        made.append(number)
        return Line(number, (f"Elector {number}",))

    view.show_lines(range(5000), line_of)
    assert made == view.keys() == list(range(MOST))
    assert "of 5\u2009000 electors" in view.more.text()


def test_a_list_of_a_place_is_filled_in_but_for_its_wish(
    qtbot: QtBot, make: Make, desk: Desk, ask: Agreeing
) -> None:
    """It rings whoever there has not answered, and says so in words."""
    make.elector("Ada Byron", place="Exeter")
    page = shown_page(qtbot, desk)
    page.add_list_of("Exeter", not_asked_in("Exeter", {}))
    form = page.view.form
    assert (form.name.text(), form.segment.currentText()) == ("Exeter", THESE)
    assert form.whom.text() == "constituency = Exeter and intention = none"
    assert not form.has_unsaved
    form.save.click()
    qtbot.waitUntil(lambda: shown_name(page) == "Exeter")
    (told,) = [it for it in segmenting.segments(make.db, make.organiser) if it.name == "Exeter"]
    assert told.words == "constituency = Exeter and intention = none"

    page.add_list_of("Torfaen", not_asked_in("Torfaen", {}))
    form.name.setText("Half typed")
    ask.unsaved = None
    page.add_list_of("Exeter", not_asked_in("Exeter", {}))
    assert form.name.text() == "Half typed"
    ask.unsaved = Unsaved.DISCARD
    page.add_list_of("Exeter", not_asked_in("Exeter", {}))
    assert form.name.text() == "Exeter"


def test_the_form_says_in_words_whom_a_saved_segment_means(
    qtbot: QtBot, make: Make, desk: Desk
) -> None:
    segmenting.save_segment(make.db, make.organiser, "Fresh", parse("attempts = 0"), NOW)
    page = shown_page(qtbot, desk)
    page.add_list()
    form = page.view.form
    qtbot.waitUntil(lambda: form.segment.findText("Fresh") >= 0)
    assert form.whom.isHidden()
    form.segment.setCurrentText("Fresh")
    form.segment.activated.emit(form.segment.currentIndex())
    assert form.whom.text() == "attempts = 0"
