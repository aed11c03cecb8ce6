"""The Campaign page: editing the contest and its callers, and putting a campaign away."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
)
from pytestqt.qtbot import QtBot

from phonebank.app import Window
from phonebank.domain.clock import DEMO_EVENING
from phonebank.domain.contest import Contest
from phonebank.domain.contest_edits import edit_of
from phonebank.domain.errors import InputRefused
from phonebank.domain.permits import Role
from phonebank.gui.ask import Unsaved
from phonebank.gui.desk import Desk
from phonebank.gui.leaving import HALF_ENTERED, PLANNING, half_done
from phonebank.gui.main_window import CampaignView
from phonebank.gui.pages.call.page import CallPage
from phonebank.gui.pages.campaign import values
from phonebank.gui.pages.campaign.page import CampaignPage
from phonebank.gui.pages.campaign.tabs import (
    ARCHIVE,
    CALLERS,
    CONTEST,
    REASONS,
    RULES,
    SECTIONS,
    TABS,
    VERDICTS,
)
from phonebank.gui.pages.electors.page import ElectorsPage
from phonebank.gui.pages.importing.page import ImportPage
from phonebank.gui.pages.shifts.page import ShiftsPage
from phonebank.gui.settings import Settings
from phonebank.gui.widgets.notices import Notice
from phonebank.gui.widgets.palette import Dress
from phonebank.services import campaigns, contest_edits, lists, signing_in
from phonebank.services.callers import CallerFacts, callers_now
from phonebank.store.database import Database
from tests.conftest import Make
from tests.gui.conftest import Answers, MakeDesk, show_and_follow

WAIT = 15_000


class Answering(Answers):
    """Answers what is asked about changes with `unsaved`, and keeps what was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.unsaved: Unsaved | None = None
        self.asked: list[str] = []

    def about_changes(self, title: str, sentence: str) -> Unsaved | None:
        self.asked.append(sentence)
        return self.unsaved


@pytest.fixture
def desk(make: Make, desk_over: MakeDesk) -> Desk:
    """Somebody is for Smith because of unity, and voted Burnham; there is a volunteer, Vi."""
    elector = make.elector(section_id=1)
    by = make.caller("Vi")
    said = {"reasons": ("unity",), "previous_vote": "Burnham", "called_at": DEMO_EVENING}
    make.call(elector, "spoke", by, DEMO_EVENING, **said)
    plain = desk_over(make.db)
    return Desk(plain.jobs, Answering(), plain.actor, plain.clock, plain.facts)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> CampaignPage:
    return shown(qtbot, desk)


def shown(qtbot: QtBot, desk: Desk) -> CampaignPage:
    page = CampaignPage(desk)
    show_and_follow(qtbot, page, desk)
    qtbot.waitUntil(lambda: page.tabs.contest.name.text() != "")
    return page


def answers(desk: Desk) -> Answering:
    assert isinstance(desk.ask, Answering)
    return desk.ask


def contest(desk: Desk) -> Contest:
    return campaigns.campaign_facts(desk.jobs.db).contest


def caller(desk: Desk, name: str) -> CallerFacts:
    rows = callers_now(desk.jobs.db, desk.actor)
    return next(row for row in rows if row.name == name)


def saved(qtbot: QtBot, page: CampaignPage) -> None:
    page.head.save.click()
    qtbot.waitUntil(lambda: not page.has_unsaved)


def test_nothing_typed_is_nothing_to_save(page: CampaignPage) -> None:
    for name in TABS:
        page.open_tab(name)
        assert not page.has_unsaved, name
        assert not page.head.save.isEnabled() or not page.head.save.isVisible()


def test_names_dates_and_colours_are_edited_and_saved(
    qtbot: QtBot, page: CampaignPage, desk: Desk
) -> None:
    tab = page.tabs.contest
    tab.title.setText("Another title")
    tab.closes.time.show_time(time(17, 30))
    tab.result.setText("25/9/2016")
    tab.candidates.rows[0].colour.setText("#0072b2")
    assert page.head.state.text() == "Not saved yet"
    with qtbot.waitSignal(page.renewal_wanted) as renewal:
        saved(qtbot, page)
    assert renewal.args == [desk.actor.name]
    now = contest(desk)
    assert now.title == "Another title"
    assert now.ballots_close == datetime(2016, 9, 21, 16, 30, tzinfo=UTC), "London is an hour on"
    assert str(now.result_on) == "2016-09-25"
    assert now.candidates[0].colour == "#0072B2"


