"""Who a row of a roll is, and where: by number, name, postcode, telephone and what was decided."""

from pathlib import Path

import pytest

from phonebank.domain.dates import DateOrder
from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.intake import Accounts
from phonebank.services.deciding import NOTHING, choices, decide
from phonebank.services.editing import correct_elector
from phonebank.services.importing import ImportKind, ImportOptions, propose
from phonebank.services.looking_up import elector_card
from phonebank.services.postcodes import load_postcodes
from tests.conftest import MONDAY, Make, call_row, csv_file, roll_row

ROLL = ImportKind.ROLL


def brought(make: Make, *rows: dict[str, str], **options: object) -> Accounts:
    return make.brought_in(ROLL, rows, ImportOptions(**options))  # type: ignore[arg-type]


def fates(accounts: Accounts) -> dict[str, int]:
    return {str(fate): rows for fate, rows in accounts.fates.items() if rows}


def unnumbered(**cells: str) -> dict[str, str]:
    row = roll_row("", mobile="", **cells)
    del row["membership_number"]
    return row


def test_without_numbers_a_name_and_a_postcode_are_one_person(make: Make) -> None:
    ada = unnumbered(postcode="EX1 1AA", email="ada@example.org")
    assert fates(brought(make, ada)) == {"added": 1}
    assert make.card(1).membership_number.startswith("NP-")
    assert fates(brought(make, {**ada, "postcode": "ex11aa"})) == {"unchanged": 1}
    assert fates(brought(make, {**ada, "email": "new@example.org"})) == {"changed": 1}
    assert fates(brought(make, {**ada, "postcode": "EX1 1AB"})) == {"added": 1}


def test_without_numbers_and_postcode_a_name_and_a_telephone_are_one_person(make: Make) -> None:
    ada = unnumbered(phone="07700 900001", email="ada@example.org")
    assert fates(brought(make, ada)) == {"added": 1}
    assert make.card(1).membership_number.startswith("NT-")
    assert fates(brought(make, {**ada, "phone": "+447700900001"})) == {"unchanged": 1}


def test_a_shared_telephone_never_makes_two_names_one(make: Make) -> None:
    ada = unnumbered(phone="07700 900001")
    bea = unnumbered(phone="07700 900001", first_name="Bea")
    assert fates(brought(make, ada, bea)) == {"added": 2}


def test_a_row_without_number_means_the_numbered_elector_of_that_name_and_postcode(
    make: Make,
) -> None:
    brought(make, roll_row("L7", postcode="EX1 1AA"))
    row = unnumbered(postcode="EX1 1AA", affiliate="GMB")
    assert fates(brought(make, row)) == {"changed": 1}
    assert make.card(1).affiliate == "GMB"


def test_a_row_that_may_be_either_of_two_electors_is_rejected(make: Make) -> None:
    father, son = (roll_row(number, postcode="EX1 1AA") for number in ("L1", "L2"))
    brought(make, father, son)
    told = brought(make, unnumbered(postcode="EX1 1AA", affiliate="GMB"))
    assert fates(told) == {"rejected": 1}
    assert "several electors" in told.rejects[0].reason


def test_the_same_person_twice_without_numbers_is_rejected_the_second_time(make: Make) -> None:
    ada = unnumbered(postcode="EX1 1AA")
    assert fates(brought(make, ada, ada)) == {"added": 1, "rejected": 1}


def test_a_full_name_is_split(make: Make) -> None:
    row = {"membership_number": "L1", "full_name": "Dr Zoë O'Neill", "constituency": "Exeter"}
    brought(make, row)
    card = make.card(1)
    assert (card.title, card.first_name, card.last_name) == ("Dr", "Zoë", "O'Neill")


def test_invisible_signs_are_taken_out_of_names_with_a_notice(make: Make) -> None:
    told = brought(make, roll_row(name="A\u200bda \u202eByron"))
    assert make.card(1).name == "Ada Byron"
    assert any("Invisible" in notice for notice in told.notices)


def test_two_numbers_in_a_cell_and_two_columns_are_all_kept(make: Make) -> None:
    row = roll_row(mobile="07700 900001 / 01632 960001", landline="01632 960001 ext 12")
    brought(make, row)
    numbers = [(n.e164, n.extension) for n in make.card(1).numbers]
    assert numbers == [("+447700900001", ""), ("+441632960001", "")]


def test_a_file_of_mobiles_alone_leaves_landlines_alone(make: Make) -> None:
    brought(make, roll_row(landline="01632 960001"))
    short = {"membership_number": "L1", "mobile": "07700 900002"}
    assert fates(brought(make, short)) == {"changed": 1}
    assert [n.e164 for n in make.card(1).numbers] == ["+447700900002", "+441632960001"]


