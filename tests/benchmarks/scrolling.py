"""Scrolling the roll on screen, beside a table that has every row in memory."""

from __future__ import annotations

import os
import random
from contextlib import closing
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from tests.benchmarks.bench import Report
from tests.benchmarks.measuring import (
    Measurement,
    at_percent,
    beside,
    check_equal,
    compared,
    interleaved,
    peak_of,
    seconds_of,
)
from tests.benchmarks.memory import resident_mb

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.benchmarks.bench import Bench

SIZE = 1060, 640  # what the page gives its table in a window of 1280x800
PAGE, MOST_MS, CHUNK, SAMPLED = 40, 10.0, 500, 40
MOST_WAIT = 5.0
YARDSTICK = "every row in memory"


def measured(bench: Bench) -> Iterator[Measurement]:
    for size in bench.sizes:
        yield from _measured(bench, size)


def _measured(bench: Bench, size: int) -> Iterator[Measurement]:
    given = {"campaign": str(bench.shelf.called(size)), "jumps": bench.many(150)}
    told = interleaved(
        bench.rounds,
        {
            "memory": lambda: bench.run(scroll_in_memory, **given),
            "ours": lambda: bench.run(scroll, **given),
        },
    )
    ours, memory = told["ours"], told["memory"]
    check_equal("rows on screen", ours[0].facts["words"], memory[0].facts["words"])
    yield beside(
        "scroll: jump and repaint",
        size,
        YARDSTICK,
        seconds_of(ours),
        seconds_of(memory),
        mark=0.9,
        peak_mb=peak_of(ours),
    )
    page = at_percent(seconds_of(ours, "page"), 99) * 1000
    yield compared("scroll: a page of rows, p99", size, f"{MOST_MS:g} ms", page, MOST_MS, mark=1.0)
    jump = at_percent(seconds_of(ours), 99) * 1000
    yield compared("· jump and repaint, p99", size, "50 ms", jump, 50.0)
    held, all_held = (max(it.facts["resident"] for it in runs) for runs in (ours, memory))
    yield compared("scroll: resident", size, YARDSTICK, held, all_held, mark=0.5, unit="MB")
    ready = seconds_of(ours, "ready")
    yield beside("· table filled", size, YARDSTICK, ready, seconds_of(memory, "ready"))


def dressed() -> Any:
    """The application with its fonts and colours, drawn to memory where there is no screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from phonebank.gui.widgets import fonts
    from phonebank.gui.widgets.palette import Appearance, Dress

    app = QApplication.instance() or QApplication([])
    fonts.load_bundled()
    Dress(app).choose(Appearance.LIGHT)  # type: ignore[arg-type]
    return app


def scroll(campaign: str, jumps: int) -> Report:
    """The program's own table over the campaign."""
    app = dressed()
    from phonebank.gui.pages.electors.table import ElectorsTable
    from phonebank.services.campaigns import open_campaign
    from phonebank.services.looking_up import elector_ids, elector_lines
    from phonebank.services.signing_in import sign_in

    with closing(open_campaign(Path(campaign))) as db:
        actor = sign_in(db)
        page: list[float] = []

        def fetch(ids: Sequence[int]) -> dict[int, Any]:
            return {line.id: line for line in elector_lines(db, actor, ids)}

        start = perf_counter()
        table = ElectorsTable(fetch, {})
        table.resize(*SIZE)
        table.show_ids(elector_ids(db, actor))
        table.show()
        _paint(app, table)
        ready = perf_counter() - start
        took = _jumps(table.view, jumps)
        ids = table.model.ids()
        for at in _places(max(1, len(ids) - PAGE), jumps):
            start = perf_counter()
            fetch(ids[at : at + PAGE])
            page.append(perf_counter() - start)
        columns = [table.model.columns.index(one) for one in _columns()]
        words = _sampled(len(ids), lambda row, at: table.model.words_at(row, columns[at]))
        table.deleteLater()
        facts = {"resident": resident_mb(), "words": words}
        return Report(seconds={"ours": took, "page": page, "ready": [ready]}, facts=facts)


def _paint(app: Any, widget: Any) -> None:
    """Until the window is on its screen, where alone Qt paints, and painted."""
    until = perf_counter() + MOST_WAIT
    while not widget.windowHandle().isExposed() and perf_counter() < until:
        app.processEvents()
    widget.repaint()


def _columns() -> list[Any]:
    """The columns that a new campaign shows."""
    from phonebank.gui.pages.electors.columns import COLUMNS, FIRST

    return [COLUMNS[key] for key in FIRST]


def scroll_in_memory(campaign: str, jumps: int) -> Report:
    """Qt's own table over a list of every row's words."""
    app = dressed()
    from PySide6.QtWidgets import QTableView

    from phonebank.gui.widgets.row_table import ROW
    from phonebank.services.campaigns import open_campaign
    from phonebank.services.signing_in import sign_in

    with closing(open_campaign(Path(campaign))) as db:
        start = perf_counter()
        rows = _all_rows(db, sign_in(db))
        view = QTableView()
        view.verticalHeader().setDefaultSectionSize(ROW)
        view.setModel(_listed(rows, view))
        view.resize(*SIZE)
        view.show()
        _paint(app, view)
        ready = perf_counter() - start
        took = _jumps(view, jumps)
        words = _sampled(len(rows), lambda row, at: rows[row][at])
        view.deleteLater()
        facts = {"resident": resident_mb(), "words": words}
        return Report(seconds={"ours": took, "ready": [ready]}, facts=facts)


def _all_rows(db: Any, actor: Any) -> list[tuple[str, ...]]:
    from phonebank.services.looking_up import elector_ids, elector_lines

    columns = _columns()
    ids = elector_ids(db, actor)
    return [
        tuple(column.words(line) for column in columns)
        for start in range(0, len(ids), CHUNK)
        for line in elector_lines(db, actor, ids[start : start + CHUNK])
    ]


def _listed(rows: list[tuple[str, ...]], parent: Any) -> Any:
    """A list as Qt's model."""
    from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

    class Listed(QAbstractTableModel):
        def rowCount(self, parent: Any = QModelIndex()) -> int:
            return 0 if parent.isValid() else len(rows)

        def columnCount(self, parent: Any = QModelIndex()) -> int:
            return 0 if parent.isValid() or not rows else len(rows[0])

        def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
            if role == Qt.ItemDataRole.DisplayRole:
                return rows[index.row()][index.column()]
            return None

    return Listed(parent)


def _jumps(view: Any, count: int) -> list[float]:
    """Seconds of jumping to places all over the table, painted each time."""
    bar, port = view.verticalScrollBar(), view.viewport()
    took = []
    for place in _places(max(1, bar.maximum()), count):
        start = perf_counter()
        bar.setValue(place)
        port.repaint()
        took.append(perf_counter() - start)
    return took


def _places(below: int, count: int) -> list[int]:
    random_ = random.Random(11)
    return [random_.randrange(below) for _ in range(count)]


def _sampled(rows: int, word: Any) -> list[list[str]]:
    """What stands in rows all over the table, column by column as they are shown at first."""
    columns = range(len(_columns()))
    return [[word(row, at) for at in columns] for row in _places(max(1, rows), SAMPLED)]
