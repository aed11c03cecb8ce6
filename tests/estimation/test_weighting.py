"""Weights against published figures, and the rules that hold for any canvass."""

from collections.abc import Sequence
from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.estimation.raking import HIGHEST, LOWEST, Margin, capped, raked
from phonebank.estimation.weighted_shares import variance, weighted_shares
from phonebank.estimation.weighting import Cell, Refused, Weighted, weighted

WHO = ("Smith", "Corbyn", "undecided")


def cell(*levels: str, population: int, **counts: int) -> Cell:
    return Cell(levels=levels, population=population, counts=counts)


def done(cells: Sequence[Cell], sizes: dict[str, int] | None = None) -> Weighted:
    answer = weighted(cells, sizes)
    assert isinstance(answer, Weighted)
    return answer


def test_the_sections_of_yougov_weighted_by_the_votes_cast_give_62_1() -> None:
    """YouGov, The Times, 30 August 2016, without don't knows; votes declared by section."""
    polls = {"members": (57, 285_176), "affiliated": (62, 99_745), "registered": (74, 121_517)}
    cells = [
        cell(name, population=votes, Corbyn=corbyn, Smith=100 - corbyn)
        for name, (corbyn, votes) in polls.items()
    ]
    found = weighted_shares(done(cells), ("Corbyn", "Smith"))
    assert round(100 * found["Corbyn"].share, 1) == 62.1
    assert isclose(found["Corbyn"].share + found["Smith"].share, 1)


def test_official_sizes_replace_those_of_the_roll() -> None:
    cells = [cell("a", population=10, yes=3, no=2), cell("b", population=10, yes=1, no=4)]
    assert isclose(weighted_shares(done(cells), ("yes",), ("yes", "no"))["yes"].share, 0.4)
    sized = done(cells, {"a": 300, "b": 100})
    assert isclose(weighted_shares(sized, ("yes",), ("yes", "no"))["yes"].share, 0.5)


def test_the_learned_societies_have_the_share_and_standard_error_of_lohr() -> None:
    """Lohr, Sampling: Design and Analysis, 2nd ed., 2010, example 3.4: women in seven societies,
    0.2465 with a standard error of 0.0071."""
    societies = [
        (9100, 636, 0.38),
        (1950, 451, 0.27),
        (5500, 481, 0.18),
        (10850, 611, 0.19),
        (2100, 493, 0.36),
        (5500, 575, 0.13),
        (9000, 588, 0.26),
    ]
    cells = [
        cell(str(n), population=size, women=round(n * share), men=n - round(n * share))
        for size, n, share in societies
    ]
    found = done(cells)
    assert isclose(weighted_shares(found, ("women", "men"))["women"].share, 0.2465, abs_tol=5e-4)
    assert isclose(sqrt(variance(found, "women", ("women", "men"))), 0.0071, abs_tol=5e-5)
    by_hand = sum(
        (size / 44_000) ** 2 * (1 - n / size) * (k / n) * (1 - k / n) / (n - 1)
        for (size, n, _), k in zip(societies, (it.counts["women"] for it in cells), strict=True)
    )
    assert isclose(variance(found, "women", ("women", "men")), by_hand, rel_tol=1e-9)


def test_the_schools_of_apistrat_have_the_weights_that_r_survey_prints() -> None:
    """R survey, example(api), summary(dstrat): probabilities .02262, .06623 and, for middle
    schools, 50 of 1018; 100, 50 and 50 schools."""
    cells = [
        cell("E", population=4421, yes=50, no=50),
        cell("H", population=755, yes=25, no=25),
        cell("M", population=1018, yes=25, no=25),
    ]
    found = done(cells)
    each = found.represented / found.stated
    chances = [1 / (w * each) for w in found.weights]
    assert [round(it, 5) for it in chances] == [0.02262, 0.06623, 0.04912]


def test_the_schools_of_apiclus1_are_post_stratified_as_r_survey_prints() -> None:
    """R survey, example(api), summary(dclus1p): probabilities .01854 (high schools) to .03257;
    numbers by type and target met from its tables of summary statistics (183 schools)."""
    cells = [
        cell("E", population=4421, yes=112, no=32),
        cell("H", population=755, yes=7, no=7),
        cell("M", population=1018, yes=14, no=11),
    ]
    found = done(cells)
    each = found.represented / found.stated
    assert [round(1 / (w * each), 5) for w in found.weights[:2]] == [0.03257, 0.01854]
    by_hand = (4421 * 112 / 144 + 755 / 2 + 1018 * 14 / 25) / 6194
    assert isclose(weighted_shares(found, ("yes", "no"))["yes"].share, by_hand)


