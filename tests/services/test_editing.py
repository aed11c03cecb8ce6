"""What an organiser changes of one elector by hand."""

import pytest

from phonebank.domain.electors import ElectorCard, FollowUpKind
from phonebank.domain.errors import InputRefused, NotPermitted, PhonebankError, WrongUse
from phonebank.services import editing
from phonebank.services.looking_up import elector_card, find_electors
from phonebank.store.database import Database
from tests.conftest import MONDAY, Make


def card(make: Make, elector: int) -> ElectorCard:
    return elector_card(make.db, make.organiser, elector)


def correct(make: Make, elector: int, **facts: str) -> tuple[str, ...]:
    done = editing.correct_elector(make.db, make.organiser, elector, facts, MONDAY)
    return done.value.changed


def audited(make: Make, elector: int) -> list[tuple[str, dict[str, str], dict[str, str]]]:
    rows = editing.audit_of(make.db, make.organiser, elector)
    return [(row.action, dict(row.before), dict(row.after)) for row in rows]


def test_a_corrected_name_is_kept_found_and_audited(make: Make) -> None:
    elector = make.elector("Ada Byron")
    assert correct(make, elector, last_name="Lovelace", first_name="Ada") == ("last_name",)
    assert card(make, elector).corrected == ("last_name",)
    assert [row.id for row in find_electors(make.db, make.organiser, "lovel")] == [elector]
    assert not find_electors(make.db, make.organiser, "byron")
    assert audited(make, elector) == [
        ("corrected", {"last_name": "Byron"}, {"last_name": "Lovelace"})
    ]


def test_what_is_the_same_is_no_change(make: Make) -> None:
    elector = make.elector("Ada Byron")
    facts = editing.facts_to_edit(make.db, make.organiser, elector)
    assert correct(make, elector, **facts) == ()
    assert not audited(make, elector)


def test_every_field_of_the_form_can_be_set(make: Make) -> None:
    elector = make.elector("Ada Byron")
    facts = {
        "title": "Mrs",
        "first_name": "Augusta",
        "last_name": "King",
        "membership_number": "X9",
        "email": "ada@example.org",
        "address": "1 High Street",
        "postcode": "EX4 4QJ",
        "constituency": "Hove",
        "section": "full member",
        "affiliate": "GMB",
        "joined_on": "2016-07-13",
        "recruited_by": "Vi",
        "eligible": "no",
        "previous_vote": "Burnham",
    }
    fields = [field.name for field in editing.edit_fields(make.db, make.organiser)]
    assert sorted(fields) == sorted(facts)
    assert sorted(correct(make, elector, **facts)) == sorted(facts)
    assert editing.facts_to_edit(make.db, make.organiser, elector) == facts
    assert not make.state(elector).on_roll
    assert make.stale() == 0


def test_choices_of_the_form_are_taken_by_it(make: Make) -> None:
    elector = make.elector()
    for field in editing.edit_fields(make.db, make.organiser):
        for choice in field.choices[:3]:
            correct(make, elector, **{field.name: choice})
            facts = editing.facts_to_edit(make.db, make.organiser, elector)
            assert facts[field.name] == choice


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("membership_number", " "),
        ("membership_number", "L00002"),
        ("postcode", "not a postcode"),
        ("constituency", "Atlantis"),
        ("constituency", ""),
        ("section", "knights"),
        ("affiliate", "the Round Table"),
        ("joined_on", "03/09/2016"),
        ("joined_on", "soon"),
        ("joined_on", "2016-12-24"),
        ("email", "ada at example"),
        ("eligible", "perhaps"),
        ("eligible", ""),
        ("address", "x" * 1001),
        ("previous_vote", "Guy Fawkes"),
        ("shoe_size", "7"),
    ],
)
@pytest.mark.file
def test_a_wrong_fact_is_refused_in_a_sentence_and_nothing_is_changed(
    make: Make, fact: str, text: str
) -> None:
    elector, _ = make.electors(2)
    before = card(make, elector)
    with pytest.raises(PhonebankError) as refused:
        correct(make, elector, title="Ms", **{fact: text})
    assert refused.value.message.endswith(".")
    assert card(make, elector) == before


