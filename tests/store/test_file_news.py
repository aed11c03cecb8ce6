"""What another program wrote to a campaign file is told, but for drafts and words of life."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from phonebank.domain.changes import Topic
from phonebank.domain.electors import FollowUpKind
from phonebank.domain.permits import Actor
from phonebank.domain.segment_words import parse
from phonebank.services import drafts, lists, seats, segmenting, serving, suppressing
from phonebank.services.contest_edits import archive_campaign
from phonebank.services.signing_in import add_caller, sign_in
from phonebank.store.database import Database
from tests.conftest import MONDAY, Make

pytestmark = pytest.mark.file
SOON = MONDAY + timedelta(seconds=2)


@pytest.fixture
def elsewhere(make: Make) -> Iterator[Make]:
    """The same campaign as another program has it open, at which Vi sits."""
    make.elector()
    make.caller("Vi")
    with closing(Database(make.db.address)) as opened:
        yield Make(opened)


@pytest.fixture
def vi(elsewhere: Make) -> Actor:
    return seats.take_seat(elsewhere.db, sign_in(elsewhere.db, "Vi"), "laptop", MONDAY).value


def told(make: Make) -> Topic:
    return make.db.changed_elsewhere()


def test_drafts_and_words_of_life_of_another_program_are_not_told(
    make: Make, elsewhere: Make, vi: Actor
) -> None:
    told(make)
    for seconds in range(3):
        at = SOON + timedelta(seconds=seconds)
        drafts.keep_draft(elsewhere.db, vi, 1, {"call": "x", "seconds": seconds}, at)
        assert told(make) == Topic(0)
    drafts.drop_draft(elsewhere.db, vi)
    assert told(make) == Topic(0)
    seats.keep_seat(elsewhere.db, vi, SOON + timedelta(seconds=20))
    assert told(make) == Topic(0)


@pytest.mark.parametrize("is_beside_a_draft", [False, True])
def test_what_is_seen_is_told_even_where_a_draft_was_kept_at_the_same_time(
    make: Make, elsewhere: Make, vi: Actor, is_beside_a_draft: bool
) -> None:
    db, by = elsewhere.db, elsewhere.organiser
    changes: tuple[Callable[[], object], ...] = (
        lambda: serving.next_elector(db, vi, vi.caller_id, MONDAY),
        lambda: serving.release(db, vi, 1),
        lambda: serving.skip(db, vi, 1, "knows them", MONDAY),
        lambda: elsewhere.call(1, now=MONDAY),
        lambda: suppressing.add_follow_up(db, by, 1, FollowUpKind.POSTER, "", MONDAY),
        lambda: suppressing.suppress(db, by, 1, "do-not-call", MONDAY),
        lambda: add_caller(db, by, "Bo"),
        lambda: segmenting.save_segment(db, by, "Exeter", parse("constituency = Exeter"), MONDAY),
        lambda: lists.pause_list(db, by, "Everybody", MONDAY),
        lambda: archive_campaign(db, by, MONDAY),
    )
    told(make)
    for place, change in enumerate(changes):
        change()
        if is_beside_a_draft:
            drafts.keep_draft(db, vi, 1, {"call": "x", "place": place}, MONDAY)
        assert told(make) == ~Topic(0), place
        assert told(make) == Topic(0)


def test_what_leaves_no_mark_is_told_too(make: Make, elsewhere: Make) -> None:
    told(make)
    with elsewhere.db.write() as session:
        session.connection().exec_driver_sql("UPDATE elector SET email = 'a@example.org'")
    assert told(make) == ~Topic(0)


def test_what_was_done_here_is_not_told(make: Make, elsewhere: Make, vi: Actor) -> None:
    told(make)
    make.call(1)
    assert told(make) == Topic(0)
    drafts.keep_draft(elsewhere.db, vi, 1, {"call": "x"}, SOON)
    assert told(make) == Topic(0)


def test_what_is_asked_while_we_write_ourselves_is_told_afterwards(
    make: Make, elsewhere: Make
) -> None:
    told(make)
    elsewhere.call(1)
    with make.db.write():
        assert told(make) == Topic(0)
    assert told(make) == ~Topic(0)


def test_what_follows_a_first_look_that_fell_into_a_write_of_ours_is_told(
    make: Make, elsewhere: Make
) -> None:
    with make.db.write():
        told(make)
    elsewhere.call(1)
    assert told(make) == ~Topic(0)
    assert told(make) == Topic(0)