def test_raking_apiclus1_meets_both_margins_and_keeps_the_odds_ratios() -> None:
    """R survey, ?rake: school types 4421, 755, 1018 and school-wide targets 1072, 5122; the table
    of the sample is that of ?svychisq over the weight of 33.847. What raking leaves alone are the
    odds ratios (Deming and Stephan 1940)."""
    schools = [12, 132, 3, 11, 8, 17]
    types, wide = ["E", "E", "H", "H", "M", "M"], ["No", "Yes"] * 3
    margins = [
        Margin(types, {"E": 4421, "H": 755, "M": 1018}),
        Margin(wide, {"No": 1072, "Yes": 5122}),
    ]
    weights = raked(schools, [1.0] * 6, margins)
    totals = [n * w for n, w in zip(schools, weights, strict=True)]
    assert isclose(totals[0] + totals[1], 4421, rel_tol=1e-5)
    assert isclose(totals[4] + totals[5], 1018, rel_tol=1e-5)
    assert isclose(sum(totals[::2]), 1072, rel_tol=1e-5)
    odds = totals[0] * totals[3] / (totals[1] * totals[2])
    assert isclose(odds, 12 * 11 / (132 * 3), rel_tol=1e-6)


def test_a_section_of_which_nobody_answered_is_refused_in_a_sentence() -> None:
    cells = [cell("members", population=90, Smith=4), cell("affiliated", population=1200)]
    answer = weighted(cells)
    assert answer == Refused(
        "Nobody of “affiliated” (1,200 electors) has stated an answer, so the canvass cannot"
        " stand for them."
    )


def test_a_section_that_is_not_even_on_the_roll_is_refused_too() -> None:
    answer = weighted([cell("members", population=9, Smith=4)], {"members": 9, "registered": 5})
    assert isinstance(answer, Refused)
    assert "registered" in answer.sentence


def test_a_section_of_the_official_size_nought_stands_for_nobody() -> None:
    cells = [cell("a", population=9, yes=3), cell("b", population=9, no=3)]
    assert weighted_shares(done(cells, {"b": 0}), ("yes", "no"))["yes"].share == 1
    assert isinstance(weighted(cells, {"a": 0, "b": 0}), Refused)


@pytest.mark.parametrize("cells", [[], [cell("members", population=9)]])
def test_without_any_answer_there_is_nothing_to_weight(cells: list[Cell]) -> None:
    assert isinstance(weighted(cells), Refused)


def test_a_section_of_nobody_is_no_reason_to_refuse() -> None:
    found = done([cell("a", population=9, yes=2, no=1), cell("b", population=0)])
    assert isclose(weighted_shares(found, ("yes", "no"))["yes"].share, 2 / 3)


def test_a_joining_period_with_too_few_answers_is_weighted_with_its_neighbour_and_said() -> None:
    cells = [
        cell("members", "before 2010", population=100, yes=20, no=10),
        cell("members", "2010-14", population=50),
        cell("members", "2015", population=60, yes=8),
        cell("members", "2016", population=40, yes=1),
    ]
    found = done(cells)
    assert list(found.merged) == [
        "Nobody of “2010-14” (members) answered, so they are weighted together with “2015”.",
        "Only one of “2016” (members) answered, so they are weighted together with"
        " “2010-14 + 2015”.",
    ]
    together = [n * w for n, w in zip((30, 0, 8, 1), found.weights, strict=True)]
    assert isclose(together[0] / sum(together), 100 / 250)
    assert isclose(sum(together[1:]) / sum(together), 150 / 250)


def test_a_complete_canvass_is_its_own_projection_without_error() -> None:
    cells = [
        cell("a", "x", population=10, yes=6, no=4),
        cell("a", "y", population=10, yes=9, no=1),
        cell("b", "x", population=30, yes=10, no=20),
    ]
    found = weighted_shares(done(cells), ("yes", "no"))["yes"]
    assert isclose(found.share, 0.5)
    assert found.interval is not None
    assert isclose(found.interval.low, found.interval.high)


def test_equal_weights_are_worth_every_answer() -> None:
    found = done([cell("a", population=90, yes=6, no=3), cell("b", population=30, yes=3)])
    assert isclose(found.effective_n, 12)
    assert isclose(found.design_effect, 1)


