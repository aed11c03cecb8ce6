"""A roll arrives: dropped, looked at, corrected, checked, taken in, and taken back whole."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from phonebank.domain.dates import DateOrder
from phonebank.gui.pages.importing.page import ImportPage
from phonebank.gui.pages.importing.ways import Step
from phonebank.services.looking_up import find_electors
from phonebank.services.signing_in import sign_in
from phonebank.store.database import Database
from tests.stories.conftest import Person, WindowsShown
from tests.stories.test_an_evening import opens_the_demonstration, signs_in

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
FILE = (
    "Members of the branch;;;;;;;",
    "Member ID;Surname;Forenames;CLP;Mobile;Class;Joined;Second phone",
    "ZZ1;O’Zeeland;Zoë;Exeter;07700 900001;FM;03/09/2015;01632 960001",
    "ZZ2;Zdáviës;Siân;Exeter;07700 900002;Golden;04/09/2015;",
    "ZZ3;Zsmith;Ann;Nowhere at All;07700 900003;FM;05/10/2015;",
    "ZZ4;Zpatel;Raj;Exeter;07700 900004;TU;05/11/2015;01632 960004",
)


def messy_roll(folder: Path) -> Path:
    path = folder / "Branch 12 Sep.csv"
    path.write_bytes("\r\n".join(FILE).encode("cp1252"))
    return path


def drops(person: Person, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    where, button = QPoint(600, 300), Qt.MouseButton.LeftButton
    plain, copy = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    QApplication.sendEvent(person.view, QDragEnterEvent(where, copy, mime, button, plain))
    assert person.view.drop_target.overlay.isVisible()
    QApplication.sendEvent(person.view, QDropEvent(where.toPointF(), copy, mime, button, plain))


def import_page(person: Person) -> ImportPage:
    page = person.view.pages["Import"]
    assert isinstance(page, ImportPage)
    return page


def comes_to(person: Person, step: Step) -> ImportPage:
    page = import_page(person)
    person.waits(
        lambda: page.step is step and not page.work.is_busy and not page.frame.is_waiting()
    )
    return page


def goes_on(person: Person, step: Step) -> ImportPage:
    person.waits(import_page(person).frame.footer.on.isEnabled)
    person.presses(Qt.Key.Key_Return, CTRL)
    return comes_to(person, step)


def on_the_roll(db: Database, text: str) -> list[str]:
    return sorted(row.membership_number for row in find_electors(db, sign_in(db), text))


def test_a_messy_roll_is_dropped_corrected_decided_checked_imported_and_undone(
    person: Person, tmp_path: Path
) -> None:
    db = opens_the_demonstration(person, tmp_path)
    signs_in(person, "Organiser")
    drops(person, messy_roll(tmp_path))

    page = comes_to(person, Step.FILE)
    assert person.sees("Windows-1252")
    assert person.sees("In which are the names right?")
    page.frame.file.encoding.options["cp1252"].click()
    comes_to(person, Step.FILE)

    goes_on(person, Step.COLUMNS)
    columns = page.frame.columns
    columns.dates.options[DateOrder.DAY_FIRST].click()
    landline = columns.rows["landline"]
    landline.picks[0].setCurrentText("Second phone")
    landline.picks[0].activated.emit(landline.picks[0].currentIndex())
    assert page.draft is not None
    assert page.draft.columns["landline"] == ("Second phone",)

    goes_on(person, Step.CHECK)
    assert page.frame.check.cards.card("added").accessibleName().startswith("3 new")
    assert page.frame.check.cards.card("rejected").accessibleName().startswith("1 rejected")
    assert on_the_roll(db, "zdavies") == []
    page.frame.check.side.decide.click()
    [golden] = page.frame.check.decisions.rows
    assert golden.written == "Golden"
    person.waits(lambda: golden.pick.count() > 2)
    golden.pick.setCurrentText("full member")
    golden.pick.activated.emit(golden.pick.currentIndex())
    assert page.frame.footer.on.text() == "Check again"
    goes_on(person, Step.CHECK)
    assert not page.frame.check.side.decide.isVisible()

    goes_on(person, Step.SUMMARY)
    assert person.sees("4 rows read, 3 written.")
    assert on_the_roll(db, "zdavies") == ["ZZ2"]
    [zoe] = find_electors(db, sign_in(db), "zoe ozeeland")
    assert zoe.section == "full member"

    person.waits(page.frame.summary.undo.isVisible)
    page.frame.summary.undo.click()
    page.frame.summary.earlier.question.acted.emit()
    person.waits(lambda: person.sees("3 electors taken off the roll"))
    assert on_the_roll(db, "zdavies") == []

    person.presses(Qt.Key.Key_Return, CTRL)
    assert person.view.stack.currentWidget() is person.view.pages["Electors"]


def test_the_window_is_never_covered_by_another(person: Person, tmp_path: Path) -> None:
    with WindowsShown(person.window) as seen:
        opens_the_demonstration(person, tmp_path)
        signs_in(person, "Organiser")
        person.presses(Qt.Key.Key_I, CTRL)
        drops(person, messy_roll(tmp_path))
        page = comes_to(person, Step.FILE)
        page.frame.file.encoding.options["cp1252"].click()
        comes_to(person, Step.FILE)
        goes_on(person, Step.COLUMNS)
        page.frame.columns.dates.options[DateOrder.DAY_FIRST].click()
        goes_on(person, Step.CHECK)
        page.frame.check.side.alias.click()
        person.presses(Qt.Key.Key_Escape)
        person.presses(Qt.Key.Key_Left, ALT)

    assert seen.names == []