def test_a_candidate_is_added_by_keyboard_and_made_ours(
    qtbot: QtBot, page: CampaignPage, desk: Desk
) -> None:
    rows = page.tabs.contest.candidates
    rows.add.setFocus()
    QTest.keyClick(rows.add, Qt.Key.Key_Space)
    row = rows.rows[-1]
    assert page.focusWidget() is row.short
    QTest.keyClicks(row.short, "Eagle")
    QTest.keyClick(row.short, Qt.Key.Key_Tab)
    QTest.keyClicks(row.name, "Angela Eagle")
    QTest.keyClicks(row.key, "a")
    row.ours.click()
    assert [one.ours.isChecked() for one in rows.rows] == [False, False, True]
    QTest.keyClick(row.key, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: contest(desk).ours == "Eagle")
    assert contest(desk).candidates[-1].key == "A"


def test_keys_that_clash_are_told_in_place_and_stay_typed(
    qtbot: QtBot, page: CampaignPage, desk: Desk
) -> None:
    page.open_tab(REASONS)
    page.tabs.reasons.reasons.rows[0].key.setText("S")
    page.tabs.reasons.reasons.rows[0].name.setText("electable")
    page.head.save.click()
    qtbot.waitUntil(page.notice.isVisible)
    assert "already used by “Smith”" in page.notice.words()
    assert page.tabs.reasons.reasons.rows[0].key.text() == "S"
    assert page.tabs.reasons.reasons.rows[0].name.text() == "electable"
    assert page.has_unsaved
    assert "electable" not in {reason.name for reason in contest(desk).reasons}


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("result", "soon", "no day for the result"),
        ("name", " ", "a short name and a title"),
    ],
)
def test_what_cannot_be_read_is_told_before_anything_is_written(
    page: CampaignPage, desk: Desk, field: str, typed: str, said: str
) -> None:
    before = contest(desk)
    getattr(page.tabs.contest, field).setText(typed)
    page.head.save.click()
    assert said in page.notice.words()
    assert getattr(page.tabs.contest, field).text() == typed
    assert contest(desk) == before


def test_a_colour_that_is_none_is_told_and_has_no_swatch(page: CampaignPage) -> None:
    row = page.tabs.contest.candidates.rows[0]
    row.colour.setText("teal")
    assert "No colour yet" in row.swatch.toolTip()
    page.head.save.click()
    assert "no colour for “Corbyn”" in page.notice.words()


def test_what_is_stored_longer_than_may_be_typed_is_kept_whole(
    qtbot: QtBot, make: Make, desk: Desk
) -> None:
    title = "a very long title " * 40
    wanted = replace(edit_of(contest(desk)), title=title)
    contest_edits.change_contest(make.db, make.organiser, wanted, DEMO_EVENING)
    page = shown(qtbot, desk)
    page.tabs.contest.name.setText("Another name")
    saved(qtbot, page)
    assert contest(desk).title == title.strip()


def test_somebody_must_be_ours(page: CampaignPage) -> None:
    rows = page.tabs.contest.candidates
    rows.add_new()
    rows.rows[-1].ours.click()
    rows.rows[-1].remove.click()
    assert len(rows.rows) == 2
    page.head.save.click()
    assert "No candidate is marked as ours" in page.notice.words()


def test_a_swatch_tells_what_the_rule_for_contrast_makes_of_a_colour(page: CampaignPage) -> None:
    row = page.tabs.contest.candidates.rows[0]
    row.colour.setText("#F0E442")
    told = row.swatch.toolTip()
    assert "Light: bars #" in told
    assert "words #F0E442" not in told.splitlines()[0], "yellow cannot be read on white"
    assert "words #F0E442" in told.splitlines()[1]


def test_what_is_used_cannot_go_and_says_how_often(page: CampaignPage) -> None:
    smith = page.tabs.contest.candidates.rows[1]
    burnham = page.tabs.contest.previous.rows[1]
    unity = next(row for row in page.tabs.reasons.reasons.rows if row.was == "unity")
    member = page.tabs.sections.sections.rows[0]
    for row in (smith, burnham, unity, member):
        assert row.used.text() == "1"
        assert not row.remove.isEnabled()
        assert "Used once, so it stays" in row.remove.toolTip()
    assert page.tabs.contest.candidates.rows[0].remove.isEnabled()
    assert not smith.short.isEnabled()
    assert "stands in calls" in smith.short.toolTip()


