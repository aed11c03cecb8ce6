"""A call sheet on paper: nothing leaves its margins, and the bars are those of its number."""

from dataclasses import replace
from itertools import groupby
from math import ceil

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from phonebank.domain.bar_code import bars_of
from phonebank.domain.contest import Candidate
from phonebank.domain.paper import Laid
from phonebank.gui.printing.page import (
    A4,
    MARGIN,
    MODULE,
    CallSheetPage,
    paint_bar_code,
    paint_call_sheet,
)
from phonebank.gui.printing.sheets import pdf_of
from phonebank.services import call_sheets
from tests.conftest import CONTEST, MONDAY, Make

WHITE = QColor("#FFFFFF").rgb()
LONG = "Llywelyn-Fychan ap Gruffydd-Ŵynfor of Bermondsey and Old Southwark"
MANY = [Candidate(f"Candidate{n}", f"Candidate {n}", key, "#0B6E6E", n == 0) for n, key in
        enumerate("ADGHJ")]  # fmt: skip


@pytest.fixture
def laid(make: Make) -> Laid:
    """Thirteen electors with long names and notes, on two pages."""
    for elector in make.electors(13, name=LONG, numbers=["+44 20 7946 0000 ext 12345"]):
        make.call(elector, note="rang at the wrong moment, " * 9, called_at=MONDAY.replace(month=8))
    return call_sheets.lay_sheets(make.db, make.organiser, "Everybody", MONDAY).value


def painted(page: CallSheetPage) -> QImage:
    image = QImage(ceil(A4.width()), ceil(A4.height()), QImage.Format.Format_RGB32)
    image.fill(WHITE)
    painter = QPainter(image)
    paint_call_sheet(painter, A4, page)
    painter.end()
    return image


def is_white(image: QImage, box: QRectF) -> bool:
    part = image.copy(box.toAlignedRect() & image.rect())
    return all(part.pixel(x, y) == WHITE for x in range(part.width()) for y in range(part.height()))


@pytest.mark.parametrize("candidates", [CONTEST.candidates, MANY], ids=["two", "five"])
def test_nothing_is_printed_in_the_margins(
    qapp: QApplication, laid: Laid, candidates: list[Candidate]
) -> None:
    contest = replace(CONTEST, candidates=candidates)
    image = painted(CallSheetPage(contest, laid, laid.pages[0], 2))
    width, height, inside = A4.width(), A4.height(), MARGIN - 3
    for margin in (
        QRectF(0, 0, inside, height),
        QRectF(width - inside, 0, inside, height),
        QRectF(0, 0, width, inside),
        QRectF(0, height - inside, width, inside),
    ):
        assert is_white(image, margin)
    assert not is_white(image, A4)


def test_the_bars_are_those_of_the_number(qapp: QApplication) -> None:
    image = QImage(400, 60, QImage.Format.Format_RGB32)
    image.fill(WHITE)
    painter = QPainter(image)
    painter.scale(2 / MODULE, 1)
    paint_bar_code(painter, QPointF(0, 0), 4711)
    painter.end()
    runs = [
        (value == WHITE, len(list(same)))
        for value, same in groupby(image.pixel(x, 10) for x in range(400))
    ]
    widths = [round(length / 2) for _, length in runs[1:-1]]
    assert (runs[0], runs[-1][0]) == ((True, 20), True)
    assert tuple(widths) == bars_of(4711)


def test_the_pdf_has_a_page_for_each_sheet(qapp: QApplication, laid: Laid) -> None:
    document = pdf_of(laid, CONTEST)
    assert document.count(b"/Type /Page\n") == len(laid.pages) == 2
