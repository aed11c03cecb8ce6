"""What the sample campaign is to show: the MPs' figures, and how the canvass misleads."""

import tomllib
from datetime import date

import pytest

from tests.sample_campaign.reading import (
    SAMPLE_DATA,
    Current,
    calls_by_elector,
    current_answers,
    on_roll,
    rows_of,
    tally,
    tally_of,
)

OPTIMIST = "Keith Marlow"
FOURTEEN = {row["constituency"] for row in rows_of("roll.csv")}

# Smith, Corbyn, undecided: HuffPost UK, 19 August 2016; Pontypridd without the 2 who refused.
FIGURES = {
    "Exeter": (46, 34, 18),
    "Hammersmith": (59, 26, 15),
    "Eltham": (54, 42, 4),
    "Torfaen": (63, 24, 13),
    "Edinburgh South": (60, 24, 16),
    "Stoke-on-Trent North": (43, 42, 16),
    "Ilford North": (44, 39, 17),
    "Pontypridd": (30, 65, 5),
}

# An assumption: party figures of members in May 2015, September 2015 and January 2016, those who
# had left by August 2016 taken from the oldest. With YouGov's shares it makes 43% for Smith.
JOINED = {"before May 2015": 0.47, "May to September 2015": 0.27, "after September 2015": 0.26}


def group_of(elector: dict[str, str]) -> str:
    """The section, and for a full member the joining period."""
    if elector["section"] != "full member":
        return elector["section"]
    joined = date.fromisoformat(elector["joined_on"])
    if joined < date(2015, 5, 1):
        return "before May 2015"
    return "May to September 2015" if joined <= date(2015, 9, 30) else "after September 2015"


def in_group(group: str) -> list[Current]:
    return [current for current in current_answers() if group_of(current.elector) == group]


def selectorate() -> dict[str, float]:
    """The part of the electorate in each group: used sizes of the contest, members by period."""
    contest = tomllib.loads((SAMPLE_DATA / "contest.toml").read_text(encoding="utf-8"))
    sizes = {
        section["name"]: next(size["value"] for size in section["size"] if size["used"])
        for section in contest["section"]
    }
    members = sizes.pop("full member")
    sizes |= {period: members * share for period, share in JOINED.items()}
    return {group: size / sum(sizes.values()) for group, size in sizes.items()}


@pytest.mark.parametrize("place", FIGURES)
def test_the_canvass_comes_within_0_7_points_of_each_share_an_mp_gave(place: str) -> None:
    ours = tally_of(place)
    shares = [ours.share(answer) for answer in ("Smith", "Corbyn", "undecided")]
    assert shares == pytest.approx(FIGURES[place], abs=0.7)


def test_brighton_kemptown_and_hove_stand_45_to_55_among_those_who_name_a_candidate() -> None:
    both = tally_of("Brighton, Kemptown", "Hove")
    assert both.named == pytest.approx(45, abs=0.7)
    assert both.counts["undecided"] > 0


def test_hammersmith_has_a_coverage_of_exactly_70_in_the_hundred() -> None:
    assert round(tally_of("Hammersmith").coverage, 4) == 0.7


def test_ilford_north_has_a_roll_of_600_and_at_least_408_stated() -> None:
    assert sum(row["constituency"] == "Ilford North" for row in rows_of("roll.csv")) == 600
    assert tally_of("Ilford North").roll == 600
    assert tally_of("Ilford North").stated >= 408


def test_in_pontypridd_two_in_the_hundred_refuse_and_stand_outside_the_base() -> None:
    there = tally_of("Pontypridd")
    answered = there.stated + there.counts["wont-say"]
    assert 100 * there.counts["wont-say"] / answered == pytest.approx(2, abs=0.3)
    assert there.coverage == pytest.approx(0.56, abs=0.01)


