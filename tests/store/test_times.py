"""A time in a file is the very text that SQLAlchemy would write, and comes back as it went."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import DateTime
from sqlalchemy.dialects import sqlite

from phonebank.store.utc import UtcDateTime

FILE = sqlite.dialect()
OURS = UtcDateTime().dialect_impl(FILE)
into, out_of = OURS.bind_processor(FILE), OURS.result_processor(FILE, None)
theirs = DateTime().dialect_impl(FILE).bind_processor(FILE)
assert into
assert out_of
assert theirs
ZONES = st.builds(timezone, st.builds(timedelta, minutes=st.integers(-1439, 1439)))
TIMES = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=ZONES)


@given(TIMES)
def test_the_text_is_sqlalchemys_and_means_the_same_time(when: datetime) -> None:
    assert into is not None
    assert theirs is not None
    assert out_of is not None
    written = into(when)
    assert written == theirs(when.astimezone(UTC).replace(tzinfo=None))
    back = out_of(written)
    assert back == when
    assert back is not None
    assert back.tzinfo is UTC


def test_no_time_is_no_time() -> None:
    assert into is not None
    assert out_of is not None
    assert (into(None), out_of(None)) == (None, None)


def test_a_time_without_a_zone_is_refused() -> None:
    assert into is not None
    with pytest.raises(ValueError, match="time zone"):
        into(datetime(2016, 9, 5))
