"""The bar of a row: shares of its answers end to end, solid for our calls, hatched for reported."""

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from phonebank.gui.widgets.answers import answer_colours
from phonebank.gui.widgets.theme import Theme

GAP = 2  # px of the ground between neighbours, which are nearly equally light
FAINT = 0.4  # opacity of what rests on too few
_HATCH = 8
_HATCH_WIDTH = 1.1


@dataclass(frozen=True)
class Part:
    """One answer's share of the bar, 0 to 1, None where none was given; its candidate's colour."""

    share: float | None
    colour: str


@dataclass(frozen=True)
class ShareBar:
    """Parts in their fixed order: ours, rivals, undecided."""

    parts: tuple[Part, ...]
    is_reported: bool = False
    is_faint: bool = False


def paint_share_bar(painter: QPainter, rect: QRectF, data: ShareBar, theme: Theme) -> None:
    """Paint the bar over the whole of `rect` (px); 7 px is a good height.

    Shares are as printed: 98 in the hundred leave a gap at the end, 101 shrink the scale.
    """
    painter.save()
    if data.is_faint:
        painter.setOpacity(FAINT)
    for box, part in _boxes(rect, data.parts):
        colour = answer_colours(part.colour, theme).mark
        if data.is_reported:
            _paint_hatched(painter, box, colour)
        else:
            painter.fillRect(box, colour)
    painter.restore()


def _boxes(rect: QRectF, parts: tuple[Part, ...]) -> list[tuple[QRectF, Part]]:
    shown = [(part, part.share) for part in parts if part.share]
    whole = max(1.0, sum(share for _, share in shown))
    room = max(0.0, rect.width() - GAP * (len(shown) - 1))
    boxes, left = [], rect.left()
    for part, share in shown:
        width = room * share / whole
        boxes.append((QRectF(left, rect.top(), width, rect.height()), part))
        left += width + GAP
    return boxes


def _paint_hatched(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 1))
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(colour, _HATCH_WIDTH))
    slant = box.height()
    for step in range(int((box.width() + slant) / _HATCH) + 1):
        foot = box.left() + step * _HATCH
        painter.drawLine(QLineF(foot, box.bottom(), foot + slant, box.top()))
    painter.restore()
