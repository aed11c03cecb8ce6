"""The suite itself, on a roll so small that nothing is timed: it works, and rivals agree."""

import json
from pathlib import Path

import pytest

from phonebank.services.campaigns import open_campaign
from phonebank.store import contest, kept
from tests.benchmarks import table
from tests.benchmarks.__main__ import main
from tests.benchmarks.bench import Bench
from tests.benchmarks.called import NOW
from tests.benchmarks.jobs import JOBS
from tests.benchmarks.measuring import (
    Unequal,
    at_percent,
    check_equal,
    compared,
    is_installed,
    ratio_of,
    with_growth,
)
from tests.benchmarks.shelf import Shelf

ELECTORS = 400


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    shelf = Shelf.at(tmp_path_factory.mktemp("bench"), is_apart=False)
    return Bench(sizes=[ELECTORS], rounds=1, shelf=shelf, is_apart=False, seconds=1)


@pytest.mark.parametrize("name", JOBS)
def test_every_job_measures_itself_and_its_rivals_agree(bench: Bench, name: str) -> None:
    measurements = list(JOBS[name](bench))
    assert any(one.mark is not None for one in measurements), "no mark to keep"
    for one in measurements:
        missing = one.remark.endswith("is not installed")
        assert missing or (one.ratio is not None and one.ratio > 0), one
        assert one.size == ELECTORS


def test_made_calls_leave_every_elector_as_the_fold_has_it(bench: Bench) -> None:
    for path in (bench.shelf.called(ELECTORS), bench.shelf.with_due(ELECTORS, 20)):
        db = open_campaign(path)
        with db.read() as session:
            run = session.connection().exec_driver_sql
            assert run("SELECT count(*) FROM call").scalar_one() >= ELECTORS * 2
            assert run("SELECT count(*) FROM elector WHERE intention IS NOT NULL").scalar_one()
            assert kept.count_stale(session, contest.outcomes(session)) == 0
        db.close()


def test_a_table_and_its_figures_are_written(tmp_path: Path, bench: Bench) -> None:
    figures, shelf = tmp_path / "results.json", bench.shelf.folder.parent
    words = ["--sizes", "0.4k", "--rounds", "1", "--only", "numbers"]
    assert main([*words, "--shelf", str(shelf), "--json", str(figures)]) == 0
    told = json.loads(figures.read_text("utf-8"))
    assert {"date", "system", "cores", "python"} <= told.keys()
    [one] = told["measurements"]
    assert one["job"] == "read telephone numbers"
    assert one["size"] == ELECTORS


def test_the_page_keeps_what_stands_around_its_table(tmp_path: Path) -> None:
    page = tmp_path / "RESULTS.md"
    page.write_text(f"before\n\n{table.BEGIN}\nold\n{table.END}\n\nafter\n", "utf-8")
    one = compared("jump", 10, "a | b", 30.0, 20.0, mark=1.0)
    table.write_results(page, table.machine(), [one])
    written = page.read_text("utf-8")
    assert written.startswith("before\n")
    assert written.endswith("after\n")
    assert "old" not in written
    assert "| jump | 10 | 30 ms | a / b | 20 ms | 1.50 | <= 1.00 | NO |" in written
    assert "missed: jump (10)" in written


def test_growth_is_one_where_ten_times_the_rows_take_ten_times_as_long() -> None:
    rows = [compared("job", size, "x", size / 10, 1.0) for size in (100, 1000)]
    small, large = with_growth(rows)
    assert small.growth is None
    assert large.growth == pytest.approx(1.0)


def test_marks_are_for_the_largest_size_unless_a_job_says_otherwise() -> None:
    both = [compared("a", size, "x", 1.0, 1.0, mark=1.0) for size in (10, 20)]
    each = [
        compared("b", size, "x", 1.0, 1.0, mark=1.0, is_for_all_sizes=True) for size in (10, 20)
    ]
    assert [one.mark for one in with_growth([*both, *each])] == [None, 1.0, 1.0, 1.0]


def test_ratios_are_of_rounds_and_percentiles_of_samples() -> None:
    assert ratio_of([2.0, 30.0, 4.0], [1.0, 10.0, 1.0]) == 3.0
    assert ratio_of([4.0], [1.0, 2.0, 3.0]) == 2.0
    assert ratio_of([], [1.0]) is None
    assert at_percent([float(n) for n in range(1, 101)], 99) == 99.0


def test_rivals_that_differ_are_not_timed() -> None:
    with pytest.raises(Unequal, match="canvass"):
        check_equal("canvass", {1: 2}, {1: 3})


def test_a_peer_that_is_not_there_says_so() -> None:
    assert not is_installed("a_package_that_nobody_has")


def test_the_clock_of_the_made_calls_is_within_calling_hours() -> None:
    assert (NOW.weekday(), NOW.hour) == (0, 17)