def test_weights_are_worth_as_much_as_kish_says() -> None:
    found = done([cell("a", population=80, yes=5, no=5), cell("b", population=20, yes=5, no=5)])
    assert isclose(found.effective_n, (10 * 1.6 + 10 * 0.4) ** 2 / (10 * 2.56 + 10 * 0.16))
    assert isclose(found.design_effect, 1.36)


def test_what_the_sections_explain_is_no_chance() -> None:
    apart = done([cell("a", population=500, yes=50), cell("b", population=500, no=50)])
    alike = done([cell(it, population=500, yes=25, no=25) for it in "ab"])
    assert variance(apart, "yes", ("yes", "no")) < variance(alike, "yes", ("yes", "no")) / 100


def test_without_undecided_the_share_is_of_those_who_named_somebody() -> None:
    found = done([cell("a", population=99, Smith=6, Corbyn=2, undecided=8)])
    shares = weighted_shares(found, WHO[:2])
    assert isclose(shares["Smith"].share, 0.75)
    assert isclose(weighted_shares(found, WHO)["Smith"].share, 6 / 16)
    assert weighted_shares(found, ("Eagle",)) == {}


@given(st.lists(st.tuples(st.integers(1, 500), st.floats(0.001, 1000)), min_size=1, max_size=12))
def test_capped_weights_have_a_mean_of_one_and_none_is_outside_its_bounds(
    cells: list[tuple[int, float]],
) -> None:
    answers, weights = [n for n, _ in cells], [w for _, w in cells]
    kept = capped(answers, weights)
    total = sum(n * w for n, w in zip(answers, kept, strict=True))
    assert isclose(total, sum(answers), rel_tol=1e-6)
    assert all(LOWEST - 1e-12 <= w <= HIGHEST + 1e-12 for w in kept)
    order = sorted(range(len(kept)), key=weights.__getitem__)
    assert [kept[it] for it in order] == sorted(kept)


counts = st.fixed_dictionaries({who: st.integers(0, 40) for who in WHO})


@st.composite
def canvasses(draw: st.DrawFn) -> list[Cell]:
    cells = [
        Cell(levels=(s, j, r), population=0, counts=draw(counts))
        for s in ("members", "affiliated")
        for j in ("before", "since")
        for r in ("North", "South")
    ]
    return [
        Cell(levels=it.levels, population=it.stated + draw(st.integers(0, 400)), counts=it.counts)
        for it in cells
    ]


@given(canvasses())
def test_weighted_shares_sum_to_one_and_lie_within_their_intervals(cells: list[Cell]) -> None:
    answer = weighted(cells)
    if isinstance(answer, Refused):
        return
    found = weighted_shares(answer, WHO)
    assert isclose(sum(it.share for it in found.values()), 1)
    for it in found.values():
        assert it.interval is not None
        assert 0 <= it.interval.low <= it.share + 1e-12
        assert it.share - 1e-12 <= it.interval.high <= 1
    assert answer.design_effect >= 1 - 1e-9
    assert all(LOWEST - 1e-12 <= w <= HIGHEST + 1e-12 for w in answer.weights)


@given(canvasses())
def test_the_order_of_sections_and_answers_changes_nothing(cells: list[Cell]) -> None:
    turned = sorted(cells, key=lambda it: it.section)
    one, other = weighted(cells), weighted(turned)
    assert isinstance(one, Refused) == isinstance(other, Refused)
    if isinstance(one, Weighted) and isinstance(other, Weighted):
        first, second = weighted_shares(one, WHO), weighted_shares(other, WHO[::-1])
        assert all(isclose(first[w].share, second[w].share, abs_tol=1e-4) for w in WHO)


@given(canvasses(), st.integers(1, 20))
def test_more_answers_for_one_never_lower_its_share(cells: list[Cell], more: int) -> None:
    """Others of the same cell say otherwise, so the weights stay."""
    first = cells[0]
    moved = min(more, first.counts["Corbyn"])
    turned = {
        **first.counts,
        "Smith": first.counts["Smith"] + moved,
        "Corbyn": first.counts["Corbyn"] - moved,
    }
    before = weighted(cells)
    after = weighted(
        [Cell(levels=first.levels, population=first.population, counts=turned), *cells[1:]]
    )
    if isinstance(before, Weighted) and isinstance(after, Weighted):
        was, now = weighted_shares(before, WHO)["Smith"], weighted_shares(after, WHO)["Smith"]
        assert now.share >= was.share - 1e-12