def test_an_elector_keeps_a_name(make: Make) -> None:
    elector = make.elector("Ada Byron")
    with pytest.raises(InputRefused):
        correct(make, elector, first_name="", last_name="\u200b")


def test_unseen_characters_are_taken_out_with_a_notice(make: Make) -> None:
    elector = make.elector("Ada Byron")
    facts = {"last_name": "By\u202eron-King "}
    done = editing.correct_elector(make.db, make.organiser, elector, facts, MONDAY)
    assert card(make, elector).last_name == "Byron-King"
    assert done.value.notices


def test_a_postcode_is_written_in_one_way_and_found(make: Make) -> None:
    elector = make.elector()
    correct(make, elector, postcode="ex44qj")
    assert card(make, elector).postcode == "EX4 4QJ"
    assert [row.id for row in find_electors(make.db, make.organiser, "EX4 4")] == [elector]


def test_an_elector_moves_by_any_name_of_the_place(make: Make) -> None:
    elector = make.elector(place="Exeter")
    editing.move(make.db, make.organiser, elector, "hove", MONDAY)
    assert card(make, elector).constituency == "Hove"
    assert audited(make, elector)[0][0] == "moved"


def test_numbers_are_replaced_and_one_that_was_rung_is_kept_beside(make: Make) -> None:
    elector = make.elector(numbers=("07700 900001", "07700 900002"))
    rung = make.card(elector).numbers[0].id
    make.call(elector, "wrong-number", number_id=rung)
    done = editing.set_numbers(
        make.db, make.organiser, elector, ["07700 900003", "+447700900003", "ask Bob"], MONDAY
    )
    known = card(make, elector)
    assert [number.written for number in known.numbers] == ["07700 900003", "ask Bob"]
    assert [number.id for number in known.former_numbers] == [rung]
    assert len(done.value.notices) == 2
    assert known.corrected == ("numbers",)
    assert make.state(elector).usable_numbers == 1
    assert make.stale() == 0
    assert [row.id for row in find_electors(make.db, make.organiser, "0003")] == [elector]


def test_the_same_numbers_again_are_no_change(make: Make) -> None:
    elector = make.elector(numbers=("07700 900001",))
    done = editing.set_numbers(make.db, make.organiser, elector, ["07700 900001", " "], MONDAY)
    assert done.value.changed == ()


def test_tags_are_set_once_each(make: Make) -> None:
    elector = make.elector()
    editing.set_tags(make.db, make.organiser, elector, ["keen", "Driver", " KEEN ", ""], MONDAY)
    assert [tag.casefold() for tag in card(make, elector).tags] == ["driver", "keen"]
    assert card(make, elector).corrected == ("tags",)
    editing.set_tags(make.db, make.organiser, elector, [], MONDAY)
    assert card(make, elector).tags == []


def test_a_suppressed_elector_is_not_rung_until_it_is_lifted(make: Make) -> None:
    elector = make.elector()
    editing.suppress(make.db, make.organiser, elector, "do-not-call", MONDAY)
    editing.suppress(make.db, make.organiser, elector, "do-not-call", MONDAY)
    known = card(make, elector)
    assert known.suppressed == "do-not-call"
    assert [(row.kind, row.source) for row in known.suppressions] == [("do-not-call", "organiser")]
    editing.lift_suppression(make.db, make.organiser, elector, MONDAY)
    assert card(make, elector).suppressed == ""
    assert [action for action, *_ in audited(make, elector)] == [
        "suppression lifted",
        "suppressed",
    ]
    assert make.stale() == 0


def test_what_a_caller_heard_is_lifted_by_correcting_the_call_alone(make: Make) -> None:
    elector = make.elector()
    make.call(elector, "do-not-call")
    with pytest.raises(InputRefused) as refused:
        editing.lift_suppression(make.db, make.organiser, elector, MONDAY)
    assert "correct that call" in refused.value.sentence
    editing.suppress(make.db, make.organiser, elector, "deceased", MONDAY)
    lifted = editing.lift_suppression(make.db, make.organiser, elector, MONDAY)
    assert "still" in lifted.value.notices[0]
    known = card(make, elector)
    assert known.suppressed == "do-not-call"
    assert [row.may_be_lifted for row in known.suppressions] == [False]


