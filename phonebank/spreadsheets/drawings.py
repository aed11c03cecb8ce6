"""Charts of a workbook that are drawn from the figures of the very page they stand on."""

from collections.abc import Mapping, Sequence
from enum import Enum, auto
from typing import Any, NamedTuple

from phonebank.domain.sheet import Kind, Sheet
from phonebank.spreadsheets.share_chart import UNDECIDED_COLOUR, set_axes, whole_bar, writing

HEIGHT_OF_COLUMNS, ROOM, PER_BAR = 22, 7, 1.6  # rows of the page
LINE_WIDTH = 28_575  # English Metric Units: 2.25 points


class Form(Enum):
    """Bars lie and are parted into answers; columns stand beside each other; lines run on."""

    BARS = auto()
    COLUMNS = auto()
    LINES = auto()


class Drawing(NamedTuple):
    """A chart on page `on`: a label and some columns of its first `rows` rows.

    `labels` and `series` are places of columns, counted from nought; `colours` are "#RRGGBB" by
    column title.
    """

    on: str
    form: Form
    title: str
    labels: int
    series: Sequence[int]
    start: int
    rows: int
    colours: Mapping[str, str]

    @property
    def height(self) -> int:
        """How many rows of the page the chart covers."""
        if self.form is Form.BARS:
            return ROOM + round(PER_BAR * self.rows)
        return HEIGHT_OF_COLUMNS


def drawn(drawing: Drawing, sheet: Sheet, page: Any, header: int) -> Any:
    """The chart of figures on `page`, whose header stands in row `header`."""
    chart = _empty(drawing.form)
    for place in drawing.series:
        chart.add_data(_cells(drawing, page, header, place))
        _name(chart.series[-1], page.title, place, header)
        title = sheet.columns[place].title
        colour = drawing.colours.get(title, UNDECIDED_COLOUR).lstrip("#")
        _colour(drawing.form, chart.series[-1], colour)
    chart.set_categories(_cells(drawing, page, header, drawing.labels))
    chart.title = drawing.title
    chart.title.tx.rich.p[0].pPr = writing().p[0].pPr
    if len(drawing.series) > 1:
        chart.legend.position, chart.legend.txPr = "t", writing()
    else:
        chart.legend = None
    chart.plot_visible_only = False
    _lay_axes(chart, drawing, sheet)
    return chart


def _cells(drawing: Drawing, page: Any, header: int, place: int) -> Any:
    """The rows of the drawing in one column."""
    from openpyxl.chart import Reference

    first = header + 1 + drawing.start
    last = first + drawing.rows - 1
    return Reference(page, min_col=place + 1, min_row=first, max_row=last)


def _empty(form: Form) -> Any:
    from openpyxl.chart import BarChart, LineChart

    if form is Form.LINES:
        return LineChart()
    if form is Form.COLUMNS:
        made = BarChart(barDir="col", grouping="clustered")
        made.gapWidth, made.overlap = 60, -10
        return made
    made = BarChart(barDir="bar", grouping="stacked", overlap=100)
    made.gapWidth = 45
    return made


def _name(series: Any, title: str, place: int, header: int) -> None:
    """The series is called as its column is."""
    from openpyxl.chart.data_source import StrRef
    from openpyxl.chart.series import SeriesLabel
    from openpyxl.utils import get_column_letter, quote_sheetname

    cell = f"{quote_sheetname(title)}!${get_column_letter(place + 1)}${header}"
    series.tx = SeriesLabel(strRef=StrRef(cell))


def _colour(form: Form, series: Any, colour: str) -> None:
    from openpyxl.chart.shapes import GraphicalProperties

    if form is Form.LINES:
        series.graphicalProperties = GraphicalProperties()
        series.graphicalProperties.line.solidFill = colour
        series.graphicalProperties.line.width = LINE_WIDTH
        series.smooth = False
        series.marker.symbol = "none"
    else:
        whole_bar(series, colour, beyond=form is Form.COLUMNS)


def _lay_axes(chart: Any, drawing: Drawing, sheet: Sheet) -> None:
    kinds = {sheet.columns[place].kind for place in drawing.series}
    are_shares = kinds <= {Kind.SHARE, Kind.PRINTED}
    set_axes(chart, are_shares=are_shares, lying=drawing.form is Form.BARS)
    if drawing.form is Form.LINES:
        chart.x_axis.tickLblSkip = max(1, drawing.rows // 8)
        chart.x_axis.number_format = "d mmm"