def test_a_line_that_nothing_uses_goes(qtbot: QtBot, page: CampaignPage, desk: Desk) -> None:
    page.open_tab(REASONS)
    row = next(row for row in page.tabs.reasons.reasons.rows if row.was == "Brexit")
    assert "Keys that are free" in page.tabs.reasons.free.text()
    assert " X" not in page.tabs.reasons.free.text()
    row.remove.click()
    assert " X" in page.tabs.reasons.free.text(), "its key is free"
    saved(qtbot, page)
    assert [reason.name for reason in contest(desk).reasons] == ["unity", "electability"]


def test_sections_get_sizes_of_which_one_is_used(
    qtbot: QtBot, page: CampaignPage, desk: Desk
) -> None:
    page.open_tab(SECTIONS)
    section = page.tabs.sections.sections.rows[0]
    for value, source, day in (("343 500", "the party", "22 Aug 2016"), ("388,000", "a paper", "")):
        section.sizes.add_new()
        row = section.sizes.rows[-1]
        row.value.setText(value)
        row.source.setText(source)
        row.as_of.setText(day)
    assert section.sizes.rows[0].is_used.isChecked(), "the first one, until another is chosen"
    section.sizes.rows[1].is_used.click()
    section.name.setText("member")
    page.tabs.sections.affiliates.rows[0].kind.setText("union")
    saved(qtbot, page)
    now = contest(desk)
    assert now.sections[0].name == "member"
    told = [(size.value, size.source, str(size.as_of), size.used) for size in now.sections[0].sizes]
    assert told == [
        (343_500, "the party", "2016-08-22", False),
        (388_000, "a paper", "None", True),
    ]
    assert now.affiliates[0].kind == "union"


def test_verdicts_show_their_words_as_somebody_types(
    qtbot: QtBot, page: CampaignPage, desk: Desk
) -> None:
    page.open_tab(VERDICTS)
    tab = page.tabs.verdicts
    assert tab.verdict.text() == "Neck and neck"
    assert "±18.6 points, so the lead is within its margin" in tab.why.text()
    tab.roll.setValue(1000)
    tab.stated.setValue(1000)
    assert tab.verdict.text() == "Narrowly in front"
    tab.shares["narrowly"].setText("4.5")
    assert tab.verdict.text() == "In front"
    assert "over 3 and under 4.5" in tab.words["narrowly"].text()
    tab.stated.setValue(20)
    assert tab.verdict.text() == "Too few to say"
    saved(qtbot, page)
    assert contest(desk).thresholds.narrowly == Fraction(45, 1000)
    tab.usual.click()
    assert tab.shares["narrowly"].text() == "8"
    assert page.has_unsaved


def test_leads_out_of_order_are_told(page: CampaignPage) -> None:
    page.open_tab(VERDICTS)
    page.tabs.verdicts.shares["narrowly"].setText("30")
    assert "not in order" in page.tabs.verdicts.why.text()
    page.head.save.click()
    assert "not in order" in page.notice.words()
    assert page.tabs.verdicts.shares["narrowly"].text() == "30"


def test_calling_rules_of_everybody_are_saved(qtbot: QtBot, page: CampaignPage, desk: Desk) -> None:
    page.open_tab(RULES)
    tab = page.tabs.rules
    tab.attempts.setValue(6)
    tab.cap.setValue(40)
    tab.weekdays.ends.show_time(time(19))
    tab.waits.fields["no-answer"].setText("2 h")
    saved(qtbot, page)
    rules = lists.list_facts(desk.jobs.db, desk.actor, lists.EVERYBODY).rules
    assert (rules.attempts, rules.cap_per_caller) == (6, 40)
    assert str(rules.hours.weekdays) == "09:00-19:00"
    assert rules.cooldowns["no-answer"].total_seconds() == 7200
    tab.waits.fields["busy"].setText("a while")
    page.head.save.click()
    assert "a while" in page.notice.words()


def test_callers_are_changed_in_their_rows(qtbot: QtBot, page: CampaignPage, desk: Desk) -> None:
    page.open_tab(CALLERS)
    row = next(row for row in page.tabs.callers.rows if row.caller.name == "Vi")
    row.name.setText("Violet")
    row.role.setCurrentIndex(1)
    row.is_mp.click()
    row.lists.click()
    row.ticks[lists.EVERYBODY].click()
    assert row.lists.text() == lists.EVERYBODY
    saved(qtbot, page)
    now = caller(desk, "Violet")
    assert (now.role, now.is_mp, now.lists) == (Role.ORGANISER, True, (lists.EVERYBODY,))
    assert row.calls.text() == "1"


