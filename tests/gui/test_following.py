"""What another program makes of the contest is followed between two calls, and no call is lost."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from phonebank.app import Window
from phonebank.domain.changes import Topic
from phonebank.domain.clock import DEMO_EVENING
from phonebank.domain.contest import Candidate
from phonebank.domain.contest_edits import Edited, edit_of
from phonebank.domain.permits import Role
from phonebank.gui.following import (
    AFTER_THE_CALL,
    ARCHIVED,
    CHANGED,
    WHO_YOU_ARE,
    FollowNotice,
)
from phonebank.gui.jobs import Job
from phonebank.gui.leaving import HALF_ENTERED
from phonebank.gui.main_window import CampaignView
from phonebank.gui.pages.call.page import CallPage
from phonebank.gui.pages.electors.page import ElectorsPage
from phonebank.gui.pages.packs.page import PacksPage
from phonebank.gui.settings import Settings
from phonebank.gui.watching import Watch
from phonebank.gui.widgets.palette import Dress
from phonebank.services import campaigns, contest_edits
from phonebank.services.callers import callers_now, change_caller
from phonebank.services.looking_up import elector_card
from phonebank.services.signing_in import sign_in
from phonebank.store.database import Database
from tests.gui.conftest import Answers, MakeDesk

WAIT = 15_000


@pytest.fixture
def window(qtbot: QtBot, sample_db: Database, tmp_path: Path) -> Iterator[Window]:
    """Signed in as the first organiser, somebody on the Call page."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = Window(Settings(tmp_path / "settings.ini"), Dress(app), Answers())
    qtbot.addWidget(made)
    made.show()
    made.open(sample_db.path)
    qtbot.waitUntil(lambda: made.db is not None, timeout=WAIT)
    made.names.name_given.emit("Organiser")
    qtbot.waitUntil(lambda: made.view is not None, timeout=WAIT)
    somebody(qtbot, made)
    yield made
    made.close()


@pytest.fixture
def elsewhere(sample_db: Database) -> Iterator[Database]:
    with closing(Database(sample_db.path)) as opened:
        yield opened


def view(window: Window) -> CampaignView:
    assert window.view is not None
    return window.view


def calling(window: Window) -> CallPage:
    page = view(window).pages[CallPage.title]
    assert isinstance(page, CallPage)
    return page


def somebody(qtbot: QtBot, window: Window) -> CallPage:
    qtbot.waitUntil(lambda: calling(window).in_hand.draft is not None, timeout=WAIT)
    return calling(window)


def wait_until_not_fresh(qtbot: QtBot, window: Window) -> CallPage:
    """As when a caller has let it ring for a while."""
    page = somebody(qtbot, window)
    qtbot.waitUntil(lambda: not page.in_hand.is_fresh, timeout=WAIT)
    return page


def add_candidate(db: Database) -> None:
    me = sign_in(db)
    edit = edit_of(campaigns.campaign_facts(db).contest)
    eagle = Edited(None, Candidate("Eagle", "Angela Eagle", "Z", "#0072B2", False))
    wanted = replace(edit, candidates=[*edit.candidates, eagle])
    contest_edits.change_contest(db, me, wanted, DEMO_EVENING)


def told(qtbot: QtBot, window: Window, words: str) -> None:
    notice = view(window).follow
    qtbot.waitUntil(lambda: notice.isVisible() and words in notice.words(), timeout=WAIT)


def made_anew(qtbot: QtBot, window: Window, before: CampaignView) -> CampaignView:
    qtbot.waitUntil(lambda: window.view is not None and window.view is not before, timeout=WAIT)
    return view(window)


def stays(qtbot: QtBot, before: CampaignView) -> None:
    """For some looks whether it can be now."""
    with qtbot.assertNotEmitted(before.follow.wanted, wait=1000):
        assert before.follow.isVisible()


def shorts(window: Window) -> list[str]:
    return [one.short for one in view(window).desk.contest.candidates]


def test_a_call_being_entered_is_kept_and_what_was_changed_is_there_after_it(
    qtbot: QtBot, window: Window, elsewhere: Database
) -> None:
    page, before = wait_until_not_fresh(qtbot, window), view(window)
    assert page.in_hand.draft is not None
    called = page.in_hand.draft.served.card.id
    attempts = elector_card(elsewhere, before.desk.actor, called).attempts
    page.in_hand.press("2")
    add_candidate(elsewhere)
    told(qtbot, window, CHANGED)
    assert AFTER_THE_CALL in before.follow.words()
    before.follow.acted.emit()
    assert HALF_ENTERED in before.follow.words()
    stays(qtbot, before)
    assert not page.in_hand.said.is_blank
    page.course.save()
    made_anew(qtbot, window, before)
    assert "Eagle" in shorts(window)
    assert elector_card(elsewhere, before.desk.actor, called).attempts == attempts + 1
    page = somebody(qtbot, window)
    page.in_hand.press("1")
    page.in_hand.press("Z")
    assert "Eagle" in str(page.in_hand.said)


