"""A stored contest that makes no sense is told of in a sentence."""

from typing import Any

import pytest

from phonebank.domain.errors import CampaignUnusable
from phonebank.services.campaigns import campaign_facts
from phonebank.store.database import Database
from tests.conftest import OUTCOMES


def change(db: Database, statement: str) -> None:
    with db.write() as session:
        session.connection().exec_driver_sql(statement)


@pytest.mark.parametrize(
    ("field", "value"),
    [("$.cap_per_caller", "two"), ("$.attempts", None), ("$.weekdays", "never")],
)
def test_calling_rules_that_make_no_sense_are_told(db: Database, field: str, value: Any) -> None:
    with db.write() as session:
        session.connection().exec_driver_sql(
            "UPDATE call_list SET rules = json_set(rules, ?, ?)", (field, value)
        )
    with pytest.raises(CampaignUnusable, match="calling rules"):
        campaign_facts(db)


def test_thresholds_that_make_no_sense_are_told(db: Database) -> None:
    change(db, "UPDATE contest SET thresholds = json_set(thresholds, '$.narrowly', '1/0')")
    with pytest.raises(CampaignUnusable, match="thresholds"):
        campaign_facts(db)


def test_waits_out_of_all_bounds_become_a_year(db: Database) -> None:
    change(db, "UPDATE call_list SET rules = json_set(rules, '$.lease_minutes', 1e17)")
    change(db, "UPDATE outcome SET retry_minutes = 1000000000000000 WHERE slug = 'busy'")
    facts = campaign_facts(db)
    assert facts.contest.calling.lease.days == 365
    assert facts.outcomes["busy"].retry_after == facts.contest.calling.lease
    assert facts.outcomes["machine"] == OUTCOMES["machine"]
