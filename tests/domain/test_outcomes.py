"""Every row of the table of outcomes, and what may be said together."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from phonebank.domain.calls import BallotStatus, CallEntry, Strength, check_entry
from phonebank.domain.errors import WrongUse
from phonebank.domain.outcomes import UNDECIDED, WONT_SAY, WONT_VOTE, known_outcome
from phonebank.domain.standing import Turn, standing_after
from tests.conftest import MONDAY, OUTCOMES, record

YES, NO = True, False
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOW, NEVER = timedelta(0), None

# slug, reached, AAPOR letter, retry after, next number first, final, suppresses
TABLE = [
    ("callback", YES, "NC", NEVER, NO, NO, ""),
    ("not-now", YES, "R-soft", 7 * DAY, NO, NO, ""),
    ("do-not-call", YES, "R-hard", NEVER, NO, YES, "elector"),
    ("broke-off", YES, "R-soft", 7 * DAY, NO, NO, ""),
    ("refused-by-other", NO, "R-soft", 3 * DAY, NO, NO, ""),
    ("language", YES, "O", NEVER, NO, NO, ""),
    ("unable", YES, "O", NEVER, NO, YES, ""),
    ("deceased", NO, "O", NEVER, NO, YES, "elector"),
    ("no-answer", NO, "UH", 3 * HOUR, YES, NO, ""),
    ("busy", NO, "UH", HOUR / 2, YES, NO, ""),
    ("machine-message", NO, "NC", 2 * DAY, YES, NO, ""),
    ("machine", NO, "NC", DAY, YES, NO, ""),
    ("not-in", NO, "NC", DAY, NO, NO, ""),
    ("wrong-number", NO, "UO", NOW, YES, NO, "number"),
    ("dead-number", NO, "UO", NOW, YES, NO, "number"),
    ("failed", NO, "UO", HOUR, YES, NO, ""),
    ("not-eligible", None, "NE", NEVER, NO, YES, ""),
]
SPOKEN = [("Smith", "I"), (UNDECIDED, "I"), (WONT_VOTE, "I"), (WONT_SAY, "P")]


@pytest.mark.parametrize(
    ("slug", "reached", "letter", "retry", "next_number", "final", "suppresses"),
    TABLE,
    ids=[row[0] for row in TABLE],
)
def test_the_shipped_row_says_what_the_table_says(
    slug: str,
    reached: bool | None,
    letter: str,
    retry: timedelta | None,
    next_number: bool,
    final: bool,
    suppresses: str,
) -> None:
    outcome = OUTCOMES[slug]
    assert outcome.reached is reached
    assert outcome.disposition_for(None) == letter
    assert outcome.retry_after == retry
    assert outcome.next_number_first is next_number
    assert outcome.final is final
    assert outcome.suppresses == suppresses
    assert not outcome.takes_answer
    assert not outcome.finishes_list
    assert outcome.needs_organiser is (slug == "language")
    assert outcome.is_callback is (slug == "callback")


@pytest.mark.parametrize(("intention", "letter"), SPOKEN)
def test_spoke_takes_an_answer_and_is_final_for_the_list(intention: str, letter: str) -> None:
    outcome = OUTCOMES["spoke"]
    assert outcome.disposition_for(intention) == letter
    assert outcome.takes_answer
    assert outcome.finishes_list
    assert not outcome.final
    assert outcome.reached
    assert outcome.retry_after is None
    assert standing_after([record("spoke", intention=intention)]).turn is Turn.FINISHED


def test_there_is_no_outcome_beyond_the_table() -> None:
    assert set(OUTCOMES) == {"spoke", *(row[0] for row in TABLE)}


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_the_row_alone_decides_what_is_next(row: tuple[Any, ...]) -> None:
    slug, _, _, retry, _, final, _ = row
    standing = standing_after([record(slug, callback_at=None)])
    if slug == "callback":
        expected: tuple[Turn, datetime | None] = Turn.CALLBACK, MONDAY + DAY
    elif final:
        expected = Turn.CLOSED, None
    elif slug == "language":
        expected = Turn.ORGANISER, None
    else:
        assert isinstance(retry, timedelta)
        expected = Turn.READY, MONDAY + retry
    assert (standing.turn, standing.due_at) == expected


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_only_who_was_reached_was_contacted(row: tuple[Any, ...]) -> None:
    assert standing_after([record(row[0])]).contacted is (row[1] is True)


def made(outcome: str, **fields: object) -> CallEntry:
    return CallEntry(call_id=uuid4(), elector_id=1, caller_id=1, outcome=outcome, **fields)  # type: ignore[arg-type]


def refusal(entry: CallEntry) -> str:
    with pytest.raises(WrongUse) as refused:
        check_entry(entry, OUTCOMES[entry.outcome])
    return refused.value.sentence


@pytest.mark.parametrize("slug", [row[0] for row in TABLE])
@pytest.mark.parametrize(
    "answer",
    [
        {"intention": "Smith"},
        {"strength": Strength.FIRM},
        {"previous_vote": "Corbyn"},
        {"reasons": ("unity",)},
    ],
    ids=lambda answer: next(iter(answer)),
)
def test_a_reason_for_no_answer_cannot_carry_one(slug: str, answer: dict[str, object]) -> None:
    assert "cannot carry an answer" in refusal(made(slug, **answer))


def test_spoke_without_an_answer_is_refused() -> None:
    assert "needs an answer" in refusal(made("spoke"))


@pytest.mark.parametrize("slug", OUTCOMES)
def test_a_ballot_status_goes_with_any_outcome_that_reached_the_elector(slug: str) -> None:
    answer = {"intention": "Smith"} if slug == "spoke" else {}
    entry = made(slug, ballot=BallotStatus.RETURNED, **answer)
    if OUTCOMES[slug].reached is False:
        assert "not reached" in refusal(entry)
    else:
        check_entry(entry, OUTCOMES[slug])


@pytest.mark.parametrize("slug", OUTCOMES)
def test_a_note_and_do_not_call_go_with_any_outcome(slug: str) -> None:
    answer = {"intention": "Smith"} if slug == "spoke" else {}
    check_entry(made(slug, note="A dog.", do_not_call=True, **answer), OUTCOMES[slug])


@pytest.mark.parametrize("slug", [slug for slug in OUTCOMES if slug != "callback"])
def test_only_a_callback_carries_a_time_to_ring_back(slug: str) -> None:
    answer = {"intention": "Smith"} if slug == "spoke" else {}
    assert "callback time" in refusal(made(slug, callback_at=MONDAY, **answer))


def test_an_unknown_outcome_is_refused_with_the_known_ones() -> None:
    with pytest.raises(WrongUse) as refused:
        known_outcome(OUTCOMES, "slept")
    assert "slept" in refused.value.message
    assert all(slug in refused.value.next_step for slug in OUTCOMES)
