"""What a pack allows, and which calls from one are doubted."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from phonebank.domain.errors import WrongUse
from phonebank.domain.pack_lines import CallLine
from phonebank.domain.packs import (
    BREACH_WORDS,
    FASTEST,
    Breach,
    PackState,
    Terms,
    breach_of,
    check_passphrase,
    check_size,
    expiry,
    state_of,
    too_fast,
)
from tests.conftest import CONTEST, MONDAY

HOUR = timedelta(hours=1)
TERMS = Terms(
    electors=frozenset({1, 2}), issued_at=MONDAY, expires_at=MONDAY + 72 * HOUR, is_recalled=False
)
CALL = CallLine(
    call_id=uuid4(), elector=1, caller=None, called_at=MONDAY + HOUR, outcome="no-answer"
)
LATER = MONDAY + 100 * HOUR


def test_a_call_within_the_terms_breaks_no_rule() -> None:
    assert breach_of(CALL, TERMS, LATER) is None


@pytest.mark.parametrize(
    ("change", "breach"),
    [
        ({"elector": 3}, Breach.NOT_IN_PACK),
        ({"caller": "Somebody Else"}, Breach.OTHER_CALLER),
        ({"called_at": MONDAY - timedelta(minutes=11)}, Breach.BEFORE_ISSUE),
        ({"called_at": MONDAY - timedelta(minutes=9)}, None),
        ({"called_at": MONDAY + timedelta(hours=72, minutes=29)}, None),
        ({"called_at": MONDAY + timedelta(hours=72, minutes=31)}, Breach.AFTER_EXPIRY),
        ({"seconds": -1}, Breach.NEGATIVE_DURATION),
        ({"seconds": 0}, None),
        ({"elector": 3, "seconds": -1}, Breach.NOT_IN_PACK),
    ],
)
def test_each_rule_has_its_reason(change: dict[str, Any], breach: Breach | None) -> None:
    assert breach_of(replace(CALL, **change), TERMS, LATER) is breach


def test_a_call_of_the_future_is_doubted_beyond_ten_minutes() -> None:
    assert breach_of(CALL, TERMS, CALL.called_at - timedelta(minutes=9)) is None
    assert breach_of(CALL, TERMS, CALL.called_at - timedelta(minutes=11)) is Breach.IN_THE_FUTURE


def test_nothing_of_a_recalled_pack_goes_in() -> None:
    assert breach_of(CALL, replace(TERMS, is_recalled=True), LATER) is Breach.RECALLED


def test_every_reason_has_words() -> None:
    assert BREACH_WORDS.keys() == set(Breach)


def calls(count: int, seconds: float) -> list[CallLine]:
    """So many calls, so many seconds apart."""
    return [
        replace(CALL, call_id=UUID(int=n), called_at=MONDAY + timedelta(seconds=n * seconds))
        for n in range(count)
    ]


def test_the_sixty_first_call_within_ten_minutes_and_those_after_it_are_too_fast() -> None:
    made = calls(400, seconds=1)
    assert too_fast(made) == {call.call_id for call in made[FASTEST:]}
    assert too_fast(calls(400, seconds=10)) == set()
    assert too_fast(made[:FASTEST]) == set()


def test_later_calls_change_nothing_about_earlier_ones() -> None:
    made = calls(200, seconds=5)
    for length in range(0, 200, 7):
        first = {call.call_id for call in made[:length]}
        assert too_fast(made[:length]) == too_fast(made) & first


def test_corrections_are_not_calls_of_their_own() -> None:
    made = calls(FASTEST, seconds=1)
    corrected = replace(made[0], call_id=uuid4(), supersedes=made[0].call_id)
    assert too_fast([*made, corrected, corrected]) == set()


def test_a_pack_lasts_three_days_but_never_beyond_the_ballots() -> None:
    close = CONTEST.ballots_close
    assert expiry(None, MONDAY, close) == MONDAY + 72 * HOUR
    assert expiry(None, close - HOUR, close) == close
    assert expiry(MONDAY + HOUR, MONDAY, close) == MONDAY + HOUR
    for wanted in (MONDAY, MONDAY - HOUR, MONDAY + 1000 * HOUR):
        with pytest.raises(WrongUse, match="within the next"):
            expiry(wanted, MONDAY, close)
    assert expiry(None, close + HOUR, close) == close + 73 * HOUR


def test_a_pack_has_one_to_five_hundred_electors_and_a_passphrase_worth_it() -> None:
    check_size(1)
    check_size(500)
    for wrong in (0, -1, 501):
        with pytest.raises(WrongUse, match="1 to 500"):
            check_size(wrong)
    check_passphrase("three sad swans")
    for wrong_words in ("", "swans", " " * 20):
        with pytest.raises(WrongUse, match="12 letters"):
            check_passphrase(wrong_words)


def test_where_a_pack_stands() -> None:
    end = MONDAY + HOUR
    assert state_of(MONDAY, end, None, None) is PackState.OUT
    assert state_of(end, end, None, None) is PackState.EXPIRED
    assert state_of(end, end, None, MONDAY) is PackState.RETURNED
    assert state_of(MONDAY, end, MONDAY, MONDAY) is PackState.RECALLED