def test_a_name_that_is_taken_stays_typed_and_the_others_are_kept(
    qtbot: QtBot, page: CampaignPage, desk: Desk
) -> None:
    page.open_tab(CALLERS)
    page.tabs.callers.new_name.setText("Ann")
    QTest.keyClick(page.tabs.callers.new_name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.tabs.callers.rows) == 3)
    assert page.tabs.callers.new_name.text() == ""
    ann, _, vi = page.tabs.callers.rows
    ann.is_mp.click()
    vi.name.setText("ann")
    page.head.save.click()
    qtbot.waitUntil(lambda: "There is a caller “Ann” already" in page.notice.words())
    qtbot.waitUntil(lambda: not ann.has_unsaved)
    assert vi.name.text() == "ann"
    assert vi.has_unsaved
    assert caller(desk, "Ann").is_mp


def test_a_caller_without_a_name_is_told_by_the_old_one(page: CampaignPage) -> None:
    page.open_tab(CALLERS)
    page.tabs.callers.rows[1].name.setText(" ")
    page.head.save.click()
    assert "Vi needs a name" in page.notice.words()


def test_leaving_a_tab_asks_about_what_is_not_saved(
    qtbot: QtBot, page: CampaignPage, desk: Desk
) -> None:
    page.tabs.contest.title.setText("Another title")
    page.head.segments.choose(REASONS)
    assert answers(desk).asked == ["The changes under “Contest” are not saved."]
    assert page.tab_name() == CONTEST
    assert page.head.segments.current() == CONTEST
    answers(desk).unsaved = Unsaved.SAVE
    page.head.segments.choose(REASONS)
    qtbot.waitUntil(lambda: page.tab_name() == REASONS)
    assert contest(desk).title == "Another title"
    page.tabs.reasons.reasons.rows[0].name.setText("one party")
    answers(desk).unsaved = Unsaved.DISCARD
    page.head.segments.choose(CONTEST)
    assert page.tab_name() == CONTEST
    assert page.tabs.reasons.reasons.rows[0].name.text() == "unity"


def test_saving_that_is_refused_keeps_one_on_the_tab(
    qtbot: QtBot, page: CampaignPage, desk: Desk
) -> None:
    page.tabs.contest.candidates.rows[0].key.setText("S")
    answers(desk).unsaved = Unsaved.SAVE
    page.open_tab(REASONS)
    qtbot.waitUntil(page.notice.isVisible)
    assert page.tab_name() == CONTEST


def test_what_others_change_comes_in_only_where_nothing_is_typed(
    qtbot: QtBot, page: CampaignPage, desk: Desk
) -> None:
    page.tabs.contest.title.setText("My title")
    now = edit_of(contest(desk))
    unity = now.reasons[0]
    renamed = unity._replace(wanted=unity.wanted._replace(name="one party"))
    wanted = replace(now, reasons=[renamed, *now.reasons[1:]])
    desk.jobs.new().write(contest_edits.change_contest, desk.actor, wanted, DEMO_EVENING)
    before = page.tabs.now
    qtbot.waitUntil(lambda: page.tabs.now is not before)
    assert page.tabs.contest.title.text() == "My title"
    answers(desk).unsaved = Unsaved.DISCARD
    page.open_tab(REASONS)
    assert page.tabs.reasons.reasons.rows[0].name.text() == "one party"


def test_a_tab_that_is_not_shown_is_filled_when_it_is_turned_to(
    qtbot: QtBot, page: CampaignPage, desk: Desk
) -> None:
    assert not {SECTIONS, RULES} & set(vars(page.tabs)), "nor made"
    page.open_tab(RULES)
    page.open_tab(CONTEST)
    filled: list[bool] = []
    page.tabs.rules.changed.connect(lambda: filled.append(True))
    before = page.tabs.now
    page.refresh()
    qtbot.waitUntil(lambda: page.tabs.now is not before)
    assert not filled
    page.open_tab(RULES)
    assert filled
    while page.make_more():
        pass
    assert set(TABS) <= set(vars(page.tabs)), "made ahead of their time"


def test_nothing_is_saved_while_a_call_is_half_entered(page: CampaignPage, desk: Desk) -> None:
    page.why_not_now = lambda: "A call is half entered."
    page.tabs.contest.title.setText("Another title")
    page.head.save.click()
    assert "A call is half entered." in page.notice.words()
    assert page.tabs.contest.title.text() == "Another title"
    assert contest(desk).title == desk.contest.title


