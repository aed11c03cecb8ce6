"""Switching as a table of cells: of those who voted so last time, the share that says what now."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainterPath

from phonebank.domain.figures import EM_DASH, MINUS, count, percent
from phonebank.domain.insight import Switching
from phonebank.domain.insight_rows import answer_word
from phonebank.gui.charts.sketch import Sketch
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.colours import mix
from phonebank.gui.widgets.shapes import LEFT, RIGHT

_ROW, _HEAD = 22.0, 22.0
_DEEPEST = 0.3  # how much of the colour a cell of 100% takes; words stay readable upon it
_INSET = 8.0
_PEOPLE = 64.0
NET = "Net gain"
"""As the column of the table."""


def matrix_height(found: Switching) -> float:
    return _HEAD + _ROW * (len(_rows(found)) + 2)


def paint_matrix(sketch: Sketch, rect: QRectF, found: Switching) -> None:
    """A row for each vote of last time, a column for each answer now, all and net below."""
    columns = _columns(sketch, rect, found)
    _paint_head(sketch, rect, columns)
    for place, before in enumerate(_rows(found)):
        row = QRectF(rect.left(), rect.top() + _HEAD + place * _ROW, rect.width(), _ROW)
        _paint_row(sketch, row, columns, found, before)
    bottom = rect.top() + _HEAD + len(_rows(found)) * _ROW
    line = QRectF(rect.left(), bottom, rect.width(), _ROW)
    sketch.line(line.topLeft(), line.topRight(), sketch.theme.control)
    _paint_totals(sketch, line, columns, found)
    _paint_net(sketch, line.translated(0, _ROW), columns, found)


def cell_of(before: str, now: str) -> tuple[tuple[str], tuple[str, ...]]:
    """Where the table has those who went from one answer to another, and their base."""
    return (answer_word(before),), (f"counts.{now}", f"shares.{now}", "people")


def signed(people: int) -> str:
    """A count with its sign: +120, −40, 0."""
    if people == 0:
        return "0"
    return f"{'+' if people > 0 else MINUS}{count(abs(people))}"


def _rows(found: Switching) -> list[str]:
    return [before for before in found.before if found.row_total(before)]


def _columns(sketch: Sketch, rect: QRectF, found: Switching) -> Mapping[str, QRectF]:
    names = [sketch.look.word(before) for before in _rows(found)]
    words = [*names, "Last vote", NET]
    name = max(fonts.text_width(it, fonts.caption_medium()) for it in words) + 12
    left = rect.left() + min(name, rect.width() * 0.4)
    width = (rect.right() - _PEOPLE - left) / len(found.now)
    return {
        now: QRectF(left + place * width, rect.top(), width, _HEAD)
        for place, now in enumerate(found.now)
    }


def _paint_head(sketch: Sketch, rect: QRectF, columns: Mapping[str, QRectF]) -> None:
    head = QRectF(rect.left(), rect.top(), rect.width(), _HEAD)
    sketch.words(head, "Last vote")
    for now, box in columns.items():
        inner = box.adjusted(0, 0, -_INSET, 0)
        sketch.words(inner, sketch.look.word(now), fonts.header(), _text(sketch, now), RIGHT)
    sketch.words(head, "People", align=RIGHT)
    sketch.line(head.bottomLeft(), head.bottomRight(), sketch.theme.control)


def _paint_row(
    sketch: Sketch, row: QRectF, columns: Mapping[str, QRectF], found: Switching, before: str
) -> None:
    theme = sketch.theme
    name = QRectF(row.left(), row.top(), _left(columns) - row.left() - 8, _ROW)
    sketch.words(name, sketch.look.word(before), fonts.caption_medium(), theme.text, LEFT)
    for now, head in columns.items():
        cell = QRectF(head.left(), row.top(), head.width(), _ROW)
        share = found.row_share(before, now)
        if share:
            mark = sketch.look.answer(now).mark
            fill = mix(theme.surface, mark, float(share) * _DEEPEST)
            sketch.bar(cell.adjusted(1, 1, -1, -1), fill)
        _paint_cell(sketch, cell, percent(share), count(found.people.get((before, now), 0)))
        sketch.point(_box(cell), *cell_of(before, now))
    people = count(found.row_total(before))
    sketch.words(row, people, fonts.caption(), theme.text2, RIGHT)


def _paint_cell(sketch: Sketch, cell: QRectF, share: str, people: str) -> None:
    """The share, and where there is room the people before it."""
    inner = cell.adjusted(_INSET, 0, -_INSET, 0)
    sketch.words(inner, share, fonts.caption_strong(), sketch.theme.text, RIGHT)
    taken = fonts.text_width("100%", fonts.caption_strong()) + 8
    if inner.width() - taken >= fonts.text_width(people, fonts.tick()):
        beside = inner.adjusted(0, 0, -taken, 0)
        sketch.words(beside, people, fonts.tick(), sketch.theme.text2, RIGHT)


def _paint_totals(
    sketch: Sketch, row: QRectF, columns: Mapping[str, QRectF], found: Switching
) -> None:
    everybody = sum(found.people.values())
    sketch.words(row, "All", fonts.caption_strong(), sketch.theme.text)
    for now, head in columns.items():
        cell = QRectF(head.left(), row.top(), head.width(), _ROW)
        people = found.column_total(now)
        share = percent(people / everybody) if everybody else EM_DASH
        _paint_cell(sketch, cell, share, count(people))
        sketch.point(_box(cell), (None,), (f"counts.{now}", "people"))
    sketch.words(row, count(everybody), fonts.caption_strong(), sketch.theme.text, RIGHT)


def _paint_net(
    sketch: Sketch, row: QRectF, columns: Mapping[str, QRectF], found: Switching
) -> None:
    """Who came to a candidate from another less who left them, the undecided too."""
    sketch.words(row, NET, colour=sketch.theme.text2)
    for now, head in columns.items():
        if now in found.net:
            cell = QRectF(head.left(), row.top(), head.width() - _INSET, _ROW)
            words = signed(found.net[now])
            sketch.words(cell, words, fonts.caption_strong(), _text(sketch, now), RIGHT)
            if now in found.before:
                sketch.point(_box(cell), (answer_word(now),), ("net", "people"), line="net")
    end = QPointF(row.right(), row.bottom())
    sketch.line(QPointF(row.left(), row.bottom()), end, sketch.theme.line)


def _text(sketch: Sketch, now: str) -> QColor:
    return sketch.look.answer(now).text


def _box(cell: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addRect(cell.adjusted(1, 1, -1, -1))
    return path


def _left(columns: Mapping[str, QRectF]) -> float:
    return next(iter(columns.values())).left()
