"""Our own icons, drawn from their SVG text in whatever colour and size is wanted."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from phonebank.locations import resource

SMALL = 14  # beside small words
NORMAL = 16
LARGE = 20  # in the rail
_RATIOS = (1.0, 2.0, 3.0)


def paint_icon(painter: QPainter, box: QRectF, name: str, colour: QColor) -> None:
    """Draw the icon `name` to fill `box` (square, px) with strokes in `colour`."""
    _renderer(name, colour.name()).render(painter, box)


def pixmap(name: str, size: int, colour: QColor, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of `size` px for a screen with `ratio` device pixels to the pixel."""
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    picture.setDevicePixelRatio(ratio)
    painter = QPainter(picture)
    paint_icon(painter, QRectF(0, 0, size, size), name, colour)
    painter.end()
    return picture


def icon(name: str, size: int, colour: QColor) -> QIcon:
    """For menus and actions, which want a `QIcon`. Make it again on `current_theme.changed`."""
    made = QIcon()
    for ratio in _RATIOS:
        made.addPixmap(pixmap(name, size, colour, ratio))
    return made


def names() -> list[str]:
    """Every icon there is, in order."""
    return sorted(path.stem for path in resource("icons").glob("*.svg"))


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = resource(f"icons/{name}.svg").read_text("utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawing.encode()))
