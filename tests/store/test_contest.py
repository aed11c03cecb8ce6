"""A stored contest that makes no sense is told of in a sentence."""

from typing import Any

import pytest
from sqlalchemy import select

from phonebank.domain.errors import CampaignUnusable
from phonebank.services.campaigns import campaign_facts
from phonebank.store.call_schema import Outcome
from phonebank.store.contest_schema import Contest
from phonebank.store.database import Database
from phonebank.store.schema import CallList
from tests.conftest import OUTCOMES


def set_rule(db: Database, field: str, value: Any) -> None:
    with db.write() as session:
        everybody = session.scalars(select(CallList)).one()
        everybody.rules = {**everybody.rules, field: value}


@pytest.mark.parametrize(
    ("field", "value"),
    [("cap_per_caller", "two"), ("attempts", None), ("weekdays", "never")],
)
def test_calling_rules_that_make_no_sense_are_told(db: Database, field: str, value: Any) -> None:
    set_rule(db, field, value)
    with pytest.raises(CampaignUnusable, match="calling rules"):
        campaign_facts(db)


def test_thresholds_that_make_no_sense_are_told(db: Database) -> None:
    with db.write() as session:
        contest = session.get_one(Contest, 1)
        contest.thresholds = {**contest.thresholds, "narrowly": "1/0"}
    with pytest.raises(CampaignUnusable, match="thresholds"):
        campaign_facts(db)


def test_waits_out_of_all_bounds_become_a_year(db: Database) -> None:
    set_rule(db, "lease_minutes", 1e17)
    with db.write() as session:
        session.get_one(Outcome, "busy").retry_minutes = 10**15
    facts = campaign_facts(db)
    assert facts.contest.calling.lease.days == 365
    assert facts.outcomes["busy"].retry_after == facts.contest.calling.lease
    assert facts.outcomes["machine"] == OUTCOMES["machine"]