def test_the_places_with_words_only_fit_their_words() -> None:
    assert tally_of("Bermondsey and Old Southwark").lead >= 20
    assert 8 <= tally_of("Penistone and Stocksbridge").lead < 20
    assert abs(tally_of("Hyndburn").lead) <= 3
    assert abs(tally_of("Tynemouth").lead) <= 3


def test_bermondsey_is_canvassed_too_little_to_say() -> None:
    there = tally_of("Bermondsey and Old Southwark")
    assert there.coverage < 0.05
    assert there.stated < 30


def test_coverage_of_the_other_places_is_between_18_and_70_in_the_hundred() -> None:
    others = FOURTEEN - {"Bermondsey and Old Southwark"}
    assert all(0.18 <= tally_of(place).coverage <= 0.7 for place in others)


def test_smith_is_ahead_raw_and_behind_weighted_to_section_and_joining_period() -> None:
    weights = selectorate()
    assert sum(weights.values()) == pytest.approx(1)
    weighted = sum(weight * tally(in_group(group)).lead for group, weight in weights.items())
    assert 8 <= tally(current_answers()).lead <= 20
    assert -25 <= weighted <= -5


def test_the_joining_periods_and_yougovs_shares_make_yougovs_figure_for_members() -> None:
    shares = dict(zip(JOINED, (68, 28, 14), strict=True))
    assert sum(JOINED[period] * shares[period] for period in JOINED) == pytest.approx(43, abs=0.7)


def test_groups_lie_in_the_order_that_yougov_found() -> None:
    early, summer, late = (tally(in_group(period)).named for period in JOINED)
    assert early > 60
    assert summer < 45
    assert late < 30
    affiliated, registered = (
        tally(in_group(f"{s} supporter")) for s in ("affiliated", "registered")
    )
    assert early > affiliated.named > registered.named > late


def test_recruits_lean_as_those_who_recruited_them() -> None:
    def led_by(recruiter: str) -> float:
        answers = in_group("registered supporter")
        return tally([it for it in answers if it.elector["recruited_by"] == recruiter]).lead

    assert led_by("Saving Labour") > 5
    assert led_by("Momentum") < -20
    assert -60 < led_by("") < -5


def test_long_standing_members_and_full_members_are_reached_more_easily() -> None:
    rung = [row for row in on_roll() if row["membership_number"] in calls_by_elector()]

    def rate(group: str) -> float:
        return len(in_group(group)) / sum(group_of(row) == group for row in rung)

    summer = rate("May to September 2015")
    assert rate("before May 2015") > summer + 0.1
    assert summer > rate("affiliated supporter") > rate("registered supporter")


def test_electors_first_reached_at_later_attempts_lean_to_corbyn() -> None:
    waves: list[list[Current]] = [[], [], []]
    for current in current_answers():
        waves[min(current.first_reached, 3) - 1].append(current)
    first, second, later = (tally(wave).named for wave in waves)
    assert first > second + 3
    assert second > later + 3


def test_the_optimist_hears_more_for_smith_than_others_in_the_same_places() -> None:
    places = {c.elector["constituency"] for c in current_answers() if c.caller == OPTIMIST}
    there = [c for c in current_answers() if c.elector["constituency"] in places]
    his = tally([c for c in there if c.caller == OPTIMIST])
    theirs = tally([c for c in there if c.caller != OPTIMIST])
    assert his.stated >= 150
    assert his.named > theirs.named + 8


def test_electors_who_were_asked_twice_moved_both_ways() -> None:
    moves = set()
    for number, calls in calls_by_elector().items():
        said = [row["intention"] for row in calls if row["intention"]]
        if len(said) > 1:
            moves.add((said[0], said[-1], number))
    counts = {pair: sum(move[:2] == pair for move in moves) for pair in {m[:2] for m in moves}}
    assert counts["Corbyn", "Smith"] >= 8
    assert counts["Corbyn", "undecided"] >= 8
    assert counts["undecided", "Smith"] >= 8
    assert counts["Smith", "wont-say"] >= 1
