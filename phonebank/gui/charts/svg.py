"""SVG whose words are text as wide as we measured it, whatever font whoever opens it has."""

import re
from collections.abc import Callable
from html import escape, unescape

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, QSizeF
from PySide6.QtGui import QFont, QPainter
from PySide6.QtSvg import QSvgGenerator

from phonebank.gui.widgets import fonts

PX_PER_INCH = 96
_TEXT = re.compile(r"<text ([^>]*)>([^<]*)</text>")
_HEAD = re.compile(r"<\?xml[^>]*>\s*")
_TOLD = re.compile(r"<title>.*?</title>|<desc>.*?</desc>", re.S)
_FALLBACK = "'Helvetica Neue', 'Segoe UI', Arial, sans-serif"


def drawn_svg(paint: Callable[[QPainter], object], size: QSizeF, told: tuple[str, str]) -> str:
    """What `paint` paints, as one `<svg>` element; `told` are its title and its description.

    Fonts are named with what may stand for them, and every text keeps its measured width.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(PX_PER_INCH)
    generator.setSize(QSize(round(size.width()), round(size.height())))
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    painter = QPainter(generator)
    paint(painter)
    painter.end()
    drawing = _HEAD.sub("", bytes(buffer.data().data()).decode("utf-8"))
    return _described(_TEXT.sub(_measured, _TOLD.sub("", drawing)), *told)


def _described(drawing: str, title: str, description: str) -> str:
    head, end, rest = drawing.partition(">")
    said = f"\n<title>{escape(title)}</title>\n<desc>{escape(description)}</desc>"
    return f'{head} role="img"{end}{said}{rest}'


def _measured(found: re.Match[str]) -> str:
    attributes, words = found[1], unescape(found[2])
    size, weight = _number(attributes, "font-size"), _number(attributes, "font-weight")
    if size is None or not words.strip():
        return found[0]
    face = fonts.font(round(size), QFont.Weight(round(weight or 400)))
    width = fonts.text_width(words, face)
    family = re.sub(
        r'font-family="([^"]*)"', rf'font-family="\1, {_FALLBACK}"', attributes, count=1
    )
    return (
        f'<text {family} textLength="{width:.2f}" lengthAdjust="spacingAndGlyphs" '
        f'style="font-variant-numeric: tabular-nums">{found[2]}</text>'
    )


def _number(attributes: str, name: str) -> float | None:
    known = re.search(rf'{name}="([\d.]+)', attributes)
    return float(known[1]) if known else None
