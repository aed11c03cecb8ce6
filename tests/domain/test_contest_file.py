"""What a contest.toml may say: whatever else it says is refused, with the field named."""

import tomllib
from typing import Any

import pytest

from phonebank.domain.contest_file import check_slugs, contest_from
from phonebank.domain.errors import InputRefused
from phonebank.locations import sample
from tests.conftest import OUTCOMES


def written(**changes: Any) -> dict[str, Any]:
    """The sample's contest, with fields of [calling] and [verdict] as told."""
    document = tomllib.loads(sample("contest.toml").read_text("utf-8"))
    for table, fields in changes.items():
        document[table] |= fields
    return document


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [
        ("calling", "cap_per_caller", "two"),
        ("calling", "cap_per_caller", 0),
        ("calling", "cap_per_caller", True),
        ("calling", "attempts", 0),
        ("calling", "attempts", -4),
        ("calling", "attempts", 10**30),
        ("calling", "attempts", 2.5),
        ("calling", "kept_callbacks", -1),
        ("calling", "lease_minutes", 0),
        ("calling", "lease_minutes", -30),
        ("calling", "lease_minutes", 1e30),
        ("calling", "lease_minutes", float("nan")),
        ("calling", "weekdays", 9),
        ("calling", "holidays", "09:00-20:30"),
        ("calling", "cooldown_minutes", 30),
        ("verdict", "narrowly", "1/0"),
        ("verdict", "narrowly", "1e999999999"),
        ("verdict", "narrowly", float("inf")),
        ("verdict", "neck_and_neck", -0.1),
        ("verdict", "comfortably", 8),
        ("verdict", "too_few_stated", "many"),
        ("verdict", "barely", 0.01),
    ],
)
def test_a_value_out_of_bounds_is_refused_by_name(table: str, field: str, value: object) -> None:
    with pytest.raises(InputRefused, match=field):
        contest_from(written(**{table: {field: value}}))


@pytest.mark.parametrize("minutes", [-1, 10**30, "long", None])
def test_a_rest_out_of_bounds_is_refused_by_name(minutes: object) -> None:
    with pytest.raises(InputRefused, match="busy"):
        contest_from(written(calling={"cooldown_minutes": {"busy": minutes}}))


def test_a_rest_after_an_unknown_outcome_is_refused_with_the_known_ones() -> None:
    contest = contest_from(written(calling={"cooldown_minutes": {"asleep": 30}}))
    with pytest.raises(InputRefused, match="asleep") as refused:
        check_slugs(contest, OUTCOMES)
    assert "no-answer" in refused.value.next_step


def test_a_section_is_weighed_by_one_size() -> None:
    document = written()
    for size in document["section"][0]["size"]:
        size["used"] = True
    with pytest.raises(InputRefused, match="full member"):
        contest_from(document)


def test_a_contest_is_of_this_age() -> None:
    late = written()["contest"]["ballots_close"].replace(year=9999)
    with pytest.raises(InputRefused, match="ballots_close"):
        contest_from(written(contest={"ballots_close": late}))


def test_thresholds_may_be_fractions_and_all_may_be_left_out() -> None:
    document = written(verdict={"narrowly": "8/100"})
    assert contest_from(document).thresholds == contest_from(written()).thresholds
    del document["calling"], document["verdict"]
    assert contest_from(document).calling == contest_from(written()).calling
