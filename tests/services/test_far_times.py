"""A time at the end of time that a campaign has stored stops nobody from being rung."""

from datetime import UTC, datetime
from typing import Any

import pytest

from phonebank.services.serving import Dry, Served, next_for
from tests.conftest import MONDAY, Make

LAST = datetime.max.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("outcome", "fields"),
    [("callback", {"callback_at": LAST}), ("not-now", {"called_at": LAST})],
)
def test_the_next_elector_is_found_all_the_same(
    make: Make, outcome: str, fields: dict[str, Any]
) -> None:
    make.call(make.elector(), outcome, **fields)
    assert isinstance(next_for(make.db, make.organiser, "Organiser", now=MONDAY).value, Dry)
    ben = make.elector("Ben Bell")
    served = next_for(make.db, make.organiser, "Organiser", now=MONDAY).value
    assert isinstance(served, Served)
    assert served.card.id == ben
    assert make.stale() == 0
