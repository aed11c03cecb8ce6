"""The same file again, a newer one, and a whole import taken back."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from phonebank.domain.electors import ElectorCard
from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.intake import Accounts, Fate
from phonebank.services.editing import correct_elector, lift_suppression
from phonebank.services.importing import ImportKind, ImportOptions
from phonebank.services.imports import imports_done, undo_import
from phonebank.services.looking_up import find_electors
from phonebank.store.import_schema import ImportChange
from tests.conftest import MONDAY, Make, call_row, roll_row

ROLL = ImportKind.ROLL


def brought(make: Make, *rows: dict[str, str], **options: object) -> Accounts:
    return make.brought_in(ROLL, rows, ImportOptions(**options))  # type: ignore[arg-type]


def undo(make: Make, accounts: Accounts) -> object:
    assert accounts.import_id is not None
    return undo_import(make.db, make.organiser, accounts.import_id, MONDAY).value


def test_every_import_is_listed_with_its_accounts(make: Make) -> None:
    brought(make, roll_row())
    brought(make, roll_row(), roll_row("L2"))
    newest, first = imports_done(make.db, make.organiser)
    assert (first.counts["added"], newest.counts["unchanged"]) == (1, 1)
    assert (newest.file_name, newest.caller) == ("roll.csv", make.organiser.name)
    assert brought(make, roll_row(), dry_run=True).import_id is None
    assert len(imports_done(make.db, make.organiser)) == 2


def test_undoing_an_import_takes_whom_it_added_off_again(make: Make) -> None:
    brought(make, roll_row())
    told = brought(make, roll_row("L2", "Bea Webb", do_not_call="yes", tags="x;y"), roll_row("L3"))
    undone = undo(make, told)
    assert undone.removed == 2  # type: ignore[attr-defined]
    assert find_electors(make.db, make.organiser, "Webb") == []
    assert len(find_electors(make.db, make.organiser, "")) == 1
    assert make.stale() == 0
    assert brought(make, roll_row("L2", "Bea Webb")).fates == {Fate.ADDED: 1}


def test_undoing_the_only_import_leaves_nobody(make: Make) -> None:
    told = brought(make, *(roll_row(f"L{n}") for n in range(20)))
    assert undo(make, told).removed == 20  # type: ignore[attr-defined]
    assert find_electors(make.db, make.organiser, "") == []
    assert brought(make, *(roll_row(f"L{n}") for n in range(20))).fates == {Fate.ADDED: 20}


def test_calls_made_since_are_kept_and_named(make: Make) -> None:
    told = brought(make, roll_row("L1"), roll_row("L2", "Bea Webb"))
    make.call(2, "spoke")
    undone = undo(make, told)
    assert undone.removed == 1  # type: ignore[attr-defined]
    assert undone.kept == ["Bea Webb (L2), rung since"]  # type: ignore[attr-defined]
    assert make.state(2).intention == "Smith"


def without_ids(card: ElectorCard) -> ElectorCard:
    """A number that was removed and put back is another row."""
    return replace(card, numbers=[it._replace(id=0) for it in card.numbers])


def test_what_an_import_changed_is_as_it_was(make: Make) -> None:
    before = roll_row(landline="01632 960001", joined_on="2015-09-01", section="full member")
    brought(make, before)
    card = without_ids(make.card(1))
    after = roll_row(name="Ada Lovelace", mobile="07700 900009", eligible="no", do_not_call="yes")
    told = brought(make, {**after, "joined_on": "2016-01-01", "section": ""}, may_blank=True)
    assert told.fates == {Fate.CHANGED: 1}
    undo(make, told)
    assert without_ids(make.card(1)) == card
    assert make.stale() == 0
    assert [e.name for e in find_electors(make.db, make.organiser, "byron")] == ["Ada Byron"]


def test_after_undo_the_same_file_changes_it_again(make: Make) -> None:
    brought(make, roll_row())
    told = brought(make, roll_row(name="Ada Lovelace"))
    undo(make, told)
    assert brought(make, roll_row(name="Ada Lovelace")).fates == {Fate.CHANGED: 1}


def test_undo_leaves_what_was_changed_since(make: Make) -> None:
    brought(make, roll_row())
    told = brought(make, roll_row(email="one@example.org", name="Ada Lovelace"))
    brought(make, roll_row(email="two@example.org", name="Ada Lovelace"))
    undo(make, told)
    assert (make.card(1).email, make.card(1).name) == ("two@example.org", "Ada Byron")


def test_an_import_is_undone_once_and_only_if_it_was(make: Make) -> None:
    told = brought(make, roll_row())
    undo(make, told)
    with pytest.raises(InputRefused, match="undone already"):
        undo(make, told)
    with pytest.raises(WrongUse, match="no import 99"):
        undo_import(make.db, make.organiser, 99, MONDAY)


def test_calls_that_were_imported_are_taken_back_by_records_of_their_own(make: Make) -> None:
    make.elector()
    number = make.card(1).membership_number
    told = make.brought_in(ImportKind.CALLS, [call_row(number, "spoke")])
    assert make.state(1).intention == "Smith"
    assert undo(make, told).taken_back == 1  # type: ignore[attr-defined]
    assert make.state(1).intention is None
    assert make.stale() == 0


def test_a_correction_by_hand_outlasts_every_import(make: Make) -> None:
    brought(make, roll_row(email="old@example.org"))
    correct_elector(make.db, make.organiser, 1, {"email": "right@example.org"}, MONDAY)
    told = brought(make, roll_row(email="newer@example.org", address="1 High Street"))
    assert told.fates == {Fate.CHANGED: 1}
    assert (make.card(1).email, make.card(1).address) == ("right@example.org", "1 High Street")


def test_a_suppression_lifted_by_hand_is_not_put_back_by_the_file_that_told_it(make: Make) -> None:
    brought(make, roll_row(do_not_call="yes"))
    lift_suppression(make.db, make.organiser, 1, MONDAY)
    brought(make, roll_row(do_not_call="yes", email="new@example.org"))
    assert make.state(1).suppressed == ""


def test_who_is_missing_from_a_newer_file_is_listed_and_stays(make: Make) -> None:
    rows = [roll_row("L1"), roll_row("L2", "Bea Webb"), roll_row("L3", constituency="Pontypridd")]
    brought(make, *rows)
    told = brought(make, rows[0])
    assert told.missing == 1, "another seat's file says nothing of Pontypridd"
    assert [one.name for one in told.missing_samples] == ["Bea WEBB"]
    assert make.state(2).on_roll
    told = brought(make, rows[0], take_missing_off=True)
    assert (told.missing, make.state(2).on_roll, make.state(3).on_roll) == (1, False, True)
    undo(make, told)
    assert make.state(2).on_roll
    assert make.stale() == 0


def test_a_file_that_would_empty_a_fifth_of_what_is_known_is_asked_about(make: Make) -> None:
    rows = [roll_row(f"L{n}", email=f"{n}@example.org") for n in range(20)]
    brought(make, *rows)
    emptied = [{**row, "email": "" if n < 8 else row["email"]} for n, row in enumerate(rows)]
    with pytest.raises(InputRefused, match="empty the email of 8 of 20"):
        brought(make, *emptied)
    assert make.card(1).email == "0@example.org"
    dry = brought(make, *emptied, dry_run=True)
    assert dry.emptied == {"email": (8, 20)}
    assert brought(make, *emptied, may_blank=True).fates[Fate.CHANGED] == 8
    assert make.card(1).email == ""


def test_a_change_is_kept_with_how_it_was(make: Make) -> None:
    brought(make, roll_row())
    brought(make, roll_row(mobile="07700 900002"))
    with make.db.read() as session:
        change = session.scalars(select(ImportChange)).one()
    assert change.before["numbers"][0][1] == "+447700900001"
    assert change.after["numbers"][0][1] == "+447700900002"


def test_samples_of_each_fate_are_there_to_be_looked_at(make: Make) -> None:
    brought(make, *(roll_row(f"L{n}") for n in range(30)))
    rows = [roll_row(f"L{n}", email="a@example.org" if n < 12 else "") for n in range(30)]
    told = brought(make, *rows, roll_row("L99", constituency="Atlantis"), dry_run=True)
    assert len(told.samples[Fate.CHANGED]) == len(told.samples[Fate.UNCHANGED]) == 9
    assert told.samples[Fate.CHANGED][0].why == "Changed: email (was empty)"
    renamed = roll_row("L1", "Ada Lovelace", mobile="07700 900009", affiliate="GMB")
    [changed] = brought(make, renamed, dry_run=True).samples[Fate.CHANGED]
    before = "last name (was Byron), affiliate (was empty), numbers (was 07700 900001)"
    assert set(changed.why.removeprefix("Changed: ").split(", ")) == set(before.split(", "))
    [sample] = told.reject_samples["the constituency is not known"]
    assert (sample.membership_number, sample.constituency, sample.line) == ("L99", "Atlantis", 32)
