"""Charts on their way out of the window: to a file, to the clipboard, to a printer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QMimeData, QRectF
from PySide6.QtGui import QImage, QPageSize, QPainter, QPdfWriter

from phonebank.domain import figures
from phonebank.domain.errors import NoRoom
from phonebank.domain.sheet import Cell, Kind, Sheet, cell_text
from phonebank.gui.charts.pictures import (
    DOTS_PER_INCH,
    PX_PER_INCH,
    WIDTH,
    Picture,
    image_of,
    paint_picture,
    pdf_of,
    picture_height,
    png_of,
    svg_of,
)
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.shapes import RIGHT, paint_words
from phonebank.unfinished import discarded_after

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

KINDS = "PNG, a picture (*.png);;SVG, a drawing (*.svg);;PDF, a page (*.pdf)"
A4 = QRectF(0, 0, 793.7, 1122.5)
_MARGIN = (A4.width() - WIDTH) / 2
_FOOT = 30.0
_BREAKS = re.compile(r"[\t\r\n]+")
_RUNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


class Copied(NamedTuple):
    """A chart for the clipboard: its picture, and its table with tabs between the cells."""

    image: QImage
    table: str

    def as_mime(self) -> QMimeData:
        made = QMimeData()
        made.setImageData(self.image)
        made.setText(self.table)
        return made


def copied(picture: Picture, sheet: Sheet) -> Copied:
    """The picture and the table of the same finding."""
    return Copied(image_of(picture), tabbed(sheet))


def tabbed(sheet: Sheet) -> str:
    """Title, base, columns, rows and notes; words that a spreadsheet would run are quoted."""
    rows = [
        [_pasted(column.kind, cell) for column, cell in zip(sheet.columns, row.cells, strict=True)]
        for row in sheet.all_rows
    ]
    titles = [_plain(column.title) for column in sheet.columns]
    lines = [[_plain(sheet.title)], [_plain(sheet.base)], titles, *rows]
    lines += [[_plain(note)] for note in sheet.notes]
    return "\n".join("\t".join(line) for line in lines) + "\n"


def write_picture(path: Path, picture: Picture) -> Path:
    """Write a picture as its name ends: .svg, .pdf, or else as PNG; a file there is replaced.

    NoRoom where it cannot be written; nothing half is left behind.
    """
    match path.suffix.lower():
        case ".svg":
            written = svg_of(picture).encode()
        case ".pdf":
            written = pdf_of(picture)
        case _:
            written = png_of(picture)
    return _write(path, written)


def write_pages(path: Path, title: str, pictures: Sequence[Picture]) -> Path:
    """Write pictures under each other to a PDF of A4 with page numbers."""
    return _write(path, pages_of(title, pictures))


def pages_of(title: str, pictures: Sequence[Picture]) -> bytes:
    """As many pictures to a page of A4 as it holds; one too high for a page is made smaller."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("phonebank")
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF())
    writer.setResolution(DOTS_PER_INCH)
    painter = QPainter(writer)
    painter.scale(DOTS_PER_INCH / PX_PER_INCH, DOTS_PER_INCH / PX_PER_INCH)
    pages = paged(pictures)
    for number, page in enumerate(pages, start=1):
        if number > 1:
            writer.newPage()
        _paint_page(painter, page, f"{title}, page {number} of {len(pages)}")
    painter.end()
    return bytes(buffer.data().data())


def paged(pictures: Sequence[Picture]) -> list[list[Picture]]:
    """In their order, each page as full as they make it."""
    pages: list[list[Picture]] = []
    room = 0.0
    for picture in pictures:
        height = picture_height(picture)
        if height > room or not pages:
            pages.append([])
            room = A4.height() - _FOOT
        pages[-1].append(picture)
        room -= height
    return pages


def _paint_page(painter: QPainter, pictures: Sequence[Picture], foot: str) -> None:
    top, most = 0.0, A4.height() - _FOOT
    for picture in pictures:
        height = picture_height(picture)
        scale = min(1.0, most / height)
        painter.save()
        painter.translate(_MARGIN + (1 - scale) * WIDTH / 2, top)
        painter.scale(scale, scale)
        paint_picture(painter, QRectF(0, 0, WIDTH, height), picture)
        painter.restore()
        top += height * scale
    line = QRectF(_MARGIN + 24, A4.height() - _FOOT, WIDTH - 48, 16)
    theme = pictures[0].look.theme
    paint_words(painter, line, foot, fonts.tick(), theme.text3, RIGHT)


def _write(path: Path, written: bytes) -> Path:
    try:
        with discarded_after(path) as partial:
            partial.write_bytes(written)
            partial.replace(path)
    except OSError as error:
        raise NoRoom(
            f"The chart could not be written to {path}: {error.strerror}.",
            kept="What was there is as it was.",
            next_step="Check the disk and the rights there, then save again.",
        ) from error
    return path


def _pasted(kind: Kind, cell: Cell) -> str:
    """A figure as a spreadsheet takes it for one."""
    if kind.is_figure:
        words = cell_text(kind, cell).replace(figures.THIN_SPACE, "")
        return "" if cell is None else words.replace(figures.MINUS, "-")
    return _plain(cell_text(kind, cell))


def _plain(words: str) -> str:
    """On one line, and quoted where a spreadsheet would run it."""
    words = _BREAKS.sub(" ", words)
    return f"'{words}" if words.startswith(_RUNS) else words
