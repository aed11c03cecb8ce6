"""What tests of the import page share: messy files, and going from step to step."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from phonebank.domain.dates import DateOrder
from phonebank.gui.desk import Desk
from phonebank.gui.pages.importing.page import ImportPage
from phonebank.gui.pages.importing.ways import Step
from tests.gui.conftest import Answers

PATIENCE = 15_000
HEADERS = "Member ID;Surname;Forenames;CLP;Mobile;Class;Joined;Colour"
MESSY = (
    "Exported on Monday;;;;;;;",
    "",
    HEADERS,
    "L1;O’Brien;Zoë;Exeter;07700 900001;FM;03/09/2015;red",
    "L2;Dáviës;Siân;Hamersmith;07700 900002;FM;04/09/2015;blue\u00a0x",
    "L3;Smith;Ann;Exeter;07700 900003;Gold;05/10/2015;",
    "L4;Patel;Raj;Hamersmith;07700 900004;FM;05/11/2015;",
    "L1;Twice;Al;Exeter;;FM;05/11/2015;",
    ";;;;;;;",
)


def messy_file(folder: Path) -> Path:
    """A roll as a spreadsheet program on an old computer wrote it: what it is leaves questions."""
    path = folder / "GMB Exeter.csv"
    path.write_bytes("\r\n".join(MESSY).encode("cp1252"))
    return path


def plain_file(folder: Path, rows: int = 3, name: str = "plain.csv") -> Path:
    """A roll that leaves no question open."""
    lines = ["membership_number,first_name,last_name,constituency,mobile"]
    lines += [f"P{n},Ada,Byron{n},Exeter,07700 9{n:05}" for n in range(rows)]
    path = folder / name
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def shown_page(qtbot: QtBot, desk: Desk, size: tuple[int, int] = (1208, 724)) -> ImportPage:
    page = ImportPage(desk)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    qtbot.waitExposed(page)
    return page


def at(qtbot: QtBot, page: ImportPage, step: Step) -> None:
    """Wait until the page stands at this step and nothing is under way."""
    qtbot.waitUntil(
        lambda: page.step is step and not page.work.is_busy and not page.frame.is_waiting(),
        timeout=PATIENCE,
    )


def opened(qtbot: QtBot, page: ImportPage, path: Path) -> None:
    page.open(path)
    at(qtbot, page, Step.FILE)


def at_columns(qtbot: QtBot, page: ImportPage, path: Path) -> None:
    """The file is open and whatever it left open is answered."""
    opened(qtbot, page, path)
    for option in list(page.frame.file.encoding.options.values())[:1]:
        option.click()
        at(qtbot, page, Step.FILE)
    qtbot.waitUntil(page.frame.footer.on.isEnabled)
    page.frame.footer.on.click()
    at(qtbot, page, Step.COLUMNS)


def checked(qtbot: QtBot, page: ImportPage, path: Path) -> None:
    at_columns(qtbot, page, path)
    if page.frame.columns.dates.isVisible():
        page.frame.columns.dates.options[DateOrder.DAY_FIRST].click()
    page.frame.footer.on.click()
    at(qtbot, page, Step.CHECK)


def imported(qtbot: QtBot, page: ImportPage, path: Path) -> None:
    checked(qtbot, page, path)
    page.frame.footer.on.click()
    at(qtbot, page, Step.SUMMARY)


def answers(desk: Desk) -> Answers:
    assert isinstance(desk.ask, Answers)
    return desk.ask
