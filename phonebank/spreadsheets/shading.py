"""Conditional formats: figures that are easier seen than read, over the numbers themselves."""

from typing import Any

from phonebank.domain.sheet import Kind, Sheet
from phonebank.spreadsheets.page_rows import letter

BEHIND, LEVEL, IN_FRONT = "FFF3C4CA", "FFFFFFFF", "FFB5DEDA"
"""Pale enough for the ink of every figure."""
FAR = 0.5  # a lead of fifty points has the full colour
BAR = "FFB9CCD3"
MEASURED = ("coverage",)


def shade(page: Any, sheet: Sheet, header: int) -> None:
    """Leads on a scale from behind to in front, coverage as a bar; the total is left alone."""
    if not sheet.rows:
        return
    from openpyxl.formatting.rule import ColorScaleRule, DataBarRule

    first, last = header + 1, header + len(sheet.rows)
    for place, column in enumerate(sheet.columns, start=1):
        cells = f"{letter(place)}{first}:{letter(place)}{last}"
        if column.kind is Kind.POINTS:
            scale = ColorScaleRule(
                start_type="num",
                start_value=-FAR,
                start_color=BEHIND,
                mid_type="num",
                mid_value=0,
                mid_color=LEVEL,
                end_type="num",
                end_value=FAR,
                end_color=IN_FRONT,
            )
            page.conditional_formatting.add(cells, scale)
        elif column.kind is Kind.SHARE and column.key in MEASURED:
            bar = DataBarRule("num", 0, "num", 1, color=BAR, showValue=True)
            page.conditional_formatting.add(cells, bar)
