"""Runs one piece of work in a process of its own and says how long it took and what it held."""

from __future__ import annotations

import importlib
import json
import resource
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tests.benchmarks.shelf import Shelf

HOME = Path(__file__).parent.parent.parent
ANSWER = "answer: "


class TaskFailed(RuntimeError):
    """A task in a process of its own gave no report; what went wrong stands on its errors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one piece of work told: samples of seconds by name, facts, and its largest memory.

    `children_mb` is the largest of the processes that it started itself.
    """

    seconds: Mapping[str, Sequence[float]] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    peak_mb: float = 0.0
    children_mb: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """How to measure: which sizes, how many rounds, where made files are kept.

    Work runs in processes of their own unless `is_apart` is False, as in tests: only then is its
    memory its own. Many callers ring for `seconds`.
    """

    sizes: Sequence[int]
    rounds: int
    shelf: Shelf
    is_apart: bool = True
    seconds: float = 20.0

    def run(self, task: Callable[..., Report], **arguments: Any) -> Report:
        """The report of a task, a function at the top of a module whose arguments are plain."""
        return run(task, is_apart=self.is_apart, **arguments)

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A folder on the same disk as the made files, gone afterwards."""
        with TemporaryDirectory(dir=self.shelf.folder, prefix="scratch-") as folder:
            yield Path(folder)

    def many(self, count: int) -> int:
        """So many repetitions in a full run; a few where only one round is asked for."""
        return count if self.rounds > 1 else min(count, 3)


def run(task: Callable[..., Report], *, is_apart: bool, **arguments: Any) -> Report:
    if not is_apart:
        return replace(task(**arguments), peak_mb=_largest(resource.RUSAGE_SELF))
    name = f"{task.__module__}:{task.__name__}"
    given = json.dumps(arguments, default=str)
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.bench", name, given],
        cwd=HOME,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    told = [line for line in done.stdout.splitlines() if line.startswith(ANSWER)]
    if done.returncode or not told:
        raise TaskFailed(f"{name} ended with status {done.returncode}")
    return Report(**json.loads(told[-1].removeprefix(ANSWER)))


def main(name: str, given: str) -> int:
    """Do one task here and print its report as the last line."""
    module, _, function = name.partition(":")
    report: Report = getattr(importlib.import_module(module), function)(**json.loads(given))
    answer = {
        "seconds": {key: list(samples) for key, samples in report.seconds.items()},
        "facts": report.facts,
        "peak_mb": _largest(resource.RUSAGE_SELF),
        "children_mb": _largest(resource.RUSAGE_CHILDREN),
    }
    sys.stdout.write(f"\n{ANSWER}{json.dumps(answer)}\n")
    return 0


def _largest(whose: int) -> float:
    """The largest resident size so far, in MB; Linux counts in KiB and macOS in bytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(whose).ru_maxrss * unit / 1e6


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
