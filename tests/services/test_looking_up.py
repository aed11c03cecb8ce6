import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from phonebank.domain.errors import NotPermitted
from phonebank.domain.permits import Actor
from phonebank.services import campaigns, importing, signing_in
from phonebank.services.importing import ImportKind
from phonebank.services.looking_up import (
    elector_card,
    elector_ids,
    elector_lines,
    elector_numbered,
    find_electors,
)
from phonebank.store.database import Database

NOW = datetime(2016, 9, 19, 18, tzinfo=UTC)
ROLL = """membership_number,first_name,last_name,mobile,constituency,section
L1,Siân,O’Neill,07700 900142,Hove,full member
L2,Neil,Sianson,07700 900143,Exeter,full member
L3,Ada,Orr,,Hove,registered supporter
"""
CALLS = """membership_number,called_at,caller,outcome,intention,note
L1,2016-09-01T18:00:00+01:00,Vi,no-answer,,
L1,2016-09-02T18:00:00+01:00,Vi,spoke,Smith,likes unity
"""


@pytest.fixture
def db(template: Path, tmp_path: Path) -> Iterator[Database]:
    few = tmp_path / "few.phonebank"
    shutil.copyfile(template, few)
    db = campaigns.open_campaign(few)
    for kind, text in {ImportKind.ROLL: ROLL, ImportKind.CALLS: CALLS}.items():
        file = tmp_path / f"{kind}.csv"
        file.write_text(text, "utf-8")
        importing.import_file(db, signing_in.sign_in(db), file, kind, NOW)
    yield db
    db.close()


@pytest.fixture
def organiser(db: Database) -> Actor:
    return signing_in.sign_in(db)


@pytest.mark.parametrize("text", ["siân o'n", "oneill SIAN", "sian o’neill", " L1 "])
def test_an_elector_is_found_by_parts_of_the_name_or_the_number(
    db: Database, organiser: Actor, text: str
) -> None:
    assert [row.membership_number for row in find_electors(db, organiser, text)] == ["L1"]


def test_parts_may_stand_in_any_order(db: Database, organiser: Actor) -> None:
    assert [row.membership_number for row in find_electors(db, organiser, "si neil")] == ["L2"]


def test_nobody_is_found_by_what_nobody_is_called(db: Database, organiser: Actor) -> None:
    assert not find_electors(db, organiser, "zebedee")


def test_no_more_are_found_than_asked_for(db: Database, organiser: Actor) -> None:
    assert len(find_electors(db, organiser, "", limit=2)) == 2


def test_a_card_has_the_calls_newest_first(db: Database, organiser: Actor) -> None:
    found = find_electors(db, organiser, "L1")[0]
    card = elector_card(db, organiser, found.id)
    assert [call.attempt for call in card.history] == [2, 1]
    assert card.history[0].note == "likes unity"
    assert card.intention == "Smith"


def test_a_volunteer_may_not_look_electors_up(db: Database) -> None:
    volunteer = signing_in.introduce(db, "Vi").value
    with pytest.raises(NotPermitted):
        find_electors(db, volunteer, "siân")
    with pytest.raises(NotPermitted):
        elector_card(db, volunteer, 1)
    with pytest.raises(NotPermitted):
        elector_ids(db, volunteer)
    with pytest.raises(NotPermitted):
        elector_lines(db, volunteer, [1])
    with pytest.raises(NotPermitted):
        elector_numbered(db, volunteer, "L1")


def test_a_card_says_from_what_file_somebody_came(db: Database, organiser: Actor) -> None:
    card = elector_card(db, organiser, find_electors(db, organiser, "L1")[0].id)
    assert card.origin is not None
    assert card.origin.file_name.endswith(".csv")


def test_a_number_is_found_however_it_is_written(db: Database, organiser: Actor) -> None:
    for text in ("07700 900143", "+44 7700 900143", "0143", "neil 0143"):
        assert [row.membership_number for row in find_electors(db, organiser, text)] == ["L2"]