POSTCODES = "pcds,pcon\nEX1 1AA,E14000698\nEX1 1AB,E14000698\n"


@pytest.fixture
def with_postcodes(make: Make, tmp_path: Path) -> Make:
    path = tmp_path / "postcodes.csv"
    path.write_text(POSTCODES, "utf-8")
    load_postcodes(make.db, make.organiser, path, MONDAY)
    return make


def test_a_postcode_says_where_a_row_without_constituency_belongs(with_postcodes: Make) -> None:
    row = roll_row(postcode="ex1 1aa")
    del row["constituency"]
    told = brought(with_postcodes, row, {**row, "membership_number": "L2", "postcode": "EX9 9ZZ"})
    assert fates(told) == {"added": 1, "rejected": 1}
    assert with_postcodes.card(1).constituency == "Exeter"
    assert told.notices["The constituency was found from the postcode."] == 1


def test_a_place_nobody_knows_waits_for_one_decision(make: Make) -> None:
    rows = [roll_row("L1", constituency="Exeter & Topsham"), roll_row("L2")]
    told = brought(make, *rows)
    assert fates(told) == {"added": 1, "rejected": 1}
    assert told.undecided_values["constituency"] == {"Exeter & Topsham": 1}
    decide(make.db, make.organiser, "constituency", "Exeter & Topsham", "Exeter", MONDAY)
    assert fates(brought(make, *rows)) == {"added": 1, "unchanged": 1}


def test_a_constituency_may_be_told_by_the_name_of_its_party(make: Make) -> None:
    parties = ("Exeter CLP", "EXETER Constituency Labour Party", "Exeter Labour Party")
    rows = [roll_row(f"L{n}", constituency=party) for n, party in enumerate(parties)]
    assert fates(brought(make, *rows)) == {"added": 3}
    assert {make.card(n).constituency for n in (1, 2, 3)} == {"Exeter"}


def test_what_was_decided_of_a_party_comes_before_its_name(make: Make) -> None:
    decide(make.db, make.organiser, "constituency", "Exeter CLP", "Bath", MONDAY)
    decide(make.db, make.organiser, "constituency", "Bath CLP", NOTHING, MONDAY)
    rows = [roll_row("L1", constituency="Exeter CLP"), roll_row("L2", constituency="Bath CLP")]
    assert fates(brought(make, *rows)) == {"added": 1, "rejected": 1}
    assert make.card(1).constituency == "Bath"


def test_a_cell_as_good_as_empty_is_nothing_to_decide_on(make: Make) -> None:
    blank = {name: "N/A" for name in ("section", "affiliate", "joined_on", "previous_vote")}
    told = brought(make, roll_row("L1", **blank), roll_row("L2", affiliate="none", joined_on="-"))
    assert (fates(told), told.undecided_values) == ({"added": 2}, {})


def test_a_previous_vote_is_known_by_the_name_of_whom_it_was_for(make: Make) -> None:
    told = brought(
        make,
        roll_row("L1", previous_vote="andy burnham"),
        roll_row("L2", previous_vote="Did not vote"),
    )
    assert told.undecided_values == {}
    votes = [make.card(elector).previous_vote for elector in (1, 2)]
    assert votes == ["Burnham", "did-not-vote"]


@pytest.mark.parametrize(
    ("born", "tags"),
    [
        ("2002-09-06", ["under 14"]),
        ("5 Sep 2002", ["under 16"]),
        ("2000-09-06", ["under 16"]),
        ("1998-09-06", ["under 18"]),
        ("05.09.1998", []),
        ("2019-01-01", []),
        ("", []),
        ("not said", []),
    ],
)
def test_whoever_is_young_is_tagged_and_told(make: Make, born: str, tags: list[str]) -> None:
    row = {**roll_row("L1"), "Date of birth": born}
    told = brought(make, row, date_order=DateOrder.DAY_FIRST)
    assert list(elector_card(make.db, make.organiser, 1).tags) == tags
    assert sum("By the date of birth" in notice for notice in told.notices) == len(tags)
    assert told.undecided_values == {}


def test_one_decision_on_a_word_holds_for_every_row_of_every_file(make: Make) -> None:
    rows = [roll_row(f"L{n}", section="Honorary") for n in range(3)]
    told = brought(make, *rows)
    assert told.undecided_values == {"section": {"Honorary": 3}}
    assert brought(make, *rows).undecided_values == {"section": {"Honorary": 3}}
    decide(make.db, make.organiser, "section", "Honorary", "full member", MONDAY)
    told = brought(make, *rows)
    assert (fates(told), told.undecided_values) == ({"changed": 3}, {})
    assert make.card(1).section == "full member"


