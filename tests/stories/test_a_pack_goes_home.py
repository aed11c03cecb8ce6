"""A pack is taken to another folder, worked there in the window, and comes back twice."""

from pathlib import Path

from PySide6.QtCore import Qt

from phonebank.domain.clock import DEMO_EVENING
from phonebank.services.campaigns import open_campaign
from phonebank.services.checking import problems
from phonebank.services.merging import MergeAccounts, merge_pack
from phonebank.services.packs import Wanted, issue_pack
from phonebank.services.signing_in import add_caller, sign_in
from tests.stories.conftest import Chooses, Person
from tests.stories.test_an_evening import somebody_is_up

CTRL = Qt.KeyboardModifier.ControlModifier
PASSPHRASE = "correct horse battery"


def taken_home(campaign: Path, home: Path) -> Path:
    """A pack of five electors for Vi, in a folder of her own."""
    db = open_campaign(campaign)
    me = sign_in(db)
    add_caller(db, me, "Vi Lane")
    wanted = Wanted(caller="Vi Lane", electors=5, passphrase=PASSPHRASE)
    home.mkdir()
    issue_pack(db, me, wanted, home / "vi.pack", DEMO_EVENING)
    db.close()
    return home / "vi.pack"


def merged(campaign: Path, back: Path) -> MergeAccounts:
    db = open_campaign(campaign)
    me = sign_in(db)
    told = merge_pack(db, me, back, DEMO_EVENING).value
    assert problems(db, me, deep=True) == []
    db.close()
    return told


def opens_the_pack(person: Person, pack: Path) -> None:
    """A wrong passphrase first."""
    chooses = person.window.ask
    assert isinstance(chooses, Chooses)
    chooses.path, chooses.passphrases = pack, ["wrong passphrase", PASSPHRASE]
    person.presses(Qt.Key.Key_O, CTRL)
    person.waits(lambda: person.sees("Who are you?"))
    person.types("Vi Lane")
    person.presses(Qt.Key.Key_Return)


def rings_one(person: Person, but_not: str = "") -> str:
    asked = somebody_is_up(person, but_not)
    person.presses(Qt.Key.Key_2)
    person.presses(Qt.Key.Key_Return, CTRL)
    return asked


def sends_back(person: Person, to: Path) -> None:
    chooses = person.window.ask
    assert isinstance(chooses, Chooses)
    chooses.path = to
    person.view.floor.acted.emit()
    person.waits(lambda: f"{to.name} holds" in person.view.floor.words())


def test_a_pack_is_worked_elsewhere_and_comes_back_twice(person: Person, tmp_path: Path) -> None:
    campaign, home = tmp_path / "demo.phonebank", tmp_path / "home"
    pack = taken_home(campaign, home)
    opens_the_pack(person, pack)
    person.waits(lambda: "0 of 5 electors rung" in person.view.floor.words())

    first = rings_one(person)
    person.waits(lambda: "1 of 5 electors rung" in person.view.floor.words())
    sends_back(person, home / "back.pack")
    told = merged(campaign, home / "back.pack")
    assert (told.read, told.added, told.known, told.quarantined) == (1, 1, 0, 0)

    rings_one(person, first)
    person.waits(lambda: "2 of 5 electors rung" in person.view.floor.words())
    sends_back(person, home / "back again.pack")
    told = merged(campaign, home / "back again.pack")
    assert (told.read, told.added, told.known, told.quarantined) == (2, 1, 1, 0)
    assert merged(campaign, home / "back.pack").added == 0