def test_whoever_is_on_the_line_stays_until_somebody_would_rather_see_it_now(
    qtbot: QtBot, window: Window, elsewhere: Database
) -> None:
    wait_until_not_fresh(qtbot, window)
    before = view(window)
    contest_edits.archive_campaign(elsewhere, sign_in(elsewhere), DEMO_EVENING)
    told(qtbot, window, ARCHIVED)
    stays(qtbot, before)
    assert before.follow.words().endswith(AFTER_THE_CALL)
    before.follow.acted.emit()
    now = made_anew(qtbot, window, before)
    assert now.desk.actor.is_archived
    assert now.archived.isVisible()
    contest_edits.take_up_again(elsewhere, sign_in(elsewhere), DEMO_EVENING)
    again = made_anew(qtbot, window, now)
    assert not again.desk.actor.is_archived


def test_whoever_looks_at_another_page_sees_the_change_at_once_where_they_stand(
    qtbot: QtBot, window: Window, elsewhere: Database
) -> None:
    before = view(window)
    before.turning.turn_to(ElectorsPage.title)
    add_candidate(elsewhere)
    made_anew(qtbot, window, before)
    assert "Eagle" in shorts(window)
    assert view(window).turning.current == ElectorsPage.title


def test_somebody_who_fills_in_a_form_is_not_disturbed(
    qtbot: QtBot, window: Window, elsewhere: Database
) -> None:
    before = view(window)
    before.turning.turn_to(PacksPage.title)
    page = before.pages[PacksPage.title]
    assert isinstance(page, PacksPage)
    page.new.click()
    qtbot.waitUntil(page.is_form_shown)
    add_candidate(elsewhere)
    told(qtbot, window, CHANGED)
    stays(qtbot, before)
    page.form.cancelled.emit()
    made_anew(qtbot, window, before)
    assert view(window).turning.current == PacksPage.title


def test_another_role_and_name_are_followed(
    qtbot: QtBot, window: Window, elsewhere: Database
) -> None:
    wait_until_not_fresh(qtbot, window)
    before, me = view(window), sign_in(elsewhere)
    mine = next(it for it in callers_now(elsewhere, me) if it.id == me.caller_id)
    change_caller(elsewhere, me, replace(mine, name="Ruth"), DEMO_EVENING)
    told(qtbot, window, WHO_YOU_ARE)
    before.follow.acted.emit()
    now = made_anew(qtbot, window, before)
    assert (now.desk.actor.name, now.desk.actor.role) == ("Ruth", Role.ORGANISER)


def test_calls_of_others_leave_the_window_as_it_is(qtbot: QtBot, window: Window) -> None:
    before = view(window)
    with qtbot.assertNotEmitted(before.follow.wanted, wait=1000):
        before.follow.look(~Topic(0))
    assert not before.follow.isVisible()


def test_what_is_changed_while_it_looks_is_seen_too(
    qtbot: QtBot, sample_db: Database, elsewhere: Database, desk_over: MakeDesk
) -> None:
    desk = desk_over(sample_db)
    notice = FollowNotice(desk, str, lambda: True)
    qtbot.addWidget(notice)
    notice.look()
    desk.jobs.reader.submit(int).result()  # it has read, and was not answered yet
    with qtbot.waitSignal(notice.wanted, timeout=WAIT) as wanted:
        add_candidate(elsewhere)
        notice.look()
    assert wanted.args == [desk.actor.name]


def test_what_is_changed_after_a_first_look_that_fell_into_a_write_is_seen(
    qtbot: QtBot, sample_db: Database, elsewhere: Database, desk_over: MakeDesk
) -> None:
    desk = desk_over(sample_db)
    notice, watch = FollowNotice(desk, str, lambda: True), Watch(desk.jobs)
    qtbot.addWidget(notice)
    notice.heed(watch)
    with sample_db.write(), qtbot.waitSignal(watch.began, timeout=WAIT):
        pass
    qtbot.waitUntil(lambda: not desk.jobs.findChildren(Job), timeout=WAIT)
    with qtbot.waitSignal(notice.wanted, timeout=WAIT):
        add_candidate(elsewhere)
    watch.stop()
