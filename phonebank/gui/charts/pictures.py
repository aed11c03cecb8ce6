"""A chart as a picture that stands alone: title, base, warnings, caveat, whose and of when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QImageWriter, QPageSize, QPainter, QPdfWriter

from phonebank.domain.hours import local
from phonebank.domain.insight_titles import chart_title
from phonebank.gui.charts.painting import chart_height, paint_chart
from phonebank.gui.charts.sketch import LINE, Sketch, wrapped
from phonebank.gui.charts.spoken import spoken
from phonebank.gui.charts.svg import drawn_svg
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.icons import NORMAL, paint_icon
from phonebank.services.explaining import DEMONSTRATION

if TYPE_CHECKING:
    from phonebank.domain.insight import Found
    from phonebank.gui.charts.look import Look

WIDTH = 720.0
SCALE = 2  # dots of a PNG to the px
DOTS_PER_INCH = 1200
PX_PER_INCH = 96
_MARGIN = 24.0
_TITLE = 24.0
_GAP = 12.0
_INSET, _ICON = 12.0, 26.0


@dataclass(frozen=True)
class Picture:
    """What a chart that leaves the window carries: the finding, its look, whose campaign it is.

    `reference` names the copy that was kept of its table, where one was. A demonstration says on
    every picture that it is one.
    """

    found: Found
    look: Look
    campaign: str
    reference: str = ""
    is_demo: bool = False

    @property
    def signature(self) -> str:
        """The last line: whose figures these are, and of when."""
        here = local(self.found.as_of)
        told = f"{self.campaign} · own calls as of {here.day} {here:%b %Y, %H:%M}"
        parts = (told, self.reference, DEMONSTRATION if self.is_demo else "")
        return " · ".join(filter(None, parts))


def picture_height(picture: Picture, width: float = WIDTH) -> float:
    """Height in px of the whole picture at a width."""
    inner, found = width - 2 * _MARGIN, picture.found
    texts = (found.base, found.caveat, picture.signature)
    words = LINE * sum(len(wrapped(it, fonts.caption(), inner)) for it in texts)
    warned = sum(_warning_height(it.sentence, inner) + _GAP for it in found.warnings)
    chart = chart_height(found, inner)
    return 2 * _MARGIN + _TITLE + _GAP + chart + _GAP + warned + words


def paint_picture(painter: QPainter, rect: QRectF, picture: Picture) -> None:
    """Paint ground, title, base, chart, warnings, caveat and signature over `rect` (px).

    `rect` must be `picture_height` high; the chart takes what more there is.
    """
    painter.save()
    found, theme = picture.found, picture.look.theme
    painter.fillRect(rect, theme.surface)
    sketch = Sketch(painter, picture.look)
    box = rect.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
    title = QRectF(box.left(), box.top(), box.width(), _TITLE)
    sketch.words(title, chart_title(found), fonts.list_name(), theme.text)
    top = title.bottom()
    top += sketch.paragraph(_from(box, top), found.base, fonts.caption(), theme.text2) + _GAP
    spare = rect.height() - picture_height(picture, rect.width())
    height = chart_height(found, box.width()) + max(0.0, spare)
    paint_chart(found, painter, QRectF(box.left(), top, box.width(), height), picture.look)
    top += height + _GAP
    for warning in found.warnings:
        top += _paint_warning(sketch, _from(box, top), warning.sentence) + _GAP
    top += sketch.paragraph(_from(box, top), found.caveat, fonts.caption(), theme.text2)
    sketch.paragraph(_from(box, top), picture.signature, fonts.caption(), theme.text3)
    painter.restore()


def image_of(picture: Picture, width: float = WIDTH) -> QImage:
    """The picture in dots, twice as many as px each way; from any thread."""
    height = picture_height(picture, width)
    image = QImage(round(width * SCALE), round(height * SCALE), QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(PX_PER_INCH * SCALE / 0.0254))
    image.setDotsPerMeterY(round(PX_PER_INCH * SCALE / 0.0254))
    painter = QPainter(image)
    painter.scale(SCALE, SCALE)
    paint_picture(painter, QRectF(0, 0, width, height), picture)
    painter.end()
    return image


def png_of(picture: Picture, width: float = WIDTH) -> bytes:
    """The picture as a PNG."""
    image = image_of(picture, width)
    image.setText("Title", chart_title(picture.found))
    image.setText("Description", spoken(picture.found, picture.look))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def svg_of(picture: Picture, width: float = WIDTH) -> str:
    """The whole picture as SVG; its words are text, described for screen readers."""
    found, height = picture.found, picture_height(picture, width)
    told = chart_title(found), spoken(found, picture.look)
    whole = QRectF(0, 0, width, height)
    return drawn_svg(lambda painter: paint_picture(painter, whole, picture), whole.size(), told)


def pdf_of(picture: Picture, width: float = WIDTH) -> bytes:
    """The picture as a PDF of one page of its own size, its fonts embedded."""
    height = picture_height(picture, width)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(chart_title(picture.found))
    writer.setCreator("phonebank")
    in_points = QSizeF(width, height) * (72 / PX_PER_INCH)
    writer.setPageSize(QPageSize(in_points, QPageSize.Unit.Point, "Picture"))
    writer.setPageMargins(QMarginsF())
    writer.setResolution(DOTS_PER_INCH)
    painter = QPainter(writer)
    painter.scale(DOTS_PER_INCH / PX_PER_INCH, DOTS_PER_INCH / PX_PER_INCH)
    paint_picture(painter, QRectF(0, 0, width, height), picture)
    painter.end()
    return bytes(buffer.data().data())


def paint_on_page(painter: QPainter, page: QRectF, picture: Picture) -> None:
    """The picture as large as it fits on a page, from the top; `page` is in the painter's dots."""
    height = picture_height(picture)
    scale = min(page.width() / WIDTH, page.height() / height)
    painter.save()
    painter.translate(page.center().x() - WIDTH * scale / 2, page.top())
    painter.scale(scale, scale)
    paint_picture(painter, QRectF(0, 0, WIDTH, height), picture)
    painter.restore()


def _from(box: QRectF, top: float) -> QRectF:
    return QRectF(box.left(), top, box.width(), 0)


def _warning_lines(sentence: str, width: float) -> list[str]:
    return wrapped(sentence, fonts.body(), width - 2 * _INSET - _ICON)


def _warning_height(sentence: str, width: float) -> float:
    return LINE * len(_warning_lines(sentence, width)) + 2 * _INSET


def _paint_warning(sketch: Sketch, box: QRectF, sentence: str) -> float:
    """In amber, with its sign; answers its height."""
    theme, height = sketch.theme, _warning_height(sentence, box.width())
    whole = QRectF(box.left(), box.top(), box.width(), height)
    sketch.box(whole, theme.warn_bg, theme.warn_line, radius=6.0)
    sign = QRectF(whole.left() + _INSET, whole.top() + _INSET + 1, NORMAL, NORMAL)
    paint_icon(sketch.painter, sign, "warning", theme.warn_text)
    inner = whole.adjusted(_INSET + _ICON, _INSET, -_INSET, 0)
    sketch.paragraph(inner, sentence, fonts.body(), theme.warn_text)
    return height