def test_a_word_may_mean_nothing_for_good(make: Make) -> None:
    decide(make.db, make.organiser, "affiliate", "n.k.", NOTHING, MONDAY)
    assert brought(make, roll_row(affiliate="N.K.")).undecided_values == {}


def test_a_word_cannot_mean_what_there_is_not(make: Make) -> None:
    assert "full member" in choices(make.db, make.organiser, "section")
    with pytest.raises(WrongUse, match="Peer"):
        decide(make.db, make.organiser, "section", "Honorary", "Peer", MONDAY)


def test_a_column_of_days_is_read_in_one_order_or_asked_about(make: Make, tmp_path: Path) -> None:
    open_rows = [roll_row("L1", joined_on="03/09/2015"), roll_row("L2", joined_on="04/10/2015")]
    path = csv_file(tmp_path / "roll.csv", open_rows)
    assert propose(make.db, make.organiser, path, ROLL).date_fields_open == ["joined_on"]
    told = brought(make, *open_rows)
    assert told.undecided_values["joined_on"] == {"03/09/2015": 1, "04/10/2015": 1}
    assert make.card(1).joined_on is None
    brought(make, *open_rows, date_order=DateOrder.MONTH_FIRST)
    assert str(make.card(1).joined_on) == "2015-03-09"
    plain = [roll_row("L3", joined_on="03/09/2015"), roll_row("L4", joined_on="25/09/2015")]
    brought(make, *plain)
    assert str(make.card(3).joined_on) == "2015-09-03"


def test_the_columns_of_a_layout_are_remembered(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "union.csv"
    path.write_text("Ref;Whom;Seat;Zeichen\nL1;Ada Byron;Exeter;07700 900001\n", "utf-8")
    columns = {"membership_number": "Ref", "full_name": "Whom", "constituency": "Seat"}
    proposal = propose(make.db, make.organiser, path, ROLL)
    assert not proposal.is_remembered
    from phonebank.services.importing import import_file

    options = ImportOptions(columns={**columns, "phone": ("Zeichen",)})
    import_file(make.db, make.organiser, path, ROLL, MONDAY, options)
    again = propose(make.db, make.organiser, path, ROLL)
    assert again.is_remembered
    assert again.columns["phone"] == ("Zeichen",)
    assert fates(import_file(make.db, make.organiser, path, ROLL, MONDAY).value) == {"unchanged": 1}


def test_a_roll_of_postcodes_alone_says_that_a_postcode_file_would_do(make: Make) -> None:
    row = roll_row(postcode="EX1 1AA")
    del row["constituency"]
    with pytest.raises(InputRefused) as refused:
        brought(make, row)
    assert "load a postcode file" in refused.value.next_step


def test_a_row_without_any_place_is_no_word_to_decide_on(make: Make) -> None:
    told = brought(make, roll_row(constituency=""), roll_row("L2"))
    assert (told.rejects[0].column, told.undecided_values) == ("constituency", {})


def test_a_number_corrected_by_hand_still_means_the_same_elector(make: Make) -> None:
    brought(make, roll_row("L1", do_not_call="yes"))
    correct_elector(make.db, make.organiser, 1, {"membership_number": "L100"}, MONDAY)
    assert fates(brought(make, roll_row("L1", email="a@example.org"))) == {"suppressed": 1}
    assert make.card(1).membership_number == "L100"
    told = make.brought_in(ImportKind.CALLS, [call_row("L1", "spoke")])
    assert fates(told) == {"added": 1}
    assert make.state(1).intention == "Smith"


def test_a_former_number_that_another_elector_has_now_is_theirs(make: Make) -> None:
    brought(make, roll_row("L1"), roll_row("L2", "Bea Webb"))
    for elector, number in ((1, "L100"), (2, "L1")):
        correct_elector(make.db, make.organiser, elector, {"membership_number": number}, MONDAY)
    assert fates(brought(make, roll_row("L1", "Bea Webb", email="a@example.org"))) == {"changed": 1}
    assert (make.card(1).email, make.card(2).email) == ("", "a@example.org")


def test_invisible_signs_in_a_membership_number_make_nobody_else(make: Make) -> None:
    brought(make, roll_row("L1", do_not_call="yes"))
    told = brought(make, roll_row("\u200bL1", email="a@example.org"))
    assert fates(told) == {"suppressed": 1}


def test_a_row_without_number_beside_a_numbered_one_stays_who_it_was(make: Make) -> None:
    numbered, unnumbered_too = roll_row("L1", postcode="EX1 1AA"), roll_row("", postcode="EX1 1AA")
    assert fates(brought(make, numbered, unnumbered_too)) == {"added": 2}
    changed = {**unnumbered_too, "email": "a@example.org"}
    assert fates(brought(make, numbered, changed)) == {"unchanged": 1, "changed": 1}
