"""The one chart of a workbook: a bar of shares for each place, in the candidates' colours."""

from collections.abc import Mapping
from math import ceil
from typing import Any, NamedTuple

from phonebank.domain.sheet import Sheet
from phonebank.spreadsheets.looks import INK

UNDECIDED_COLOUR = "#C3CBD0"
ROOM, PER_BAR = 7, 1.6  # rows of the page
LETTER_SIZE = 1300  # hundredths of a point: the page is shrunk to the width of the paper
WHITE, GRID = "FFFFFF", "D5DBDF"
DARK_BELOW = 0.213


class ShareChart(NamedTuple):
    """Drawn on page `on` from the sheet `figures`: a label, then a share for each answer.

    `colours` are "#RRGGBB" by column title.
    """

    on: str
    figures: Sheet
    title: str
    colours: Mapping[str, str]


def share_bars(chart: ShareChart, page: Any, first: int) -> Any:
    """The chart of the figures on `page`, whose header stands in row `first`."""
    from openpyxl.chart import BarChart, Reference

    bars, rows = BarChart(barDir="bar", grouping="stacked", overlap=100), len(chart.figures.rows)
    answers = range(2, len(chart.figures.columns) + 1)
    for place in answers:
        reference = Reference(page, min_col=place, min_row=first, max_row=first + rows)
        bars.add_data(reference, titles_from_data=True)
    bars.set_categories(Reference(page, min_col=1, min_row=first + 1, max_row=first + rows))
    for series, column in zip(bars.series, chart.figures.columns[1:], strict=True):
        whole_bar(series, chart.colours.get(column.title, UNDECIDED_COLOUR).lstrip("#"))
    bars.title, bars.gapWidth = chart.title, 45
    bars.title.tx.rich.p[0].pPr = writing().p[0].pPr
    bars.legend.position, bars.legend.txPr = "t", writing()
    bars.plot_visible_only = False
    set_axes(bars)
    return bars


def rows_taken(chart: ShareChart) -> int:
    """How many rows of the page the chart covers."""
    return ROOM + ceil(PER_BAR * len(chart.figures.rows))


def whole_bar(series: Any, colour: str, *, beyond: bool = False) -> None:
    """The bar in its colour, its percentage on it in white or ink, whichever stands out.

    `beyond` its end it is in ink.
    """
    from openpyxl.chart.label import DataLabelList
    from openpyxl.chart.shapes import GraphicalProperties

    series.graphicalProperties = GraphicalProperties(solidFill=colour)
    series.graphicalProperties.line.solidFill = WHITE
    ink = WHITE if _lightness(colour) < DARK_BELOW and not beyond else INK
    series.dLbls = DataLabelList(
        numFmt="0%",
        showVal=True,
        showSerName=False,
        showCatName=False,
        showLegendKey=False,
        showPercent=False,
        txPr=writing(ink),
        dLblPos="outEnd" if beyond else None,
    )


def writing(ink: str = INK) -> Any:
    """How words and figures on the chart are written."""
    from openpyxl.chart.text import RichText
    from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties

    letters = CharacterProperties(sz=LETTER_SIZE, b=ink == WHITE, solidFill=ink)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=letters), endParaRPr=letters)])


def _lightness(colour: str) -> float:
    """Relative luminance after WCAG 2, nought for black and one for white."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def set_axes(chart: Any, *, are_shares: bool = True, lying: bool = True) -> None:
    """Every place named, from the top down where bars lie; shares from nought to all."""
    from openpyxl.chart.shapes import GraphicalProperties

    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.majorGridlines.spPr = GraphicalProperties()
    chart.y_axis.majorGridlines.spPr.line.solidFill = GRID
    chart.x_axis.txPr, chart.y_axis.txPr = writing(), writing()
    if lying:
        chart.x_axis.scaling.orientation = "maxMin"
        chart.y_axis.crosses = "max"
    chart.x_axis.tickLblSkip = 1
    chart.x_axis.number_format = "@"
    chart.y_axis.scaling.min = 0
    if are_shares:
        chart.y_axis.scaling.max = 1
        chart.y_axis.majorUnit = 0.25
    chart.y_axis.number_format = "0%" if are_shares else "#,##0"
