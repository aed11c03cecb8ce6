"""The table of a chart: the same figures, a row each, as wide as they are."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from phonebank.domain.sheet import Sheet, cell_text
from phonebank.gui.models.text_model import TextRow
from phonebank.gui.widgets.row_table import ROW
from phonebank.gui.widgets.table_header import HEIGHT
from phonebank.gui.widgets.text_table import TextTable

_MOST_ROWS = 12  # at a time; the others are scrolled to
_SCROLL_BAR = 10


class ChartTable(TextTable):
    """Shows a sheet with its total; high enough for a dozen rows."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show every row in the words of the sheet."""
        kinds = [column.kind for column in sheet.columns]
        rows = [
            TextRow([cell_text(kind, cell) for kind, cell in zip(kinds, row.cells, strict=True)])
            for row in sheet.all_rows
        ]
        figures = [place for place, kind in enumerate(kinds) if kind.is_figure]
        self.show_rows([column.title for column in sheet.columns], rows, figures, strong=[0])
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        rows = min(_MOST_ROWS, max(1, self.text_model.rowCount()))
        return QSize(320, HEIGHT + rows * ROW + _SCROLL_BAR)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())
