"""Charts as SVG that stands within a page: it grows with the page and obeys the page's policy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF

from phonebank.gui.charts.svg import drawn_svg

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainter

OPENING = re.compile(r"^.*?<svg[^>]*>", re.DOTALL)
STYLE = re.compile(r' style="[^"]*"')
SAID_OF_ITSELF = re.compile(r"<(title|desc)>.*?</\1>", re.DOTALL)
NOTHING_IN_IT = re.compile(r"<g [^>]*>\s*</g>\s*|<defs>\s*</defs>\s*")


def svg_of(
    paint: Callable[[QPainter, QRectF], None], width: float, height: float, label: str, theme: str
) -> str:
    """What `paint` draws, as an element with an escaped `label`; `theme` is its class."""
    rect = QRectF(0, 0, width, height)
    drawn = drawn_svg(lambda painter: paint(painter, rect), QSizeF(width, height), ("", ""))
    inside = OPENING.sub("", drawn, count=1)
    for spare in (STYLE, SAID_OF_ITSELF, NOTHING_IN_IT):
        inside = spare.sub("", inside)
    return (
        f'<svg class="{theme}" viewBox="0 0 {width:g} {height:g}" role="img" '
        f'aria-label="{label}">{inside}'
    )
