"""Charts that leave the window: nobody may misread them, and nothing in them may run."""

import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtSvg import QSvgRenderer

from phonebank.domain.errors import NoRoom
from phonebank.domain.insight import Warned
from phonebank.domain.insight_sheets import sheet_of
from phonebank.domain.sheet import Column, Kind, Row, Sheet
from phonebank.gui.charts.leaving import copied, paged, pages_of, tabbed, write_picture
from phonebank.gui.charts.look import PAPER, Look
from phonebank.gui.charts.pictures import (
    WIDTH,
    Picture,
    image_of,
    paint_on_page,
    pdf_of,
    picture_height,
    png_of,
    svg_of,
)
from phonebank.gui.widgets.answers import OURS, RIVAL
from tests.browser import words_of as text_of_pdf
from tests.gui.charts import findings
from tests.gui.charts.reading import overlaps, words_of

LOOK = Look(PAPER, "Smith", {"Corbyn": RIVAL, "Smith": OURS})
CAMPAIGN = "Labour leadership 2016"
every_chart = pytest.mark.parametrize("name", list(findings.ALL))
pytestmark = pytest.mark.usefixtures("qapp")


def picture_of(name: str, campaign: str = CAMPAIGN) -> Picture:
    return Picture(findings.ALL[name], LOOK, campaign)


def said_in(svg: str) -> str:
    return " ".join(word.words for word in words_of(svg))


@every_chart
def test_a_picture_carries_title_base_warnings_caveat_and_campaign(name: str) -> None:
    picture = picture_of(name)
    said = said_in(svg_of(picture))
    found = picture.found
    for wanted in (found.base, found.caveat, *(it.sentence for it in found.warnings)):
        assert " ".join(wanted.split()) in " ".join(said.split())
    assert f"{CAMPAIGN} · own calls as of" in said


@every_chart
def test_no_words_of_a_picture_stand_upon_each_other(name: str) -> None:
    picture = picture_of(name)
    words = words_of(svg_of(picture))
    assert overlaps(words) == []
    place = QRectF(0, 0, WIDTH, picture_height(picture))
    assert [word.words for word in words if not place.contains(word.box)] == []


@every_chart
def test_an_svg_is_whole_described_and_keeps_the_width_of_its_words(name: str) -> None:
    svg = svg_of(picture_of(name, campaign="A <b>& B"))
    tree = ElementTree.fromstring(svg)
    kinds = [child.tag.rpartition("}")[2] for child in tree][:2]
    assert kinds == ["title", "desc"]
    texts = [it for it in tree.iter() if it.tag.endswith("}text")]
    assert texts
    assert all(float(it.attrib["textLength"]) > 0 for it in texts)
    assert all("sans-serif" in it.attrib["font-family"] for it in texts)
    assert "http" not in re.sub(r'xmlns(:\w+)?="[^"]*"', "", svg)
    assert QSvgRenderer(QByteArray(svg.encode())).isValid()


def test_a_pdf_is_one_page_of_the_picture_with_its_fonts_inside() -> None:
    pdf = pdf_of(picture_of("attempts"))
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type /Page\n") == 1
    assert b"/FontFile" in pdf


@every_chart
def test_every_word_and_figure_of_a_pdf_can_be_copied_and_found(name: str, tmp_path: Path) -> None:
    picture = picture_of(name)
    painted = Counter(it for word in words_of(svg_of(picture)) for it in word.words.split())
    path = write_picture(tmp_path / "chart.pdf", picture)
    assert Counter(text_of_pdf(path).split()) == painted


def test_a_png_has_twice_the_dots_and_its_description() -> None:
    picture = picture_of("trend")
    image = QImage.fromData(png_of(picture))
    assert image.width() == 2 * WIDTH
    assert image.height() == round(2 * picture_height(picture))
    assert "Smith from 32% to 40%" in image.text("Description")


