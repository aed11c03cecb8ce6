"""Imports, changes by hand and undoing in any order: nothing that somebody said is lost."""

from datetime import timedelta
from itertools import count

import pytest

from phonebank.domain.intake import Accounts, Fate
from phonebank.services.editing import correct_elector, suppress
from phonebank.services.importing import ImportKind, ImportOptions
from phonebank.services.imports import Undone, undo_import
from phonebank.services.looking_up import elector_card, find_electors
from tests.conftest import MONDAY, Make, call_row, roll_row

MINUTES = count(1)


def brought(make: Make, *rows: dict[str, str], **options: bool) -> Accounts:
    """Each import at a time of its own."""
    now = MONDAY + timedelta(minutes=next(MINUTES))
    return make.brought_in(ImportKind.ROLL, rows, ImportOptions(**options), now)  # type: ignore[arg-type]


def undo(make: Make, accounts: Accounts) -> Undone:
    assert accounts.import_id is not None
    return undo_import(make.db, make.organiser, accounts.import_id, MONDAY).value


BARRED, BARRED_AND_CHANGED = (
    roll_row(do_not_call="yes"),
    roll_row(do_not_call="yes", email="a@example.org"),
)


@pytest.mark.parametrize("later", [BARRED, BARRED_AND_CHANGED])
def test_do_not_call_stays_while_one_import_that_said_it_stands(
    make: Make, later: dict[str, str]
) -> None:
    brought(make, roll_row(do_not_call="no"))
    first, second = brought(make, BARRED), brought(make, later)
    undo(make, first)
    assert make.state(1).suppressed == "do-not-call"
    undo(make, second)
    assert make.state(1).suppressed == ""
    assert make.stale() == 0


def test_whom_a_later_import_barred_is_not_forgotten_with_the_import_that_added_them(
    make: Make,
) -> None:
    first = brought(make, BARRED, roll_row("L2", "Bea Webb", do_not_call=""))
    brought(make, BARRED, roll_row("L2", "Bea Webb", do_not_call=""))
    undone = undo(make, first)
    assert undone.kept == ["Ada Byron (L1), not to be called by a later import"]
    assert undone.removed == 1
    brought(make, roll_row())
    assert make.state(1).suppressed == "do-not-call"


def test_what_a_roll_says_of_the_deceased_is_kept_too(make: Make) -> None:
    brought(make, roll_row())
    suppress(make.db, make.organiser, 1, "deceased", MONDAY)
    told = brought(make, BARRED)
    assert told.fates == {Fate.SUPPRESSED: 1}
    card = elector_card(make.db, make.organiser, 1)
    assert {row.kind for row in card.suppressions} == {"deceased", "do-not-call"}


def test_an_import_undone_before_the_one_it_built_on_hinders_nothing(make: Make) -> None:
    first, second = brought(make, roll_row()), brought(make, roll_row(email="b@example.org"))
    undo(make, second)
    assert undo(make, first).removed == 1


def test_undone_in_the_order_they_came_imports_leave_what_was_before_them(make: Make) -> None:
    rows = [
        roll_row(email=f"{n}@example.org", mobile=f"07700 90000{n}", tags=f"tag {n}")
        for n in range(3)
    ]
    _, second, third = (brought(make, row) for row in rows)
    undo(make, second)
    card = make.card(1)
    assert (card.email, card.numbers[0].written) == ("2@example.org", "07700 900002")
    undo(make, third)
    card = make.card(1)
    assert (card.email, card.numbers[0].written) == ("0@example.org", "07700 900000")
    assert list(elector_card(make.db, make.organiser, 1).tags) == ["tag 0"]


def test_what_a_later_import_said_again_is_not_undone_with_the_first_that_said_it(
    make: Make,
) -> None:
    told = [brought(make, roll_row(email=f"{name}@example.org")) for name in "xyzy"]
    undo(make, told[1])
    assert make.card(1).email == "y@example.org"


def test_after_undoing_a_name_is_sorted_and_found_by_what_it_is(make: Make) -> None:
    brought(make, roll_row())
    correct_elector(make.db, make.organiser, 1, {"first_name": "Augusta"}, MONDAY)
    undo(make, brought(make, roll_row(name="Ada Lovelace")))
    assert make.state(1).name_key == "byron augusta"
    assert [one.name for one in find_electors(make.db, make.organiser, "byron")] == [
        "Augusta Byron"
    ]


@pytest.mark.parametrize("cells", [{}, {"eligible": "yes"}])
def test_who_was_missing_and_is_in_the_file_again_is_on_the_roll_again(
    make: Make, cells: dict[str, str]
) -> None:
    rows = [roll_row(**cells), roll_row("L2", "Bea Webb", **cells)]
    brought(make, *rows)
    brought(make, rows[0], take_missing_off=True)
    assert not make.state(2).on_roll
    assert brought(make, *rows).fates == {Fate.UNCHANGED: 1, Fate.CHANGED: 1}
    assert make.state(2).on_roll
    assert make.stale() == 0


def test_whoever_has_lost_the_vote_does_not_get_it_back_by_being_in_a_file(make: Make) -> None:
    brought(make, roll_row(eligible="no"))
    brought(make, roll_row(email="a@example.org"))
    assert not make.state(1).on_roll


def test_a_dry_run_finds_the_same_electors_missing(make: Make) -> None:
    """Also where the file moves somebody, or gives somebody the vote."""
    away = roll_row("L2", "Bea Webb", constituency="Pontypridd", eligible="")
    brought(make, roll_row(eligible="no"), away, roll_row("L3", "Cy Webb", eligible=""))
    for newer in (roll_row(eligible=""), roll_row(eligible="", constituency="Pontypridd")):
        dry, real = brought(make, newer, dry_run=True), brought(make, newer)
        assert (dry.missing, real.missing) == (1, 1)
        assert dry.missing_samples == real.missing_samples


def test_an_elector_whose_row_is_rejected_is_not_missing(make: Make) -> None:
    rows = [roll_row(), roll_row("L2", "Bea Webb"), roll_row("L3", "Cy Webb")]
    brought(make, *rows)
    bad = [{**rows[1], "constituency": "Atlantis"}, {**rows[2], "first_name": "#REF!"}]
    told = brought(make, rows[0], *bad, take_missing_off=True)
    assert (told.fates[Fate.REJECTED], told.missing) == (2, 0)
    assert make.state(2).on_roll
    assert make.state(3).on_roll


def test_calls_that_went_with_their_import_come_back_with_another(make: Make) -> None:
    brought(make, roll_row())
    rows = [call_row("L1", "spoke", intention="Smith")]
    for _ in range(3):
        told = make.brought_in(ImportKind.CALLS, rows)
        assert told.fates == {Fate.ADDED: 1}
        assert make.brought_in(ImportKind.CALLS, rows).fates == {Fate.UNCHANGED: 1}
        assert (make.state(1).intention, make.state(1).attempts) == ("Smith", 1)
        undo(make, told)
        assert (make.state(1).intention, make.state(1).attempts) == (None, 0)
    assert make.stale() == 0


def test_what_calls_told_of_a_number_stays_when_a_file_writes_it_otherwise(make: Make) -> None:
    brought(make, roll_row())
    make.call(1, "wrong-number")
    brought(make, roll_row(mobile="+44 7700 900001", landline="01632 960001"))
    assert [(n.written, n.status) for n in make.card(1).numbers] == [
        ("+44 7700 900001", "wrong"),
        ("01632 960001", ""),
    ]
