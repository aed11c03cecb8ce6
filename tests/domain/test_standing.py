"""Where an elector stands is a fold over their calls."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.calls import CallRecord
from phonebank.domain.outcomes import UNDECIDED, WONT_SAY, WONT_VOTE, Disposition
from phonebank.domain.standing import Standing, Turn, answers_that_stood, furthest, standing_after
from tests.conftest import MONDAY, OUTCOMES, record, taking_back

SAID = st.sampled_from(["Smith", "Corbyn", UNDECIDED, WONT_SAY, WONT_VOTE])


def after(*outcomes: str) -> Standing:
    """Where they stand after these calls, an hour apart."""
    return standing_after(record(slug, 60 * hour) for hour, slug in enumerate(outcomes))


def said(*intentions: str) -> str | None:
    return standing_after(
        record("spoke", hour * 60, intention=one) for hour, one in enumerate(intentions)
    ).intention


@pytest.mark.parametrize(
    ("answers", "stands"),
    [
        (["Smith", "Corbyn"], "Corbyn"),
        (["Smith", UNDECIDED], UNDECIDED),
        (["Smith", WONT_VOTE], WONT_VOTE),
        ([UNDECIDED, WONT_VOTE], WONT_VOTE),
        ([WONT_VOTE, "Smith"], "Smith"),
        (["Smith", WONT_SAY], "Smith"),
        ([UNDECIDED, WONT_SAY], UNDECIDED),
        ([WONT_VOTE, WONT_SAY], WONT_VOTE),
        ([WONT_SAY], WONT_SAY),
        ([WONT_SAY, "Corbyn"], "Corbyn"),
        ([WONT_SAY, UNDECIDED], UNDECIDED),
    ],
)
def test_the_latest_answer_stands_and_wont_say_only_where_there_was_none(
    answers: list[str], stands: str
) -> None:
    assert said(*answers) == stands


@pytest.mark.parametrize("slug", [s for s, outcome in OUTCOMES.items() if not outcome.takes_answer])
def test_no_call_without_an_answer_erases_one(slug: str) -> None:
    standing = after("spoke", slug)
    assert (standing.intention, standing.intention_at) == ("Smith", MONDAY)


def test_two_calls_at_the_same_time_are_ordered_by_their_uuid() -> None:
    low = record("spoke", call_id=UUID(int=1), intention="Smith")
    high = record("spoke", call_id=UUID(int=2), intention="Corbyn")
    assert standing_after([high, low]).intention == "Corbyn"


def test_an_answer_keeps_its_strength_time_and_caller() -> None:
    standing = standing_after(
        [record("spoke", 5, strength="leaning", caller_id=7), record("no-answer", 9)]
    )
    assert standing.strength == "leaning"
    assert standing.intention_by == 7
    assert standing.intention_at == MONDAY + timedelta(minutes=5)
    assert standing.last_call_at == MONDAY + timedelta(minutes=9)


def test_a_superseded_call_counts_for_nothing() -> None:
    wrong = record("do-not-call", do_not_call=True)
    right = record("spoke", intention="Corbyn", supersedes=wrong.call_id)
    standing = standing_after([wrong, right])
    assert (standing.attempts, standing.intention, standing.suppressed) == (1, "Corbyn", "")


def test_undoing_the_only_call_leaves_nothing() -> None:
    call = record("spoke", ballot="returned", previous_vote="Burnham")
    assert standing_after([call, taking_back(call)]) == Standing()


def test_taking_a_correction_back_does_not_bring_the_first_call_back() -> None:
    first = record("spoke")
    correction = record("spoke", intention="Corbyn", supersedes=first.call_id)
    assert standing_after([first, correction, taking_back(correction)]) == Standing()


@pytest.mark.parametrize("slug", OUTCOMES)
def test_do_not_call_stands_beside_any_outcome(slug: str) -> None:
    assert standing_after([record(slug, do_not_call=True)]).suppressed == "do-not-call"


@pytest.mark.parametrize("slug", OUTCOMES)
def test_nothing_that_is_said_later_lifts_a_suppression(slug: str) -> None:
    assert after("do-not-call", slug).suppressed == "do-not-call"
    assert after("do-not-call", slug).turn is Turn.CLOSED


@pytest.mark.parametrize(("slug", "status"), [("wrong-number", "wrong"), ("dead-number", "dead")])
def test_a_wrong_or_dead_number_costs_the_number_and_not_the_elector(
    slug: str, status: str
) -> None:
    standing = standing_after([record(slug, number_id=7)])
    assert standing.number_status == {7: status}
    assert (standing.suppressed, standing.turn, standing.due_at) == ("", Turn.READY, MONDAY)


def test_a_number_on_which_the_elector_spoke_is_not_wrong_any_more() -> None:
    wrong, right = record("wrong-number", number_id=7), record("spoke", 60, number_id=7)
    assert standing_after([wrong, right]).number_status == {}


def test_a_wrong_call_undone_gives_the_number_back() -> None:
    wrong = record("wrong-number", number_id=7)
    assert standing_after([wrong, taking_back(wrong)]).number_status == {}


@pytest.mark.parametrize("earlier", ["spoke", "no-answer", "do-not-call"])
@pytest.mark.parametrize("later", ["spoke", "no-answer", "callback"])
def test_not_eligible_overrides_whatever_else_was_said(earlier: str, later: str) -> None:
    standing = after(earlier, "not-eligible", later)
    assert standing.off_roll
    assert standing.disposition is Disposition.NOT_ELIGIBLE
    assert standing.turn is Turn.CLOSED


def test_the_furthest_disposition_reached_is_kept_in_the_order_of_the_tally() -> None:
    ladder = ["I", "P", "R-hard", "R-soft", "O", "NC", "UH", "UO"]
    for place, better in enumerate(ladder):
        for worse in ladder[place:]:
            assert furthest(Disposition(worse), Disposition(better)) == better
            assert furthest(Disposition(better), Disposition(worse)) == better
            assert furthest(Disposition(better), Disposition.NOT_ELIGIBLE) == "NE"


def test_a_pending_callback_is_no_contact_in_the_rates() -> None:
    assert after("callback").disposition is Disposition.NON_CONTACT


def test_wont_say_is_a_partial_interview_and_wont_vote_a_whole_one() -> None:
    assert standing_after([record("spoke", intention=WONT_SAY)]).disposition == "P"
    assert standing_after([record("spoke", intention=WONT_VOTE)]).disposition == "I"


@pytest.mark.parametrize("slug", ["no-answer", "busy", "machine", "not-now", "failed", "not-in"])
def test_an_elector_who_answered_is_finished_whatever_comes_later(slug: str) -> None:
    assert after("spoke", slug).turn is Turn.FINISHED


def test_a_callback_agreed_after_an_answer_is_kept_and_then_they_are_finished() -> None:
    assert after("spoke", "callback").turn is Turn.CALLBACK
    assert after("spoke", "callback", "no-answer").turn is Turn.FINISHED


def test_a_case_for_the_organiser_stays_one_until_somebody_speaks_to_them() -> None:
    assert after("language", "no-answer").turn is Turn.ORGANISER
    assert after("language", "callback", "no-answer").turn is Turn.ORGANISER
    assert after("language", "spoke").turn is Turn.FINISHED


@pytest.mark.parametrize("slug", [s for s, o in OUTCOMES.items() if o.final])
def test_what_is_final_is_never_reopened(slug: str) -> None:
    for later in OUTCOMES:
        assert after(slug, later).turn is Turn.CLOSED


def test_a_callback_without_a_time_is_due_a_day_later() -> None:
    assert standing_after([record("callback", callback_at=None)]).due_at == MONDAY + timedelta(1)


def test_a_ballot_and_a_previous_vote_stand_until_a_later_call_says_otherwise() -> None:
    calls = [
        record("spoke", 0, ballot="received", previous_vote="Burnham"),
        record("no-answer", 60),
        record("callback", 120, ballot="returned"),
    ]
    assert standing_after(calls).ballot == "returned"
    assert standing_after(calls[:2]).ballot == "received"
    assert standing_after(calls).previous_vote == "Burnham"


ANY_CALL = st.builds(
    lambda slug, minutes, intention, number, stop: record(
        slug,
        minutes,
        number_id=number,
        do_not_call=stop,
        **({"intention": intention} if slug == "spoke" else {}),
    ),
    st.sampled_from(list(OUTCOMES)),
    st.integers(0, 3),
    SAID,
    st.sampled_from([None, 1, 2]),
    st.booleans(),
)


@given(st.lists(ANY_CALL, max_size=6), st.data())
def test_the_order_in_which_calls_arrive_does_not_matter(
    calls: list[CallRecord], data: st.DataObject
) -> None:
    undone = [taking_back(call) for call in calls[::3]]
    shuffled = data.draw(st.permutations([*calls, *undone]))
    assert standing_after(shuffled) == standing_after([*calls, *undone])


@given(st.lists(ANY_CALL, max_size=8))
def test_every_call_that_counts_is_one_attempt(calls: list[CallRecord]) -> None:
    undone = [taking_back(call) for call in calls[::2]]
    assert standing_after([*calls, *undone]).attempts == len(calls) - len(undone)


@pytest.mark.parametrize("outcome", ["not-now", "no-answer", "callback"])
def test_a_call_at_the_end_of_time_is_folded_too(outcome: str) -> None:
    last = datetime.max.replace(tzinfo=UTC)
    call = replace(record(outcome), called_at=last, callback_at=None)
    due = standing_after([call]).due_at
    assert due is not None
    assert due.year == 9999


def test_the_attempt_of_first_contact_and_the_answer_before_the_latest_are_kept() -> None:
    made = [
        record("no-answer", 0),
        record("spoke", 10, intention="undecided", list_id=3, reasons=[2]),
        record("spoke", 20, intention="Smith", list_id=4, reasons=[5, 1]),
        record("spoke", 30, intention="wont-say"),
    ]
    standing = standing_after(made)
    assert (standing.first_reached, standing.answers) == (2, 2)
    assert (standing.intention, standing.intention_list, standing.reasons) == ("Smith", 4, "5;1")
    assert (standing.prior_intention, standing.prior_at) == ("undecided", made[1].called_at)


def test_every_answer_that_stood_is_told_in_order() -> None:
    made = [
        record("spoke", 0, intention="wont-say"),
        record("spoke", 20, intention="Smith"),
        record("spoke", 10, intention="undecided"),
        record("spoke", 30, intention="wont-say"),
    ]
    stood = list(answers_that_stood(made))
    assert [intention for _, intention in stood] == ["wont-say", "undecided", "Smith"]
    assert [at for at, _ in stood] == sorted(at for at, _ in stood)
