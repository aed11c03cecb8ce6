"""Prints one table of speeds, each a ratio to a yardstick of the same run, and keeps it."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from tests.benchmarks import table
from tests.benchmarks.bench import HOME, Bench, TaskFailed
from tests.benchmarks.jobs import JOBS
from tests.benchmarks.measuring import Unequal, with_growth
from tests.benchmarks.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.benchmarks.measuring import Measurement

HERE = Path(__file__).parent
RESULTS, PAGE = HERE / "results.json", HERE / "RESULTS.md"
THOUSANDS = {"k": 1000, "m": 1_000_000}


def main(argv: Sequence[str] | None = None) -> int:
    """Measure what is asked for; the status is 1 where a job failed or rivals differed.

    It is 0 whatever the figures say.
    """
    args = _parser().parse_args(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    on = table.machine()
    shelf = Shelf.at(args.shelf)
    bench = Bench(sizes=args.sizes, rounds=args.rounds, shelf=shelf, seconds=args.seconds)
    told, failed = _measured(bench, args.only)
    measurements = with_growth(told)
    write("   ".join(f"{name} {value}" for name, value in on.items()))
    for line in table.lines(measurements):
        write(line)
    write(table.summary(measurements))
    table.write_json(args.json, table.document(on, measurements))
    if failed:
        write(f"Not measured, see above: {', '.join(failed)}.")
        return 1
    if args.write_results:
        table.write_results(PAGE, on, measurements)
    return 0


def _measured(bench: Bench, only: Sequence[str]) -> tuple[list[Measurement], list[str]]:
    """What was measured, and the names of the jobs that failed."""
    told: list[Measurement] = []
    failed: list[str] = []
    for name in only:
        start = monotonic()
        sys.stderr.write(f"{name} ...\n")
        try:
            for one in JOBS[name](bench):
                told.append(one)
                sys.stderr.write(f"  {table.line(one)}\n")
        except (Unequal, TaskFailed) as error:
            failed.append(name)
            sys.stderr.write(f"{error}\n")
        sys.stderr.write(f"{name}: {monotonic() - start:.0f} s\n")
    return told, failed


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    add = parser.add_argument
    add("--sizes", type=_sizes, default=_sizes("65k,650k"), help="electors, such as 65k,650k")
    add("--only", type=_names, default=list(JOBS), help=f"some of: {', '.join(JOBS)}")
    add("--rounds", type=int, default=3, help="rounds of what takes seconds (3)")
    add("--seconds", type=float, default=20.0, help="for which many callers ring (20)")
    add("--shelf", type=Path, default=HOME / ".bench", help="where made files are kept (.bench)")
    add("--json", type=Path, default=RESULTS, help="where the figures go for programs")
    add("--write-results", action="store_true", help="put the table into RESULTS.md")
    return parser


def _sizes(text: str) -> list[int]:
    """Read "65k,650k", the smallest first."""
    parts = [part.strip().lower() for part in text.split(",")]
    return sorted(int(float(it.rstrip("km")) * THOUSANDS.get(it[-1], 1)) for it in parts)


def _names(text: str) -> list[str]:
    wanted = text.split(",")
    if strange := [name for name in wanted if name not in JOBS]:
        raise argparse.ArgumentTypeError(f"{strange} are not among {', '.join(JOBS)}")
    return wanted


def write(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