def test_what_is_half_done_on_other_pages_is_told(qtbot: QtBot, make: Make, desk: Desk) -> None:
    make.elector("Ben Bell")
    call, coming, planning = CallPage(desk), ImportPage(desk), ShiftsPage(desk)
    pages = [call, coming, planning]
    for page in pages:
        qtbot.addWidget(page)
    call.refresh()
    qtbot.waitUntil(lambda: call.in_hand.draft is not None)
    assert half_done(pages) == ""
    planning.add_shift()
    assert half_done(pages) == PLANNING
    call.in_hand.press("1")
    assert half_done(pages) == HALF_ENTERED


def test_every_control_has_a_name(page: CampaignPage) -> None:
    for kind in (QLineEdit, QComboBox, QAbstractSpinBox, QAbstractButton):
        for control in page.findChildren(kind):
            if isinstance(control.parent(), QAbstractSpinBox | Notice):  # the notice has no way out
                continue
            if control.objectName().startswith("qt_"):  # Qt's own, such as a table's hidden corner
                continue
            assert control.accessibleName(), control


def test_volunteers_are_told_that_they_may_not(
    qtbot: QtBot, make: Make, desk_over: MakeDesk
) -> None:
    page = CampaignPage(desk_over(make.db, make.caller("Vi")))
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    qtbot.waitUntil(page.notice.isVisible)
    assert "A volunteer may not" in page.notice.words()


@pytest.fixture
def window(qtbot: QtBot, db: Database, tmp_path: Path) -> Window:
    """Signed in as the first organiser, the Campaign page turned to."""
    path = db.path
    db.close()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = Window(Settings(tmp_path / "settings.ini"), Dress(app), Answering())
    qtbot.addWidget(made)
    made.show()
    made.open(path)
    qtbot.waitUntil(lambda: made.db is not None, timeout=WAIT)
    made.names.name_given.emit("Organiser")
    qtbot.waitUntil(lambda: made.view is not None, timeout=WAIT)
    turned(qtbot, made)
    return made


def turned(qtbot: QtBot, window: Window) -> CampaignPage:
    """The Campaign page, with the campaign on it."""
    assert window.view is not None
    window.view.rail.choose(CampaignPage.title)
    page = window.view.pages[CampaignPage.title]
    assert isinstance(page, CampaignPage)
    qtbot.waitUntil(lambda: page.tabs.now is not None, timeout=WAIT)
    return page


def renewed(qtbot: QtBot, window: Window, before: object) -> CampaignPage:
    qtbot.waitUntil(lambda: window.view is not None and window.view is not before, timeout=WAIT)
    return turned(qtbot, window)


def test_the_whole_window_shows_the_changed_contest_where_one_stood(
    qtbot: QtBot, window: Window
) -> None:
    page, before = turned(qtbot, window), window.view
    page.tabs.contest.name.setText("Another contest")
    page.save()
    page = renewed(qtbot, window, before)
    assert window.view is not None
    assert window.view.turning.current == CampaignPage.title
    assert window.view.desk.contest.name == "Another contest"
    assert window.view.top_bar.campaign.text() == "Another contest"
    assert window.windowTitle() == "Another contest - phonebank"
    assert not page.has_unsaved
    window.close()


def test_archiving_makes_the_window_read_only_until_taken_up_again(
    qtbot: QtBot, window: Window
) -> None:
    page, before = turned(qtbot, window), window.view
    page.open_tab(ARCHIVE)
    page.tabs.archive.archive.click()
    assert page.tabs.archive.sure.isVisible(), "asked once more"
    assert window.view is before
    page.tabs.archive.sure.acted.emit()
    page = renewed(qtbot, window, before)
    assert window.view is not None
    assert window.view.desk.actor.is_archived
    notice = window.view.archived
    qtbot.waitUntil(lambda: notice.words().startswith("Archived on "))
    assert page.tab_name() == ARCHIVE
    assert not page.tabs.contest.isEnabled()
    assert not page.head.save.isVisible()
    assert not page.head.segments.segment(CALLERS).isVisible()
    assert CallPage.title not in window.view.pages, "nobody is rung"
    window.view.rail.choose(ElectorsPage.title)
    notice.acted.emit()
    assert window.view.turning.current == CampaignPage.title
    before = window.view
    page.tabs.archive.again.click()
    page = renewed(qtbot, window, before)
    assert page.tabs.contest.isEnabled()
    assert window.view is not None
    assert not window.view.desk.actor.is_archived
    window.close()


