"""A roll that comes in: every row accounted for, and nothing forgotten."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phonebank.domain.errors import Cancelled, InputRefused, NotPermitted, WrongUse
from phonebank.domain.intake import Fate
from phonebank.services.importing import ImportKind, ImportOptions, import_file
from phonebank.services.looking_up import elector_card
from phonebank.store.database import Database
from tests.conftest import MONDAY, Make, copied, csv_file, roll_row

ROLL = ImportKind.ROLL
NO_TELLING = "no membership number, postcode or telephone number"


def fates(make: Make, *rows: dict[str, str]) -> dict[str, int]:
    return {str(fate): n for fate, n in make.brought_in(ROLL, rows).fates.items()}


def test_a_row_becomes_an_elector_with_everything_on_it(make: Make) -> None:
    row = roll_row(
        title="Ms",
        landline="01632 960024",
        email="ada@example.org",
        address="1 The Street",
        postcode="ZZ1 1ZZ",
        section="Full Member",
        affiliate="gmb",
        joined_on="2015-07-17",
        previous_vote="burnham",
        recruited_by="Bea",
    )
    assert fates(make, row) == {"added": 1}
    card = make.card(1)
    assert (card.name, card.constituency, card.section) == ("Ada Byron", "Exeter", "full member")
    assert (card.affiliate, card.joined_on) == ("GMB", date(2015, 7, 17))
    assert (card.previous_vote, card.recruited_by) == ("Burnham", "Bea")
    assert [n.e164 for n in card.numbers] == ["+447700900001", "+441632960024"]


def test_the_same_roll_again_changes_nothing(make: Make) -> None:
    rows = [roll_row("L1"), roll_row("L2", do_not_call="yes"), roll_row("L3", mobile="junk")]
    assert fates(make, *rows) == {"added": 3}
    assert fates(make, *rows) == {"unchanged": 2, "suppressed": 1}


def test_a_changed_fact_is_counted_and_kept(make: Make) -> None:
    fates(make, roll_row())
    assert fates(make, roll_row(name="Ada Lovelace")) == {"changed": 1}
    assert make.card(1).name == "Ada Lovelace"
    assert fates(make, roll_row(name="Ada Lovelace", mobile="07700 900002")) == {"changed": 1}
    assert fates(make, roll_row(name="Ada Lovelace", mobile="07700 900002", do_not_call="yes")) == {
        "changed": 1
    }


def test_a_column_that_the_file_does_not_have_says_nothing(make: Make) -> None:
    fates(make, roll_row(section="full member", email="ada@example.org", eligible="no"))
    short = {"membership_number": "L1", "last_name": "Byron", "first_name": "Ada"}
    assert fates(make, {**short, "constituency": "Exeter"}) == {"unchanged": 1}
    card = make.card(1)
    assert (card.section, card.email, card.on_roll) == ("full member", "ada@example.org", False)
    assert len(card.numbers) == 1


def test_do_not_call_is_never_taken_back_by_a_roll(make: Make) -> None:
    fates(make, roll_row(do_not_call="yes"))
    assert fates(make, roll_row(do_not_call="no", name="Ada Lovelace")) == {"suppressed": 1}
    assert make.state(1).suppressed == "do-not-call"
    assert make.card(1).name == "Ada Lovelace"


def test_rejected_goes_before_suppressed(make: Make) -> None:
    fates(make, roll_row(do_not_call="yes"))
    assert fates(make, roll_row(constituency="Atlantis")) == {"rejected": 1}


def test_an_unusable_number_costs_the_number_only(make: Make) -> None:
    told = make.brought_in(ROLL, [roll_row(mobile="4.47701E+11", landline="01632 960024")])
    assert told.fates == {"added": 1}
    assert [n.is_usable for n in make.card(1).numbers] == [False, True]
    assert any("shortened" in notice for notice in told.notices)


def test_what_somebody_has_to_decide_is_listed_and_left_empty(make: Make) -> None:
    row = roll_row(
        section="Junior", affiliate="NUT", joined_on="soon", previous_vote="Benn", eligible="maybe"
    )
    told = make.brought_in(ROLL, [row, {**row, "membership_number": "L2"}])
    assert told.fates == {"added": 2}
    assert {k: dict(v) for k, v in told.undecided_values.items()} == {
        "section": {"Junior": 2},
        "affiliate": {"NUT": 2},
        "joined_on": {"soon": 2},
        "previous_vote": {"Benn": 2},
        "eligible": {"maybe": 2},
    }
    assert (make.card(1).section, make.card(1).affiliate, make.card(1).on_roll) == (
        None,
        None,
        True,
    )


@pytest.mark.parametrize(
    ("row", "reason", "column"),
    [
        (roll_row("", mobile=""), NO_TELLING, "membership_number"),
        (roll_row(name=""), "the row names nobody", "last_name"),
        (roll_row(constituency="Atlantis"), "the constituency is not known", "constituency"),
        (roll_row(email="a\0b"), "a cell holds a NUL character", ""),
    ],
)
def test_a_bad_row_is_rejected_with_line_column_and_reason(
    make: Make, row: dict[str, str], reason: str, column: str
) -> None:
    told = make.brought_in(ROLL, [roll_row("L8"), row, roll_row("L9")])
    [reject] = told.rejects
    assert (reject.line, reject.reason, reject.column) == (3, reason, column)
    assert told.fates == {"added": 2, "rejected": 1}
    assert told.reasons == {reason: 1}


def test_the_same_number_twice_in_a_file_is_rejected_the_second_time(make: Make) -> None:
    assert fates(make, roll_row(), roll_row(name="Bea Webb")) == {"added": 1, "rejected": 1}
    assert make.card(1).name == "Ada Byron"


def test_rejects_are_written_with_their_own_text(make: Make, tmp_path: Path) -> None:
    source = tmp_path / "roll.csv"
    source.write_text(
        "No,Surname,Seat,Notes\nL1,Byron,Exeter,fine\nL2,=1+1,Atlantis,wet\nL3,Webb\n"
        "L4,Young,Exeter,a,b,c\n",
        "utf-8",
    )
    columns = {"membership_number": "No", "last_name": "Surname", "constituency": "Seat"}
    rejects = tmp_path / "rejects.csv"
    options = ImportOptions(columns=columns, rejects=rejects)
    told = import_file(make.db, make.organiser, source, ROLL, MONDAY, options).value
    assert told.fates == {"added": 1, "rejected": 3}
    lines = rejects.read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("line,column,reason,No,Surname,Seat,Notes")
    assert "L2,'=1+1,Atlantis,wet" in lines[1]
    assert lines[2].startswith("4,constituency,the constituency is not known,L3,Webb,,")
    assert lines[3].endswith("L4,Young,Exeter,a,b,c")


def test_rejects_never_overwrite_the_file_they_come_from(make: Make, tmp_path: Path) -> None:
    source = csv_file(tmp_path / "roll.csv", [roll_row(constituency="Atlantis")])
    before = source.read_bytes()
    with pytest.raises(InputRefused):
        import_file(make.db, make.organiser, source, ROLL, MONDAY, ImportOptions(rejects=source))
    assert source.read_bytes() == before


def test_rejects_that_cannot_be_written_undo_the_import(make: Make, tmp_path: Path) -> None:
    rows = [roll_row(), roll_row("L2", constituency="Atlantis")]
    with pytest.raises(InputRefused):
        make.brought_in(ROLL, rows, ImportOptions(rejects=tmp_path / "gone" / "r.csv"))
    assert fates(make, roll_row()) == {"added": 1}


def test_a_dry_run_tells_the_same_and_changes_nothing(make: Make) -> None:
    rows = [roll_row(), roll_row("L2", constituency="Atlantis")]
    dry = make.brought_in(ROLL, rows, ImportOptions(dry_run=True))
    wet = make.brought_in(ROLL, rows)
    assert dry.fates == wet.fates == {"added": 1, "rejected": 1}


def test_a_cancelled_import_leaves_nothing(make: Make, tmp_path: Path) -> None:
    source = csv_file(tmp_path / "roll.csv", [roll_row(f"L{n}") for n in range(600)])

    def stop(done: int, total: int) -> None:
        assert 0 <= done <= total == source.stat().st_size
        if done >= 500:
            raise Cancelled

    with pytest.raises(Cancelled):
        import_file(make.db, make.organiser, source, ROLL, MONDAY, report=stop)
    assert fates(make, roll_row("L0")) == {"added": 1}


def test_a_mapping_of_what_is_not_there_is_refused(make: Make) -> None:
    with pytest.raises(WrongUse, match="no field"):
        make.brought_in(ROLL, [roll_row()], ImportOptions(columns={"shoe_size": "mobile"}))
    with pytest.raises(WrongUse, match="no column"):
        make.brought_in(ROLL, [roll_row()], ImportOptions(columns={"email": "Mail"}))
    with pytest.raises(InputRefused, match="no column for membership_number and constituency"):
        make.brought_in(ROLL, [{"name": "Ada"}])


def test_a_volunteer_may_not_import(make: Make, tmp_path: Path) -> None:
    source = csv_file(tmp_path / "roll.csv", [roll_row()])
    with pytest.raises(NotPermitted):
        import_file(make.db, make.caller("Vi"), source, ROLL, MONDAY)


CELL = st.sampled_from(["", "yes", "no", "maybe", "Exeter", "Atlantis", "07700 900001", "٣", "a\0"])
MESSY = st.fixed_dictionaries(
    {
        "membership_number": st.sampled_from(["L1", "L2", "L3", ""]),
        "last_name": st.sampled_from(["Byron", "", "O'Neill", "=1+1"]),
        "constituency": st.sampled_from(["Exeter", "EXETER", "Atlantis", ""]),
        **dict.fromkeys(["mobile", "section", "joined_on", "eligible", "do_not_call"], CELL),
    }
)


@settings(max_examples=12, deadline=None)
@given(files=st.lists(st.lists(MESSY, max_size=6), min_size=1, max_size=3))
def test_rows_read_are_always_the_sum_of_their_fates(
    template: Path, tmp_path_factory: pytest.TempPathFactory, files: list[list[dict[str, str]]]
) -> None:
    with copied(template, tmp_path_factory.mktemp("messy") / "c.phonebank") as db:
        make = Make(db)
        for rows in files:
            header = roll_row("L0", mobile="", section="", joined_on="", eligible="")
            told = make.brought_in(ROLL, [header, *rows])
            filled = [row for row in rows if any(row.values())]
            assert told.read == sum(told.fates.values()) == len(filled) + 1
            assert len(told.rejects) == told.fates[Fate.REJECTED]
            again = make.brought_in(ROLL, [header, *rows])
            assert again.fates[Fate.ADDED] == again.fates[Fate.CHANGED] == 0
            assert make.stale() == 0
        assert_sticky(db)


def assert_sticky(db: Database) -> None:
    with db.read() as session:
        forgotten = session.connection().exec_driver_sql(
            "SELECT count(*) FROM suppression JOIN elector ON elector.id = elector_id "
            "WHERE elector.suppressed = ''"
        )
        assert forgotten.scalar() == 0


def test_a_new_elector_twice_in_a_long_file_is_rejected_the_second_time(make: Make) -> None:
    fates(make, roll_row("L1"))
    many = [roll_row(f"N{number}", f"Bob{number} Bell") for number in range(2500)]
    again = roll_row("N1", "Bob1 Bell", email="bob@example.org")
    assert fates(make, *many, again) == {"added": 2500, "rejected": 1}


def test_a_word_that_nobody_understands_takes_nothing_away(make: Make) -> None:
    known = {"section": "full member", "eligible": "no", "joined_on": "2015-07-17"}
    fates(make, roll_row(**known))
    open_words = {"section": "wibble", "eligible": "perhaps", "joined_on": "Tuesday"}
    assert fates(make, roll_row(**open_words)) == {"unchanged": 1}
    card = make.card(1)
    assert (card.section, card.joined_on, card.on_roll) == (
        "full member",
        date(2015, 7, 17),
        False,
    )


def test_tags_of_a_newer_file_are_added_and_none_is_taken_away(make: Make) -> None:
    fates(make, roll_row(tags="poster"))
    assert fates(make, roll_row(tags="Poster;driver")) == {"changed": 1}
    assert fates(make, roll_row(tags="driver", email="a@example.org")) == {"changed": 1}
    assert list(elector_card(make.db, make.organiser, 1).tags) == ["driver", "poster"]


def test_a_fifth_is_of_those_of_whom_something_is_known(make: Make) -> None:
    rows = [roll_row(f"L{n}", email=f"{n}@example.org" if n < 10 else "") for n in range(100)]
    fates(make, *rows)
    emptied = [{**row, "email": ""} for row in rows]
    told = make.brought_in(ROLL, emptied, ImportOptions(dry_run=True))
    assert told.emptied == {"email": (10, 10)}
    with pytest.raises(InputRefused, match="email of 10 of 10"):
        make.brought_in(ROLL, emptied)
