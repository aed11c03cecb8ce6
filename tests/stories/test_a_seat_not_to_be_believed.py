"""An organiser and the seat that looks good and is not to be believed: why, and what settles it."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton
from sqlalchemy import text

from phonebank.domain.figures import percent
from phonebank.domain.insight import Attempts, Insight, Projection, Reach
from phonebank.gui.pages.canvass.page import CanvassPage
from phonebank.gui.pages.insight.page import InsightPage
from phonebank.gui.pages.lists.page import ListsPage
from phonebank.gui.widgets.picks import ALL
from phonebank.services.freezing import frozen_copies
from phonebank.store.database import Database
from tests.browser import words_of
from tests.stories.conftest import Chooses, Person
from tests.stories.test_an_evening import (
    opens_the_demonstration,
    rows_on_screen,
    signs_in,
    turns_to,
)

CTRL = Qt.KeyboardModifier.ControlModifier
OURS, THEIRS = "Smith", "Corbyn"
# The list below a line is a window of its own, which the platform of tests cannot raise.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)")


class Prints(Chooses):
    """Sends what is printed to a file."""

    def __init__(self, path: Path, paper: Path) -> None:
        super().__init__(path)
        self.paper = paper

    def which_printer(self, title: str) -> QPrinter | None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFileName(str(self.paper))
        return printer


@dataclass(frozen=True)
class Seat:
    """A place as the file has it, counted here and not by the program."""

    name: str
    region: str
    roll: int
    ours: int
    theirs: int
    undecided: int
    silent: int  # have not answered yet
    most: int  # of those who stated, by the caller who obtained most
    caller: str

    @property
    def stated(self) -> int:
        return self.ours + self.theirs + self.undecided

    @property
    def not_counted(self) -> int:
        """For either, so that all of them might still go to one side."""
        return self.roll - self.ours - self.theirs


STATED = f"intention IN ('{OURS}', '{THEIRS}', 'undecided')"
HERE = "FROM elector JOIN constituency ON constituency.id = constituency_id WHERE on_roll AND"


def seat_in_file(db: Database, name: str) -> Seat:
    with db.read() as session:
        facts = session.execute(
            text(
                f"SELECT region, count(*), sum(intention = '{OURS}'), "
                f"sum(intention = '{THEIRS}'), sum(intention = 'undecided'), "
                f"sum(intention IS NULL) {HERE} constituency.name = :name"
            ),
            {"name": name},
        ).one()
        most = session.execute(
            text(
                f"SELECT count(*) AS n, (SELECT name FROM caller WHERE id = intention_by) {HERE} "
                f"constituency.name = :name AND {STATED} GROUP BY intention_by ORDER BY n DESC"
            ),
            {"name": name},
        ).first()
    assert most is not None
    return Seat(name, *facts, *most)


def share_at_first_attempt(db: Database) -> str:
    with db.read() as session:
        ours, stated = session.execute(
            text(
                f"SELECT sum(intention = '{OURS}'), count(*) FROM elector "
                f"WHERE on_roll AND {STATED} AND first_reached = 1"
            )
        ).one()
    return f"{round(100 * ours / stated)}%"


def canvass(person: Person) -> CanvassPage:
    page = person.view.pages["Canvass"]
    assert isinstance(page, CanvassPage)
    return page


def insight(person: Person) -> InsightPage:
    page = person.view.pages["Insight"]
    assert isinstance(page, InsightPage)
    return page


def presses_button(person: Person, words: str) -> None:
    """By the space bar, as somebody does who came to it by Tab."""
    buttons = person.window.findChildren(QAbstractButton)
    named = [it for it in buttons if it.isVisible() and words in (it.text(), it.accessibleName())]
    (button,) = named
    assert button.isEnabled()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    person.presses(Qt.Key.Key_Space)


def looks_too_good(person: Person) -> str:
    """The place with the largest lead of ours that its own margin swallows."""
    rows = rows_on_screen(person)
    position = canvass(person).pane.model.sheet.position
    place, lead, margin, verdict = map(position, ("place", "lead", "margin", "verdict"))
    ours = [row for row in rows if row[lead].startswith("+") and row[margin] != "—"]
    doubtful = [row for row in ours if int(row[margin][1:]) > int(row[lead][1:])]
    best = max(doubtful, key=lambda row: int(row[lead][1:]))
    assert int(best[lead][1:]) > 20
    assert best[verdict] == "too few to say"
    return best[place]


def goes_to(person: Person, name: str) -> None:
    """By the arrows to the row of our calls there, and by Enter to its details."""
    pane = canvass(person).pane
    pane.view.setFocus(Qt.FocusReason.TabFocusReason)
    person.presses(Qt.Key.Key_Home, CTRL)
    for _ in range(pane.model.rowCount()):
        subject = pane.subject()
        if subject is not None and subject.place == name and not subject.is_reported:
            break
        person.presses(Qt.Key.Key_Down)
    person.presses(Qt.Key.Key_Return)
    person.waits(canvass(person).panel.more.callers.isVisible)


def reads_why(person: Person, seat: Seat) -> None:
    panel = canvass(person).panel
    assert panel.place.text() == seat.name
    assert panel.verdict.text().lower() == "too few to say"
    assert f"{seat.stated} of {seat.roll} on the roll stated" in panel.stated.text()

    least, most = 100 * seat.ours / seat.roll, 100 * (seat.roll - seat.theirs) / seat.roll
    assert f"possible {least:.1f}–{most:.1f}" in panel.bars.accessibleDescription()

    needed = max(1, round(100 * (seat.ours - seat.theirs) / seat.not_counted))
    assert f"For {THEIRS} to tie here, the {seat.not_counted} electors" in panel.tie.text()
    assert f"by {needed} point" in panel.tie.text()

    first, *_ = panel.more.callers.words().splitlines()
    assert first.startswith(f"{seat.caller}, {round(100 * seat.most / seat.stated)}%")


def follows_the_warning(person: Person) -> None:
    warned = canvass(person).notice.words()
    assert warned.startswith("Do not quote the +")
    assert "Harder-to-reach" in warned
    presses_button(person, "See Insight")
    person.waits(lambda: person.view.turning.current == "Insight")
    person.waits(lambda: all(card.found for card in insight(person).cards.values()))


def reads_who_was_hard_to_reach(person: Person, db: Database) -> None:
    card = insight(person).cards[Insight.ATTEMPTS]
    found = card.found
    assert isinstance(found, Attempts)
    assert f"turn from {OURS}" in card.warnings()
    assert f"{share_at_first_attempt(db)} at the first attempt" in card.warnings()
    assert found.unreached_shares is not None
    raw = found.groups[0].shares[OURS]
    assert found.unreached_shares[OURS].share < raw


def share_in_the_last_poll(db: Database) -> tuple[str, str]:
    """Who asked everybody last, and our share of those who named somebody, as printed."""
    with db.read() as session:
        pollster, printed = session.execute(
            text(
                "SELECT pollster, printed FROM outside_poll WHERE section_id IS NULL "
                "ORDER BY published DESC LIMIT 1"
            )
        ).one()
    told = {who: float(share) for who, share in json.loads(printed).items()}
    return pollster, f"{round(100 * told[OURS] / (told[OURS] + told[THEIRS]))}%"


def reads_the_projection_beside_the_polls(person: Person, db: Database) -> None:
    """In the table of the chart, as somebody does who reads by ear."""
    card = insight(person).cards[Insight.PROJECTION]
    presses_button(person, card.buttons.table.accessibleName())
    assert card.table.isVisible()
    found = card.found
    assert isinstance(found, Projection)
    pollster, share = share_in_the_last_poll(db)
    of_everybody = [row for row in card.table.texts() if row[0] == "everybody"]
    mine, poll = of_everybody
    assert poll[1].startswith(pollster)
    assert share in poll
    weighted, raw = found.whole.weighted_named[OURS], found.whole.raw_named[OURS]
    assert {percent(raw), percent(weighted)} <= set(mine)
    assert float(share[:-1]) / 100 < weighted < raw, "weights go part of the way to the poll"
    assert "An outside poll differs by more than our margin" in card.warnings()
    assert "An outside poll differs" in insight(person).head.pill.text()


def plans_the_calls(person: Person, seat: Seat) -> None:
    """What fewer callers could still do in the seat's region until ballots close."""
    page = insight(person)
    page.filters.choose("region", seat.region)
    card = page.cards[Insight.REACH]
    person.waits(lambda: bool(card.found and card.found.where))
    usual = reach(page)
    page.planner.callers.track.setFocus(Qt.FocusReason.TabFocusReason)
    person.presses(Qt.Key.Key_Home)
    person.waits(lambda: reach(page).effort.callers == 1)
    alone = reach(page)
    assert page.planner.callers.value.text() == "1"
    assert alone.to_ring == usual.to_ring
    a_day = alone.effort.hours_a_day * alone.effort.calls_an_hour
    assert alone.forecast.calls == alone.forecast.days * a_day
    assert alone.forecast.calls < usual.forecast.calls
    assert alone.forecast.finished_on is None
    coverage = percent(alone.forecast.coverage)
    assert ["Coverage then", coverage] in [[row[0], row[-1]] for row in card.table.texts()]