def test_what_is_copied_is_the_picture_and_its_table() -> None:
    found = findings.ALL["attempts"]
    sheet = sheet_of(found)
    mime = copied(picture_of("attempts"), sheet).as_mime()
    assert mime.hasImage()
    lines = [line.split("\t") for line in mime.text().splitlines()]
    assert lines[0] == [sheet.title]
    assert lines[2] == [column.title for column in sheet.columns]
    assert len(lines) == 3 + len(sheet.all_rows) + len(sheet.notes)
    assert findings.HARD.sentence in mime.text()


def test_pasted_figures_are_figures_and_hostile_words_do_not_run() -> None:
    columns = [
        Column("who", "=Who()", Kind.TEXT), Column("n", "People", Kind.COUNT),
        Column("lead", "Lead", Kind.POINTS), Column("share", "Share", Kind.SHARE),
    ]  # fmt: skip
    rows = [Row(('=HYPERLINK("x")', 12345, -0.1, 0.5)), Row(("a\tb\nc", None, 0.2, None))]
    lines = tabbed(Sheet("+T", "B", columns, rows, notes=["@note", "＝1"])).splitlines()
    assert [lines[0], *lines[-2:]] == ["'+T", "'@note", "'＝1"]
    assert lines[2].split("\t") == ["'=Who()", "People", "Lead", "Share"]
    assert lines[3].split("\t") == ['\'=HYPERLINK("x")', "12345", "-10", "50%"]
    assert lines[4].split("\t") == ["a b c", "", "+20", ""]


@pytest.mark.parametrize(
    ("ending", "beginning"), [(".png", b"\x89PNG"), (".svg", b"<svg"), (".pdf", b"%PDF")]
)
def test_a_picture_is_written_as_its_name_ends(
    tmp_path: Path, ending: str, beginning: bytes
) -> None:
    path = tmp_path / f"chart{ending}"
    path.write_bytes(b"before")
    assert write_picture(path, picture_of("switching")) == path
    assert path.read_bytes().startswith(beginning)
    assert [it.name for it in tmp_path.iterdir()] == [path.name]


def test_a_picture_that_cannot_be_written_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    taken = tmp_path / "folder.png"
    taken.mkdir()
    with pytest.raises(NoRoom, match="could not be written"):
        write_picture(taken, picture_of("trend"))
    assert [it.name for it in tmp_path.iterdir()] == ["folder.png"]


def test_a_page_of_charts_has_them_all_on_numbered_pages() -> None:
    pictures = [picture_of(name) for name in findings.ALL]
    pages = paged(pictures)
    assert [picture for page in pages for picture in page] == pictures
    pdf = pages_of("All of it", pictures)
    assert pdf.count(b"/Type /Page\n") == len(pages) > 1


def test_a_picture_too_high_for_a_page_has_one_to_itself() -> None:
    long = findings.trend(warnings=[Warned("coverage", "Coverage is low. " * 400)])
    pictures = [picture_of("trend"), Picture(long, LOOK, CAMPAIGN), picture_of("attempts")]
    assert [len(page) for page in paged(pictures)] == [1, 1, 1]
    assert pages_of("Long", pictures).startswith(b"%PDF")


def test_a_printed_picture_fills_the_width_of_the_page(tmp_path: Path) -> None:
    page = QImage(1600, 2200, QImage.Format.Format_RGB32)
    page.fill(0xFF00FF)
    painter = QPainter(page)
    paint_on_page(painter, QRectF(0, 0, 1600, 2200), picture_of("projection"))
    painter.end()
    white = PAPER.surface.rgb()
    assert page.pixel(2, 2) == page.pixel(1597, 2) == white
    assert page.pixel(800, 2190) != white


def test_a_printer_takes_the_picture(tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    painter = QPainter(printer)
    box = QRectF(printer.pageLayout().paintRectPixels(printer.resolution()))
    paint_on_page(painter, box, picture_of("callers"))
    painter.end()
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")


def test_pictures_are_on_white_whatever_the_theme_of_the_window() -> None:
    image = image_of(picture_of("sections"))
    assert image.pixel(0, 0) == PAPER.surface.rgb()