def test_a_suppressed_number_is_rung_at_nobody_who_has_it(make: Make) -> None:
    one, other = make.electors(2)
    number = make.card(one).numbers[0]
    editing.suppress_number(make.db, make.organiser, one, number.id, "tps", MONDAY)
    assert [make.state(elector).usable_numbers for elector in (one, other)] == [0, 0]
    assert card(make, other).numbers[0].status == "barred"
    assert card(make, other).suppressions[0].e164 == number.e164
    assert len(audited(make, other)) == 1
    editing.lift_number(make.db, make.organiser, one, number.id, MONDAY)
    assert [make.state(elector).usable_numbers for elector in (one, other)] == [1, 1]
    assert make.stale() == 0
    with pytest.raises(InputRefused):
        editing.lift_number(make.db, make.organiser, one, number.id, MONDAY)


def test_another_electors_number_cannot_be_suppressed_here(make: Make) -> None:
    one, other = make.electors(2)
    number = make.card(other).numbers[0].id
    with pytest.raises(WrongUse):
        editing.suppress_number(make.db, make.organiser, one, number, "tps", MONDAY)


def test_unknown_kinds_are_refused(make: Make) -> None:
    elector = make.elector()
    with pytest.raises(WrongUse):
        editing.suppress(make.db, make.organiser, elector, "grumpy", MONDAY)


def test_a_follow_up_is_open_until_it_is_done(make: Make) -> None:
    elector = make.elector()
    kind = FollowUpKind.POSTER
    added = editing.add_follow_up(make.db, make.organiser, elector, kind, " large ", MONDAY).value
    row = card(make, elector).follow_ups[0]
    assert (row.kind, row.note, row.done_at) == (kind, "large", None)
    assert editing.finish_follow_up(make.db, make.organiser, added, MONDAY).value == elector
    assert card(make, elector).follow_ups[0].done_at == MONDAY
    editing.finish_follow_up(make.db, make.organiser, added, MONDAY)
    assert len(audited(make, elector)) == 2


def test_an_elector_who_is_gone_is_said_to_be(make: Make) -> None:
    with pytest.raises(InputRefused):
        correct(make, 99, title="Ms")
    with pytest.raises(InputRefused):
        card(make, 99)


def test_a_merged_elector_is_changed_as_whom_they_turned_out_to_be(
    make: Make, db: Database
) -> None:
    stays, merged = make.electors(2)
    with db.write() as session:
        session.connection().exec_driver_sql(
            f"UPDATE elector SET merged_into = {stays} WHERE id = {merged}"
        )
    with pytest.raises(InputRefused) as refused:
        correct(make, merged, title="Ms")
    assert make.state(stays).membership_number in refused.value.message
    assert card(make, stays).merged == [make.state(merged).membership_number]
    assert card(make, merged).merged_into == make.state(stays).membership_number


def test_a_volunteer_may_correct_nothing(make: Make) -> None:
    elector, vi = make.elector(), make.caller()
    doings = (
        lambda: editing.correct_elector(make.db, vi, elector, {"title": "Ms"}, MONDAY),
        lambda: editing.move(make.db, vi, elector, "Hove", MONDAY),
        lambda: editing.set_numbers(make.db, vi, elector, [], MONDAY),
        lambda: editing.set_tags(make.db, vi, elector, [], MONDAY),
        lambda: editing.suppress(make.db, vi, elector, "deceased", MONDAY),
        lambda: editing.lift_suppression(make.db, vi, elector, MONDAY),
        lambda: editing.suppress_number(make.db, vi, elector, 1, "tps", MONDAY),
        lambda: editing.lift_number(make.db, vi, elector, 1, MONDAY),
        lambda: editing.finish_follow_up(make.db, vi, 1, MONDAY),
        lambda: editing.audit_of(make.db, vi, elector),
        lambda: editing.edit_fields(make.db, vi),
        lambda: editing.facts_to_edit(make.db, vi, elector),
    )
    for doing in doings:
        with pytest.raises(NotPermitted):
            doing()