def reach(page: InsightPage) -> Reach:
    found = page.cards[Insight.REACH].found
    assert isinstance(found, Reach)
    return found


def makes_a_list_of_who_was_not_heard(person: Person, seat: Seat) -> None:
    """By the button beside the seat; all but the name is filled in."""
    turns_to(person, "Canvass")
    rows_on_screen(person)
    presses_button(person, "Make a call list")
    page = person.view.pages["Lists"]
    assert isinstance(page, ListsPage)
    person.waits(page.view.form.name.hasFocus)
    assert page.view.form.name.text() == seat.name
    assert seat.name in page.view.form.whom.text()
    person.types("Settle it")
    person.presses(Qt.Key.Key_Return, CTRL)
    person.waits(lambda: page.view.board.head.name.text() == "Settle it")
    presses_button(person, "Open")
    person.waits(lambda: (page.view.board.strip.figures()[0] or 0) > 0)
    ready, _, _, on_it = page.view.board.strip.figures()
    assert on_it == seat.silent
    assert ready is not None
    assert 0 < ready <= on_it


def comes_back_to(person: Person, name: str) -> None:
    """The seat is still the chosen one."""
    turns_to(person, "Canvass")
    rows_on_screen(person)
    assert canvass(person).panel.place.text() == name


def exports_the_seat_on_paper(person: Person, db: Database, seat: Seat, path: Path) -> None:
    asked(person).path = path
    presses_button(person, "Export this place")
    person.waits(lambda: person.sees(f"Written: {path}"))
    paper = " ".join(words_of(path).split())
    assert seat.name in paper
    assert "too few to say" in paper.lower()
    assert f"{seat.stated} of {seat.roll} on the roll" in paper
    assert f"the {seat.not_counted} electors not counted for either" in paper
    newest, *_ = frozen_copies(db, person.view.desk.actor)
    assert newest.given_as == "report"
    assert f"Copy {newest.number}, {newest.content_hash[:8]}" in paper


