"""What time it is in a demonstration and in earnest."""

from datetime import UTC, datetime, timedelta

from phonebank.domain.clock import DEMO_EVENING, clock_for

A_SECOND = timedelta(seconds=1)


def test_a_demonstration_begins_on_its_last_evening_and_runs_on() -> None:
    assert datetime(2016, 9, 19, 17, 30, tzinfo=UTC) == DEMO_EVENING
    clock = clock_for(is_demo=True, last_call_at=None)
    first, then = clock.now(), clock.now()
    assert DEMO_EVENING <= first <= then < DEMO_EVENING + 60 * A_SECOND


def test_a_demonstration_never_goes_back_behind_its_last_call() -> None:
    last = DEMO_EVENING + timedelta(hours=1)
    assert clock_for(is_demo=True, last_call_at=last).now() >= last
    early = clock_for(is_demo=True, last_call_at=DEMO_EVENING - timedelta(days=9))
    assert early.now() >= DEMO_EVENING


def test_a_real_campaign_keeps_the_real_time() -> None:
    clock = clock_for(is_demo=False, last_call_at=DEMO_EVENING)
    assert abs(clock.now() - datetime.now(UTC)) < 5 * A_SECOND
