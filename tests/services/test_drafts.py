"""What is kept of a call while it is entered, and what goes along when it is logged."""

from datetime import timedelta

import pytest

from phonebank.domain.electors import FollowUpKind
from phonebank.domain.errors import InputRefused, NotPermitted
from phonebank.domain.lists import ListFacts
from phonebank.domain.permits import Role
from phonebank.services import lists
from phonebank.services.calling import log_call
from phonebank.services.drafts import draft_of, drop_draft, keep_draft
from phonebank.services.finishing_calls import Beside, finish_call, mps_to_pass_to, undo_call
from phonebank.services.follow_ups import follow_ups
from phonebank.services.passing import passed_on
from phonebank.services.serving import next_elector, take
from phonebank.services.signing_in import add_caller, sign_in
from phonebank.store import calls
from tests.conftest import MONDAY, Make, entry

ENTERED = {"note": "kids at home", "answers": {"reached": "yes"}}
SECOND = timedelta(seconds=1)


def test_a_draft_is_kept_whole_and_the_last_one_counts(make: Make) -> None:
    vi, ada = make.caller("Vi"), make.elector("Ada Byron")
    assert draft_of(make.db, vi) is None
    keep_draft(make.db, vi, ada, {"note": "kids"}, MONDAY)
    keep_draft(make.db, vi, ada, ENTERED, MONDAY + SECOND)
    kept = draft_of(make.db, vi)
    assert kept is not None
    assert (kept.elector_id, kept.initials, kept.at) == (ada, "A. B.", MONDAY + SECOND)
    assert kept.entered == ENTERED
    assert draft_of(make.db, make.caller("Bo")) is None


def test_logging_the_call_drops_its_draft_and_no_other(make: Make) -> None:
    vi, bo = make.caller("Vi"), make.caller("Bo")
    ada, bea = make.electors(2)
    keep_draft(make.db, vi, ada, ENTERED, MONDAY)
    keep_draft(make.db, bo, ada, ENTERED, MONDAY)
    make.call(bea, "no-answer", vi)
    assert draft_of(make.db, vi) is not None
    make.call(ada, "no-answer", vi)
    assert draft_of(make.db, vi) is None
    assert draft_of(make.db, bo) is not None


def test_a_call_that_is_refused_leaves_its_draft(make: Make) -> None:
    vi, ada = make.caller("Vi"), make.elector()
    keep_draft(make.db, vi, ada, ENTERED, MONDAY)
    with pytest.raises(InputRefused, match="No caller is an MP"):
        finish_call(make.db, vi, entry(ada, vi), MONDAY, Beside(passed_on=True))
    assert draft_of(make.db, vi) is not None
    assert make.card(ada).history == []


def test_a_draft_may_be_dropped(make: Make) -> None:
    vi, ada = make.caller("Vi"), make.elector()
    keep_draft(make.db, vi, ada, ENTERED, MONDAY)
    drop_draft(make.db, vi)
    assert draft_of(make.db, vi) is None


def test_what_goes_beside_a_call_is_kept_with_it(make: Make) -> None:
    make.caller("Vi")
    add_caller(make.db, make.organiser, "Una Reed", Role.VOLUNTEER, is_mp=True)
    vi, una = sign_in(make.db, "Vi"), sign_in(make.db, "Una Reed")
    ada = make.elector("Ada Byron")
    assert mps_to_pass_to(make.db, vi) == [(una.caller_id, "Una Reed")]
    assert mps_to_pass_to(make.db, una) == []
    kinds = (FollowUpKind.VOLUNTEER, FollowUpKind.SPEAK_TO_ORGANISER)
    beside = Beside(follow_ups=kinds, passed_on=True, mp_id=una.caller_id)
    said = entry(ada, vi, "spoke", intention="undecided", note="asks about trains")
    for _ in range(2):
        finish_call(make.db, vi, said, MONDAY, beside)
    assert [(one.kind, one.note) for one in follow_ups(make.db, make.organiser)] == [
        (kind, "asks about trains") for kind in kinds
    ]
    [waiting] = passed_on(make.db, make.organiser)
    assert (waiting.elector_id, waiting.to, waiting.note) == (ada, "Una Reed", "asks about trains")
    assert len(make.card(ada).history) == 1


def test_taking_a_call_back_takes_back_what_went_along(make: Make) -> None:
    make.caller("Vi")
    add_caller(make.db, make.organiser, "Una Reed", Role.VOLUNTEER, is_mp=True)
    vi, ada = sign_in(make.db, "Vi"), make.elector("Ada Byron")
    beside = Beside(follow_ups=(FollowUpKind.POSTER,), passed_on=True)
    finish_call(make.db, vi, entry(ada, vi), MONDAY, beside)
    undo_call(make.db, vi, MONDAY + SECOND)
    assert passed_on(make.db, make.organiser) == []
    assert follow_ups(make.db, make.organiser) == []
    assert take(make.db, vi, ada, MONDAY + SECOND).value.card.id == ada
    with pytest.raises(InputRefused, match="no call to take back"):
        undo_call(make.db, vi, MONDAY + SECOND)


def test_taking_a_call_back_leaves_what_others_brought_in_meanwhile(make: Make) -> None:
    vi = make.caller("Vi")
    ada, bea, cat = make.electors(3)
    finish_call(make.db, vi, entry(cat, vi, seconds=9), MONDAY)
    finish_call(make.db, vi, entry(ada, vi, seconds=9), MONDAY)
    on_paper = entry(bea, vi, called_at=MONDAY - SECOND)
    log_call(make.db, make.organiser, on_paper, MONDAY + SECOND)
    taken = [undo_call(make.db, vi, MONDAY + SECOND).value.elector_id for _ in range(3)]
    assert taken == [ada, cat, bea]


def test_a_correction_is_taken_back_first(make: Make) -> None:
    vi = make.caller("Vi")
    ada, bea = make.electors(2)
    made = entry(ada, vi, "spoke", seconds=9)
    finish_call(make.db, vi, made, MONDAY)
    finish_call(make.db, vi, entry(bea, vi, seconds=9), MONDAY)
    better = entry(ada, vi, "spoke", intention="Corbyn", supersedes=made.call_id)
    log_call(make.db, vi, better, MONDAY + SECOND)
    assert undo_call(make.db, vi, MONDAY + SECOND).value.elector_id == ada


def test_a_volunteer_finishes_no_call_of_somebody_elses(make: Make) -> None:
    vi, bo, ada = make.caller("Vi"), make.caller("Bo"), make.elector()
    with pytest.raises(NotPermitted):
        finish_call(make.db, vi, entry(ada, bo), MONDAY)


def test_a_correction_stays_under_the_list_of_the_call_it_corrects(make: Make) -> None:
    vi, ada = make.caller("Vi"), make.elector()
    lists.new_list(make.db, make.organiser, ListFacts(name="Second"), MONDAY)
    lists.open_list(make.db, make.organiser, "Second", MONDAY)
    next_elector(make.db, vi, vi.caller_id, MONDAY, "Second")
    first = make.call(ada, "no-answer", vi)
    corrected = make.call(ada, "busy", vi, now=MONDAY + SECOND, supersedes=first)
    with make.db.read() as session:
        assert calls.list_of(session, corrected) == calls.list_of(session, first) != 1