def exports_the_workbook(person: Person, db: Database, seat: Seat, path: Path) -> None:
    asked(person).path = path
    warned = canvass(person).notice.words()
    person.presses(Qt.Key.Key_E, CTRL)
    person.waits(lambda: person.sees(f"Written: {path}"))
    book = load_workbook(path)
    assert {"Canvass", "First contact", "Projection", "Callers", "Reach"} <= set(book.sheetnames)
    rows = [[cell for cell in row if cell is not None] for row in book["Canvass"].values]
    (mine,) = [row for row in rows if row[:2] == [seat.name, "our calls"]]
    lead = (seat.ours - seat.theirs) / seat.stated
    assert {seat.roll, seat.stated, seat.ours, seat.theirs, "too few to say"} <= set(mine)
    assert any(cell == pytest.approx(lead) for cell in mine if isinstance(cell, float))
    notes = [str(cell) for row in rows for cell in row]
    assert " ".join(warned.split()) in notes
    newest, *_ = frozen_copies(db, person.view.desk.actor)
    assert any(f"Copy {newest.number}, {newest.content_hash[:8]}" in note for note in notes)


def prints_the_projection(person: Person, db: Database, paper: Path) -> None:
    """Of the whole country again, since no poll is of a region."""
    turns_to(person, "Insight")
    page = insight(person)
    page.filters.choose("region", ALL)
    card = page.cards[Insight.PROJECTION]
    person.waits(lambda: bool(card.found and not card.found.where))
    presses_button(person, card.buttons.print.accessibleName())
    person.waits(lambda: person.sees("Sent to the printer"))
    printed = words_of(paper)
    assert card.title.text() in printed
    pollster, _ = share_in_the_last_poll(db)
    assert pollster in printed
    assert "Harder-to-reach" in printed


def asked(person: Person) -> Prints:
    ask = person.window.ask
    assert isinstance(ask, Prints)
    return ask


def test_a_seat_that_looks_good_is_seen_through_planned_for_and_told_of(
    person: Person, tmp_path: Path
) -> None:
    person.window.ask = Prints(tmp_path / "canvass.xlsx", tmp_path / "printed.pdf")
    db = opens_the_demonstration(person, tmp_path)
    signs_in(person, "Organiser")
    turns_to(person, "Canvass")

    name = looks_too_good(person)
    seat = seat_in_file(db, name)
    goes_to(person, name)
    reads_why(person, seat)
    follows_the_warning(person)
    reads_who_was_hard_to_reach(person, db)
    reads_the_projection_beside_the_polls(person, db)
    plans_the_calls(person, seat)
    makes_a_list_of_who_was_not_heard(person, seat)
    comes_back_to(person, name)
    exports_the_seat_on_paper(person, db, seat, tmp_path / "seat.pdf")
    exports_the_workbook(person, db, seat, tmp_path / "canvass.xlsx")
    prints_the_projection(person, db, tmp_path / "printed.pdf")
