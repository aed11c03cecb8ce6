"""The window coming up on a large campaign, and how long it is ever deaf to its user."""

from __future__ import annotations

import os
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from tests.benchmarks.bench import Report, run
from tests.benchmarks.measuring import (
    Measurement,
    beside,
    compared,
    interleaved,
    peak_of,
    seconds_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.benchmarks.bench import Bench
    from tests.benchmarks.watching import Watch

YARDSTICK = "bare window, empty table"
MOST_MB, MOST_STALL = 350, 50.0


def measured(bench: Bench) -> Iterator[Measurement]:
    for size in bench.sizes:
        with bench.scratch() as folder:
            yield from _measured(bench, size, folder)


def _measured(bench: Bench, size: int, folder: Path) -> Iterator[Measurement]:
    """Always in processes of their own: a window is up once in a process."""
    campaign, settings = str(bench.shelf.called(size)), str(folder)
    told = interleaved(
        max(1, bench.rounds),
        {
            "bare": lambda: run(bare_window, is_apart=True),
            "ours": lambda: run(
                campaign_window, is_apart=True, campaign=campaign, settings=settings
            ),
        },
    )
    ours, bare = told["ours"], seconds_of(told["bare"])
    painted = seconds_of(ours, "painted")
    yield beside("window up", size, YARDSTICK, painted, bare, mark=3.0, peak_mb=peak_of(ours))
    for name, words in STEPS.items():
        yield beside(f"· {words}", size, YARDSTICK, seconds_of(ours, name), bare)
    held = max(report.facts["resident"] for report in ours)
    yield compared("window up: resident", size, f"{MOST_MB} MB", held, MOST_MB, mark=1.0, unit="MB")
    yield _stall("longest stall, opening pages", size, ours)
    yield _stall("· longest turn of work, opening pages", size, ours, "turn")
    coming_in = run(
        window_importing,
        is_apart=True,
        empty=str(bench.shelf.empty()),
        roll=str(bench.shelf.roll(size)),
        settings=settings,
    )
    yield _stall("longest stall, a roll coming in", size, [coming_in])
    yield _stall("· longest turn of work, a roll coming in", size, [coming_in], "turn")


STEPS = {
    "asked": "campaign open, names asked",
    "ready": "signed in, first page shown",
    "filled": "electors page filled",
}


def _stall(job: str, size: int, reports: list[Report], what: str = "stall") -> Measurement:
    """The `stall` as it was waited for, or the `turn` as the thread worked."""
    worst = max(reports, key=lambda report: max(report.seconds[what]))
    longest = max(worst.seconds[what]) * 1000
    return compared(
        job,
        size,
        f"{MOST_STALL:g} ms",
        longest,
        MOST_STALL,
        mark=1.0,
        remark=str(worst.facts.get("where", "")),
    )


def bare_window() -> Report:
    """Qt, a main window, an empty table, painted."""
    start = _begun()
    from PySide6.QtGui import QStandardItemModel
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

    from tests.benchmarks.watching import Watch

    app = QApplication([])
    window, table = QMainWindow(), QTableView()
    table.setModel(QStandardItemModel(0, 8, table))
    window.setCentralWidget(table)
    window.resize(1280, 800)
    watch = Watch(app, start, [])
    window.show()
    app.exec()
    return Report(seconds={"ours": [watch.first_paint]})


def campaign_window(campaign: str, settings: str) -> Report:
    """The program's own window: painted, campaign open, signed in, electors in their table."""
    start = _begun(settings)
    from PySide6.QtWidgets import QApplication

    from phonebank.app import open_window
    from tests.benchmarks.watching import Watch

    app = QApplication([])
    watch = Watch(app, start, [_until_asked, _until_ready, _until_filled])
    open_window(Path(campaign))
    where = max(watch.stalls, key=lambda name: watch.stalls[name])
    return Report(
        seconds={
            "painted": [watch.first_paint],
            "stall": list(watch.stalls.values()),
            "turn": list(watch.turns.values()),
            **{name: [took] for name, took in watch.steps.items()},
        },
        facts={"resident": watch.resident, "where": f"until {STEPS[where]}"},
    )


def window_importing(empty: str, roll: str, settings: str) -> Report:
    """A roll comes in as a job of the open window."""
    import shutil

    campaign = Path(settings) / "campaign.phonebank"
    shutil.copyfile(empty, campaign)
    start = _begun(settings)
    from PySide6.QtWidgets import QApplication

    from phonebank.app import open_window
    from tests.benchmarks.watching import Watch

    app = QApplication([])
    watch = Watch(app, start, [_until_asked, _until_ready, _importing(Path(roll))])
    open_window(campaign)
    campaign.unlink()
    took = watch.steps["imported"] - watch.steps["ready"]
    return Report(
        seconds={"stall": [watch.stalls["imported"]], "turn": [watch.turns["imported"]]},
        facts={"where": f"in {took:.1f} s"},
    )


def _begun(settings: str = "") -> float:
    """The clock's start, before Qt; settings and logs go where nothing is remembered."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if settings:
        os.environ |= dict.fromkeys(
            ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"), settings
        )
    return perf_counter()


def _until_asked(watch: Watch) -> Callable[[], str]:
    window = watch.window()
    return lambda: "asked" if window.rooms.currentWidget() is window.names else ""


def _until_ready(watch: Watch) -> Callable[[], str]:
    from phonebank.services.campaigns import FIRST_ORGANISER

    window = watch.window()
    window.names.name_given.emit(FIRST_ORGANISER)

    def is_ready() -> bool:
        view = window.view
        return view is not None and view.isVisible() and view.stack.currentWidget() is not None

    return lambda: "ready" if is_ready() else ""


def _until_filled(watch: Watch) -> Callable[[], str]:
    from phonebank.gui.pages.electors.page import ElectorsPage

    view = watch.window().view
    view.rail.chosen.emit(ElectorsPage.title)
    model = view.pages[ElectorsPage.title].model
    return lambda: "filled" if len(model.ids()) else ""


def _importing(roll: Path) -> Callable[[Watch], Callable[[], str]]:
    def begin(watch: Watch) -> Callable[[], str]:
        from phonebank.services.apart import apart
        from phonebank.services.importing import ImportKind, ImportOptions, import_file
        from tests.benchmarks.called import NOW

        desk = watch.window().view.desk
        job = desk.jobs.new("Reading a roll")
        ended: list[str] = []
        job.ended.connect(lambda: ended.append("imported"))
        what = (desk.actor, roll, ImportKind.ROLL, NOW, ImportOptions())
        job.write(apart, import_file, *what, report=job.report)
        return lambda: ended[0] if ended else ""

    return begin
