import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from phonebank.domain.errors import NotPermitted
from phonebank.domain.permits import Actor
from phonebank.services import campaigns, importing, signing_in
from phonebank.services.importing import ImportKind
from phonebank.services.tallying import canvass_table
from phonebank.services.warnings import warned_sheet
from phonebank.store.database import Database

NOW = datetime(2016, 9, 19, 18, tzinfo=UTC)
POLLS = "pollster,client,published,section,stated,Smith,Corbyn,undecided,source\n"
Say = Callable[..., str | None]


@pytest.fixture
def db(template: Path, tmp_path: Path) -> Iterator[Database]:
    few = tmp_path / "few.phonebank"
    shutil.copyfile(template, few)
    db = campaigns.open_campaign(few)
    yield db
    db.close()


@pytest.fixture
def organiser(db: Database) -> Actor:
    return signing_in.sign_in(db)


@pytest.fixture
def say(db: Database, organiser: Actor, tmp_path: Path) -> Say:
    """The warning over a roll of so many, of whom some said Smith and some Corbyn."""

    def warning(
        roll: int, smith: int, corbyn: int, polls: str = "", **where: list[str]
    ) -> str | None:
        electors = [f"L{n},Ada,Orr,Hove,full member" for n in range(roll)]
        said = ["Smith"] * smith + ["Corbyn"] * corbyn
        calls = [f"L{n},2016-09-01T18:00:00Z,Vi,spoke,{who}" for n, who in enumerate(said)]
        files = {
            ImportKind.ROLL: ["membership_number,first_name,last_name,constituency,section"],
            ImportKind.CALLS: ["membership_number,called_at,caller,outcome,intention"],
        }
        files[ImportKind.ROLL] += electors
        files[ImportKind.CALLS] += calls
        texts = {kind: "\n".join(lines) for kind, lines in files.items()}
        for kind, text in {**texts, ImportKind.POLLS: POLLS + polls}.items():
            file = tmp_path / f"{kind}.csv"
            file.write_text(text, "utf-8")
            importing.import_file(db, organiser, file, kind, NOW)
        table = canvass_table(db, organiser, NOW, where=where)
        notes = warned_sheet(db, organiser, table).notes
        return notes[0] if notes else None

    return warning


def test_nothing_is_said_of_a_good_canvass(say: Say) -> None:
    assert say(100, 40, 30) is None


def test_nothing_is_said_where_nobody_has_stated(say: Say) -> None:
    assert say(100, 0, 0) is None


def test_too_few_to_say_comes_first(say: Say) -> None:
    poll = "YouGov,,2016-08-30,,1236,35,57,8,x\n"
    assert say(100, 10, 2, poll) == "Too few to say. 12 of 100 on the roll stated, 12%."


def test_low_coverage_is_said_with_its_figures(say: Say) -> None:
    assert say(200, 30, 10) == "Coverage is low. 40 of 200 on the roll stated, 20%."


def test_a_poll_that_differs_by_more_than_the_margin_is_put_beside(say: Say) -> None:
    polls = (
        "YouGov,,2016-08-30,,1236,35,57,8,x\n"
        "YouGov,,2016-07-18,,1000,50,50,,x\n"
        "YouGov,,2016-09-10,full member,,43,57,,x\n"
    )
    said = say(100, 40, 30, polls)
    assert said == "Do not quote the +14 alone. YouGov, 30 Aug: Smith 22 behind."


def test_a_poll_of_everybody_is_not_held_against_some_places_or_sections(say: Say) -> None:
    poll = "YouGov,,2016-08-30,,1236,35,57,8,x\n"
    assert say(100, 40, 30, poll, constituency=["Hove"]) is None
    assert say(100, 40, 30, poll, section=["full member"]) is None
    told = say(100, 40, 30, poll, caller=["Vi"])
    assert told is not None
    assert told.startswith("Do not quote the +14 alone. YouGov, 30 Aug: Smith 22 behind.")


def test_low_coverage_is_added_to_a_poll(say: Say) -> None:
    said = say(200, 30, 10, "ICM,,2015-08-30,,900,50,50,,x\n")
    assert said == (
        "Do not quote the +50 alone. ICM, 30 Aug 2015: Smith level. "
        "40 of 200 on the roll stated, 20%."
    )


def test_a_poll_within_the_margin_is_not_held_against_us(say: Say) -> None:
    assert say(100, 40, 30, "YouGov,,2016-08-30,,1236,53,40,7,x\n") is None


def test_a_volunteer_may_not_see_it(db: Database, organiser: Actor) -> None:
    table = canvass_table(db, organiser, NOW)
    with pytest.raises(NotPermitted):
        warned_sheet(db, signing_in.introduce(db, "Vi").value, table)
