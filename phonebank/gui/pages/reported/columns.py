"""Which columns of a sheet the table has room for, and how wide they are."""

from collections.abc import Mapping

from PySide6.QtCore import Qt

from phonebank.domain.sheet import Sheet
from phonebank.gui.models.sheet_model import SheetModel
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.row_table import MARGIN, RowTable

# The first to go where the table is narrow.
GIVE_WAY = ["source", "printed_places", "words", "told_by", "method", "client", "kind", "from"]
GIVE_WAY += ["to", "reported_on", "decided_on", "declared_on", "refused", "coverage", "spoilt"]
GIVE_WAY += ["remark", "sum", "canvasser", "published", "electorate", "votes_against", "votes"]
_WIDEST = 240  # px of a column of words; what is longer is cut, and whole in its tooltip
_NARROWER = 152
_LEAST = 80


def fit(table: RowTable, model: SheetModel, width: int) -> None:
    """Each column as wide as its words, as many as there is room for; the last takes the rest.

    A column without any is left out. What is left out stands in the panel.
    """
    room = table.room_beside_bar(width)
    widths = _widths(model, _WIDEST)
    if sum(widths.values()) > room:
        widths = _widths(model, _NARROWER)
    for key in GIVE_WAY:
        if sum(widths.values()) > room:
            widths = {one: width for one, width in widths.items() if one.split(".")[0] != key}
    widths = _within(widths, room, model.sheet)
    header = table.horizontalHeader()
    for section, column in enumerate(model.sheet.columns):
        header.setSectionHidden(section, column.key not in widths)
        if column.key in widths:
            header.resizeSection(section, widths[column.key])
    header.setStretchLastSection(True)


def _within(widths: Mapping[str, int], room: int, sheet: Sheet) -> dict[str, int]:
    """Filled up: words at the end take the rest; figures stand apart by what is left over."""
    if not widths:
        return {}
    *others, last = widths
    rest = room - sum(widths[key] for key in others)
    if sheet.columns[sheet.position(last)].kind.is_figure:
        more = max(0, rest - widths[last]) // len(widths)
        return {key: width + more for key, width in widths.items()}
    return {**widths, last: min(widths[last], max(_LEAST, rest))}


def _widths(model: SheetModel, widest: int) -> dict[str, int]:
    """By key, for the columns that hold anything; the first may be as wide as it likes."""
    columns, rows = model.sheet.columns, model.sheet.rows
    return {
        column.key: min(_width_of(model, section), widest if section else _WIDEST)
        for section, column in enumerate(columns)
        if any(row.cells[section] not in {None, ""} for row in rows)
    }


def _width_of(model: SheetModel, section: int) -> int:
    title = model.headerData(section, Qt.Orientation.Horizontal)
    cells = {model.text(row, section) for row in range(model.rowCount())}
    face = fonts.strong() if section == 0 else fonts.body()
    widest = max(fonts.text_width(words, face) for words in cells)
    wanted = max(widest, fonts.text_width(str(title), fonts.header())) + 2 * MARGIN
    return round(wanted)
