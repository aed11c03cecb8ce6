"""Paper entry: sheets are printed, rung from in a room without laptops, and entered by keyboard."""

from pathlib import Path

from PySide6.QtCore import Qt

from phonebank.domain.paper import SheetNow
from phonebank.gui.pages.paper.page import PaperPage
from phonebank.services import call_sheets, looking_up, my_calls
from phonebank.services.signing_in import sign_in
from phonebank.store.database import Database
from tests.stories.conftest import Chooses, Person
from tests.stories.test_an_evening import CTRL, opens_the_demonstration, signs_in, turns_to

Key = Qt.Key


def sheet(db: Database, number: int) -> SheetNow:
    return call_sheets.sheet_rows(db, sign_in(db), number)


def page_of(person: Person) -> PaperPage:
    page = person.view.pages["Paper"]
    assert isinstance(page, PaperPage)
    return page


def prints(person: Person, folder: Path) -> bytes:
    """From the Lists page, by keys alone."""
    chooses = person.window.ask
    assert isinstance(chooses, Chooses)
    chooses.path = folder / "sheets.pdf"
    turns_to(person, "Lists")
    person.presses(Key.Key_E, CTRL | Qt.KeyboardModifier.ShiftModifier)
    person.waits(lambda: page_of(person).view.head.lists.count() > 0)
    person.presses(Key.Key_P, CTRL)
    person.waits(lambda: person.sees("are ready to print"))
    return (folder / "sheets.pdf").read_bytes()


def enters(person: Person, *keys: Qt.Key) -> None:
    for key in (*keys, Key.Key_Return):
        person.presses(key)


def test_an_organiser_prints_sheets_and_enters_one_from_the_keyboard_alone(
    person: Person, tmp_path: Path
) -> None:
    db = opens_the_demonstration(person, tmp_path)
    signs_in(person, "Organiser")
    assert prints(person, tmp_path).startswith(b"%PDF-")
    person.types("000001")
    person.presses(Key.Key_Return)
    person.waits(lambda: person.sees("Sheet 1, Everybody: 12 of 12 rows left"))
    person.types("Ceri Ffransis")
    assert person.sees("new: a volunteer of this name is added")
    enters(person)
    enters(person)
    enters(person, Key.Key_1, Key.Key_S, Key.Key_F)
    enters(person, Key.Key_2)
    enters(person, Key.Key_3, Key.Key_L)
    enters(person, Key.Key_1, Key.Key_U, Key.Key_0)
    person.presses(Key.Key_PageDown)  # nobody rang the fifth
    for _ in range(7):
        enters(person, Key.Key_2)
    person.waits(lambda: sheet(db, 1).left == 1)
    person.waits(lambda: page_of(person).in_hand.row == 5)
    enters(person, Key.Key_1, Key.Key_C)
    person.waits(lambda: sheet(db, 1).left == 0)
    rows = sheet(db, 1).rows
    ceri = sign_in(db, "Ceri Ffransis")
    (today, *_) = my_calls.my_calls(db, ceri, person.view.desk.clock.now())
    assert (len(today.calls), today.contacts, today.stated) == (12, 3, 3)
    barred = looking_up.elector_card(db, sign_in(db), rows[3].elector_id)
    assert barred.suppressed
    assert person.view.trouble.isHidden()
