"""The shapes of which every control is made: rounded box, focus ring, key cap, line of words."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPaintEngine, QPainter, QPen

from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.theme import Theme

CONTROL_RADIUS = 6.0
CARD_RADIUS = 8.0
CAP_RADIUS = 4.0
RING = 3.0  # px kept between the outer edge of a control and its face while it has the ring
CAP_HEIGHT = 20
_CAP_MARGIN = 5

Align = Qt.AlignmentFlag
LEFT = Align.AlignLeft | Align.AlignVCenter
RIGHT = Align.AlignRight | Align.AlignVCenter
CENTRE = Align.AlignCenter


def paint_box(
    painter: QPainter,
    box: QRectF,
    fill: QColor | None,
    border: QColor | None = None,
    width: float = 1.0,
    radius: float = CONTROL_RADIUS,
) -> None:
    """A box with rounded corners; its border, `width` px, lies wholly inside `box`."""
    inset = width / 2 if border is not None else 0.0
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen if border is None else QPen(border, width))
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else QBrush(fill))
    inner = max(0.0, radius - inset)
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), inner, inner)


def paint_ring(painter: QPainter, box: QRectF, theme: Theme) -> QRectF:
    """The focus ring at the edge of `box`; answers the box that is left for the control's face."""
    paint_box(painter, box, None, theme.focus, width=2.0, radius=CARD_RADIUS)
    return box.adjusted(RING, RING, -RING, -RING)


def paint_words(
    painter: QPainter,
    box: QRectF,
    words: str,
    face: QFont,
    colour: QColor,
    align: Align = LEFT,
) -> None:
    """One line of plain words inside `box`, cut with an ellipsis where they are too long.

    Stands on whole pixels by its capitals, so that words of one row share one base line. In a PDF
    its letters are such that it can be copied and found.
    """
    letters = fonts.copyable(face) if _is_pdf(painter) else face
    measure, shown, room = QFontMetricsF(letters), words, box.width()
    if fonts.text_width(words, letters) > room + 0.5:
        shown = measure.elidedText(words, Qt.TextElideMode.ElideRight, room + 0.5)
    spare = 0.0 if align == LEFT else room - fonts.text_width(shown, letters)
    shift = spare if align & Align.AlignRight else spare / 2 if align & Align.AlignHCenter else 0.0
    base = box.center().y() + measure.capHeight() / 2
    painter.setFont(letters)
    painter.setPen(colour)
    painter.drawText(QPointF(box.left() + shift, round(base)), shown)


def _is_pdf(painter: QPainter) -> bool:
    engine = painter.paintEngine()
    return engine is not None and engine.type() == QPaintEngine.Type.Pdf


def cap_width(key: str) -> int:
    """Width in px of the cap for `key`, at least as wide as high."""
    return max(CAP_HEIGHT, round(fonts.text_width(key, fonts.header())) + 2 * _CAP_MARGIN)


def paint_cap(
    painter: QPainter, left: float, middle: float, key: str, fill: QColor, words: QColor
) -> None:
    """The key cap for `key` from `left`, centred on the line `middle` (px)."""
    box = QRectF(left, round(middle - CAP_HEIGHT / 2), cap_width(key), CAP_HEIGHT)
    paint_box(painter, box, fill, radius=CAP_RADIUS)
    paint_words(painter, box, key, fonts.header(), words, CENTRE)
