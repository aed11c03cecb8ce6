"""An organiser's evening through the window, from the start page to the spreadsheet."""

from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtCore import Qt

from phonebank.domain.canvass import CanvassTable
from phonebank.domain.tallies import Tally
from phonebank.gui.pages.canvass.page import CanvassPage
from phonebank.services import campaigns
from phonebank.services.signing_in import sign_in
from phonebank.services.tallying import canvass_table
from phonebank.store.database import Database
from tests.stories.conftest import Chooses, Person, WindowsShown

CTRL = Qt.KeyboardModifier.ControlModifier


def as_it_stands(db: Database) -> CanvassTable:
    return canvass_table(db, sign_in(db), campaigns.campaign_facts(db).contest.ballots_close)


def total(db: Database) -> Tally:
    return as_it_stands(db).total.tally


def opens_the_demonstration(person: Person, folder: Path) -> Database:
    chooses = person.window.ask
    assert isinstance(chooses, Chooses)
    chooses.path = folder / "demo.phonebank"
    person.presses(Qt.Key.Key_O, CTRL)
    person.waits(lambda: person.sees("Who are you?"))
    chooses.path = folder / "canvass.xlsx"
    assert person.window.db is not None
    return person.window.db


def somebody_is_up(person: Person, but_not: str = "") -> str:
    """Wait for an elector's name in the first question, other than the last one's."""

    def asked() -> str:
        return next((text for text in person.texts() if text.startswith("Did you speak to")), "")

    person.waits(lambda: asked() not in {"", "Did you speak to ?", but_not})
    return asked()


def rows_on_screen(person: Person) -> list[list[str]]:
    """The canvass as the page's own table has it, a row of texts each."""
    page = person.view.pages["Canvass"]
    assert isinstance(page, CanvassPage)
    person.waits(page.head.export.isEnabled)
    model = page.pane.view.model()
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def turns_to(person: Person, title: str) -> None:
    """By the key of the page's item in the rail."""
    number = list(person.view.pages).index(title) + 1
    person.presses(Qt.Key(Qt.Key.Key_0 + number), CTRL)


def signs_in(person: Person, name: str) -> None:
    assert person.sees("There is no password yet")
    person.types(name)
    person.presses(Qt.Key.Key_Return)
    person.waits(lambda: person.window.view is not None)


def logs(person: Person, asked: str, *keys: Qt.Key) -> str:
    """Answer with these keys, save, and wait for the next elector."""
    for key in keys:
        person.presses(key)
    person.presses(Qt.Key.Key_Return, CTRL)
    return somebody_is_up(person, but_not=asked)


def test_an_organiser_rings_three_people_takes_one_back_and_exports_what_they_see(
    person: Person, tmp_path: Path
) -> None:
    db = opens_the_demonstration(person, tmp_path)
    before = total(db)
    signs_in(person, "Organiser")
    turns_to(person, "Canvass")
    at_first = rows_on_screen(person)
    person.presses(Qt.Key.Key_1, CTRL)

    second = logs(person, somebody_is_up(person), Qt.Key.Key_1, Qt.Key.Key_S)
    third = logs(person, second, Qt.Key.Key_2)
    logs(person, third, Qt.Key.Key_0)
    person.waits(lambda: len(own_calls(db)) == 3)
    assert own_calls(db) == ["spoke", "no-answer", "do-not-call"]

    person.presses(Qt.Key.Key_Z, CTRL)
    person.waits(lambda: person.sees("was taken back"))
    assert own_calls(db) == ["spoke", "no-answer"]

    turns_to(person, "Canvass")
    person.waits(lambda: rows_on_screen(person) != at_first)
    after = total(db)
    assert after.counts["Smith"] == before.counts["Smith"] + 1
    assert after.stated == before.stated + 1

    person.presses(Qt.Key.Key_E, CTRL)
    written = tmp_path / "canvass.xlsx"
    person.waits(written.exists)
    sheet = load_workbook(written)["Canvass"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert any(after.stated in row and after.roll in row for row in cells)
    assert {row.place for row in as_it_stands(db).rows} <= {row[0] for row in cells}


def own_calls(db: Database) -> list[str]:
    """Outcomes of the organiser's calls that count, oldest first, as the file has them."""
    with db.read() as session:
        rows = session.connection().exec_driver_sql(
            "SELECT outcome FROM call WHERE caller_id = 1 AND outcome IS NOT NULL AND call_id "
            "NOT IN (SELECT supersedes FROM call WHERE supersedes IS NOT NULL) ORDER BY id"
        )
        return [outcome for (outcome,) in rows]


def test_a_volunteer_sees_calls_and_nothing_else(person: Person, tmp_path: Path) -> None:
    opens_the_demonstration(person, tmp_path)
    signs_in(person, "Nia Test")
    somebody_is_up(person)

    assert list(person.view.pages) == ["Call", "My calls"]
    person.presses(Qt.Key.Key_K, CTRL)
    person.presses(Qt.Key.Key_3, CTRL)
    assert person.view.stack.currentWidget() is person.view.pages["Call"]
    assert not person.view.top_bar.finder.isVisible()


def test_a_file_that_is_no_campaign_is_told_at_the_start_page(
    person: Person, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.phonebank"
    letter.write_text("Dear member,\n")
    chooses = person.window.ask
    assert isinstance(chooses, Chooses)
    chooses.path = letter
    person.presses(Qt.Key.Key_O, CTRL)

    person.waits(lambda: "not a phonebank campaign" in person.window.start.trouble.words())
    assert letter.read_text() == "Dear member,\n"


def test_nothing_flashes_up_as_a_window_of_its_own(person: Person, tmp_path: Path) -> None:
    with WindowsShown(person.window) as seen:
        opens_the_demonstration(person, tmp_path)
        signs_in(person, "Organiser")
        somebody_is_up(person)
        for key in (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4):
            person.presses(key, CTRL)
        person.presses(Qt.Key.Key_F1)

    assert seen.names == []


def test_signing_out_gives_back_whoever_was_held(person: Person, tmp_path: Path) -> None:
    db = opens_the_demonstration(person, tmp_path)
    signs_in(person, "Organiser")
    somebody_is_up(person)
    assert held(db) > 0
    person.presses(Qt.Key.Key_L, CTRL)

    person.waits(lambda: person.sees("Who are you?"))
    person.waits(lambda: held(db) == 0)  # the last write goes on while the names are shown


def held(db: Database) -> int:
    with db.read() as session:
        counted = session.connection().exec_driver_sql("SELECT count(*) FROM lease")
        return int(counted.scalar_one())
