"""How wide columns are that may be scrolled across: as wide as what stands in them."""

from phonebank.domain.sheet import Sheet, cell_text
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.row_table import MARGIN, RowTable

LOOKED_AT = 80  # rows; measuring thousands would hold the window up
_WIDEST = 280
_LEAST = 64


def fit_to_words(table: RowTable, sheet: Sheet, room: int = 0) -> None:
    """Each column as wide as its title and the rows at the top; longer words are cut.

    Where there is more `room` than that, a last column of words takes it, else the first.
    """
    if not sheet.columns:
        return
    widths = [_width_of(sheet, section) for section in range(len(sheet.columns))]
    taker = 0 if sheet.columns[-1].kind.is_figure else -1
    widths[taker] += max(0, room - sum(widths))
    for section, width in enumerate(widths):
        table.horizontalHeader().resizeSection(section, width)


def _width_of(sheet: Sheet, section: int) -> int:
    column, face = sheet.columns[section], fonts.strong() if section == 0 else fonts.body()
    rows = [*sheet.rows[:LOOKED_AT], *sheet.rows[-1:]]
    texts = {cell_text(column.kind, row.cells[section]) for row in rows}
    widest = max((fonts.text_width(text, face) for text in texts), default=0.0)
    wanted = max(widest, fonts.text_width(column.title, fonts.header())) + 2 * MARGIN
    return round(min(_WIDEST, max(_LEAST, wanted)))