def test_a_volunteer_is_told_that_it_is_archived_and_led_nowhere(
    qtbot: QtBot, make: Make, desk_over: MakeDesk, tmp_path: Path
) -> None:
    make.caller("Vi")
    contest_edits.archive_campaign(make.db, make.organiser, DEMO_EVENING)
    desk = desk_over(make.db, signing_in.sign_in(make.db, "Vi"))
    view = CampaignView(desk, Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: view.archived.words().startswith("Archived on 19 Sep 2016."))
    assert not [button for button in view.archived.findChildren(QAbstractButton) if button.text()]
    assert CampaignPage.title not in view.pages


def test_leaving_the_page_or_the_window_asks_and_one_may_stay(qtbot: QtBot, window: Window) -> None:
    page, ask = turned(qtbot, window), window.ask
    assert isinstance(ask, Answering)
    assert window.view is not None
    page.tabs.contest.title.setText("Another title")
    window.view.rail.choose(CallPage.title)
    qtbot.waitUntil(lambda: len(ask.asked) == 1)
    assert window.view.turning.current == CampaignPage.title
    window.view.top_bar.leave.click()
    assert len(ask.asked) == 2
    assert window.view is not None
    window.close()
    assert len(ask.asked) == 3
    assert window.isVisible()
    ask.unsaved = Unsaved.DISCARD
    window.view.rail.choose(CallPage.title)
    turning = window.view.turning
    qtbot.waitUntil(lambda: turning.current == CallPage.title)
    window.close()
    assert not window.isVisible()


def test_saved_on_the_way_out_the_window_closes(qtbot: QtBot, window: Window) -> None:
    page, ask = turned(qtbot, window), window.ask
    assert isinstance(ask, Answering)
    assert window.view is not None
    path = window.view.desk.jobs.db.path
    page.tabs.contest.title.setText("Another title")
    ask.unsaved = Unsaved.SAVE
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=WAIT)
    db = campaigns.open_campaign(path)
    assert campaigns.campaign_facts(db).contest.title == "Another title"
    db.close()


def test_whoever_changes_their_own_name_goes_on_under_it(qtbot: QtBot, window: Window) -> None:
    page, before = turned(qtbot, window), window.view
    page.open_tab(CALLERS)
    page.tabs.callers.rows[0].name.setText("Ruth Okafor")
    page.save()
    renewed(qtbot, window, before)
    assert window.view is not None
    assert window.view.desk.actor.name == "Ruth Okafor"
    assert [row.name for row in signing_in.caller_rows(window.view.desk.jobs.db)] == ["Ruth Okafor"]
    window.close()


@given(st.fractions(0, 1).map(lambda share: share.limit_denominator(1000)))
def test_a_share_that_is_written_is_read_again_to_six_places(share: Fraction) -> None:
    read = values.percent_typed(values.percent_words(share), "it")
    assert abs(read - share) <= Fraction(1, 10**8)


@given(st.integers(0, 10**8))
def test_a_number_that_is_written_is_read_again(number: int) -> None:
    assert values.whole_typed(values.whole_words(number), "it") == number


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_a_day_that_is_written_is_read_again(day: date) -> None:
    assert values.day_typed(values.day_words(day), "it") == day


@pytest.mark.parametrize("typed", ["101", "-1", "five", "", "1/3", "1e2"])
def test_what_is_no_share_is_refused(typed: str) -> None:
    with pytest.raises(InputRefused, match="no figure for it"):
        values.percent_typed(typed, "it")


def test_a_hundred_callers_come_some_at_a_time(
    qtbot: QtBot, make: Make, page: CampaignPage, desk: Desk
) -> None:
    for number in range(40):
        make.caller(f"Caller {number:02}")
    page.refresh()
    before = page.tabs.now
    qtbot.waitUntil(lambda: page.tabs.now is not before)
    page.open_tab(CALLERS)
    assert len(page.tabs.callers.rows) < 42, "not all in one turn"
    page.refresh()  # read anew while they come
    qtbot.waitUntil(lambda: len(page.tabs.callers.rows) == 42)
    shown_names = [row.caller.name for row in page.tabs.callers.rows]
    assert shown_names == [caller.name for caller in callers_now(desk.jobs.db, desk.actor)]
