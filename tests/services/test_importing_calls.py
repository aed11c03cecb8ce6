"""Calls made elsewhere come in as facts, once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from phonebank.domain.intake import Fate
from phonebank.services.importing import ImportKind, import_file
from phonebank.services.signing_in import caller_rows
from phonebank.store import calls, contest
from tests.conftest import MONDAY, Make, call_row, copied, roll_row

CALLS = ImportKind.CALLS
EARLIER = MONDAY - timedelta(days=1)
FIRST, SECOND, THIRD = (str(uuid4()) for _ in range(3))


def fates(make: Make, *rows: dict[str, str]) -> dict[str, int]:
    return {str(fate): n for fate, n in make.brought_in(CALLS, rows).fates.items()}


@pytest.fixture
def rolled(make: Make) -> Make:
    rows = [roll_row("L1", landline="01632 960024"), roll_row("L2", do_not_call="yes")]
    make.brought_in(ImportKind.ROLL, rows)
    return make


def test_calls_twice_are_calls_once_with_and_without_ids(rolled: Make) -> None:
    rows = [
        call_row(call_id=FIRST, number="01632 960024"),
        call_row(outcome="spoke", called_at="2016-09-06T18:00:00+01:00", reasons="Brexit; unity"),
    ]
    assert fates(rolled, *rows) == {"added": 2}
    assert fates(rolled, *rows) == {"unchanged": 2}
    assert fates(rolled, *[{**row, "called_at": row["called_at"]} for row in rows]) == {
        "unchanged": 2
    }
    assert rolled.state(1).attempts == 2


def test_the_same_moment_in_another_zone_is_the_same_call(rolled: Make) -> None:
    fates(rolled, call_row(called_at="2016-09-05T18:00:00+01:00", caller="Vi"))
    assert fates(rolled, call_row(called_at="2016-09-05T17:00:00Z", caller="VI")) == {
        "unchanged": 1
    }


def test_a_call_logged_on_the_second_number_is_known_again_without_its_number(
    rolled: Make,
) -> None:
    second = rolled.card(1).numbers[1].id
    call = rolled.call(1, "busy", rolled.caller("Vi"), number_id=second)
    row = call_row(outcome="busy", call_id=str(call), called_at="2016-09-05T17:00:00Z")
    assert fates(rolled, row) == {"unchanged": 1}


def test_a_number_the_roll_does_not_have_is_not_charged_to_another(rolled: Make) -> None:
    assert fates(rolled, call_row(outcome="wrong-number", number="07700 900999")) == {"added": 1}
    assert [number.status for number in rolled.card(1).numbers] == ["", ""]
    row = call_row(outcome="wrong-number", called_at="2016-09-06T18:00:00Z")
    fates(rolled, {**row, "number": "01632 960024"})
    assert [number.status for number in rolled.card(1).numbers] == ["", "wrong"]


def test_a_number_that_is_not_the_electors_is_listed_and_the_call_kept(rolled: Make) -> None:
    rolled.call(1, "wrong-number", called_at=EARLIER)
    rows = [
        call_row(outcome="wrong-number", number="07700 900999", call_id=FIRST),
        call_row(outcome="busy", call_id=SECOND, called_at="2016-09-06T18:00:00Z", number="?"),
    ]
    told = rolled.brought_in(CALLS, rows)
    assert told.fates == {"added": 2}
    assert told.undecided_values == {"number": {"07700 900999": 1, "?": 1}}
    assert [number.status for number in rolled.card(1).numbers] == ["wrong", ""]


def test_do_not_call_that_cannot_be_read_is_listed(rolled: Make) -> None:
    told = rolled.brought_in(CALLS, [call_row(do_not_call="maybe")])
    assert told.fates == {"added": 1}
    assert told.undecided_values == {"do_not_call": {"maybe": 1}}
    told = rolled.brought_in(CALLS, [call_row(do_not_call="x", outcome="slept")])
    assert told.undecided_values == {}


ROUNDS = [
    ["no-answer", "wrong-number"],
    ["wrong-number", "dead-number", "spoke"],
    ["wrong-number", "not-in", "not-in", "busy", "wrong-number"],
    ["busy", "busy", "wrong-number", "spoke"],
]


def number_ids(make: Make) -> list[int | None]:
    with make.db.read() as session:
        outcomes = contest.outcomes(session)
        records = calls.records_of(session, [1], outcomes)[1]
    return [call.number_id for call in sorted(records, key=lambda call: call.called_at)]


@pytest.mark.parametrize("slugs", ROUNDS, ids=" ".join)
@pytest.mark.parametrize("stored", [0, 1])
def test_an_import_tries_the_numbers_that_log_would_try(
    template: Path, tmp_path: Path, slugs: list[str], stored: int
) -> None:
    tried = []
    for name, brought in (("logged", len(slugs)), ("brought", stored)):
        with copied(template, tmp_path / f"{name}.phonebank") as db:
            make = Make(db)
            make.brought_in(ImportKind.ROLL, [roll_row("L1", landline="01632 960024")])
            times = [MONDAY + timedelta(days=days) for days in range(len(slugs))]
            for slug, at in list(zip(slugs, times, strict=True))[:brought]:
                make.call(1, slug, called_at=at)
            rest = list(zip(slugs, times, strict=True))[brought:]
            rows = [call_row(outcome=slug, called_at=at.isoformat()) for slug, at in rest]
            if rows:
                assert fates(make, *rows) == {"added": len(rows)}
            tried.append((number_ids(make), [n.status for n in make.card(1).numbers]))
    assert tried[0] == tried[1]


def test_a_correction_in_a_file_takes_over_the_number_of_the_first(rolled: Make) -> None:
    later, last = "2016-09-06T18:00:00Z", "2016-09-07T18:00:00Z"
    rows = [
        call_row(call_id=FIRST, number="01632 960024", outcome="busy"),
        call_row(call_id=SECOND, called_at=later, outcome="wrong-number", supersedes=FIRST),
        call_row(call_id=THIRD, called_at=last, outcome="spoke", supersedes=SECOND),
    ]
    assert fates(rolled, *rows[:2]) == {"added": 2}
    assert [number.status for number in rolled.card(1).numbers] == ["", "wrong"]
    assert fates(rolled, rows[2]) == {"added": 1}
    assert len(set(number_ids(rolled))) == 1


def test_a_number_that_left_the_roll_is_not_taken_for_the_one_tried(rolled: Make) -> None:
    first = rolled.card(1).numbers[0].id
    rolled.call(1, "wrong-number", called_at=EARLIER, number_id=first)
    rolled.brought_in(ImportKind.ROLL, [roll_row("L1", mobile="01632 960024")])
    assert fates(rolled, call_row(outcome="wrong-number")) == {"added": 1}
    assert rolled.state(1).usable_numbers == 0


def test_calls_to_the_suppressed_are_facts_too(rolled: Make) -> None:
    assert fates(rolled, call_row("L2", "spoke")) == {"added": 1}
    assert (rolled.state(2).intention, rolled.state(2).suppressed) == ("Smith", "do-not-call")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"called_at": "03/09/2016 18:00"}, "called_at may be day-first or month-first: say which"),
        ({"outcome": ""}, "outcome is missing"),
        ({"membership_number": "L9"}, "the membership number is not on the roll"),
        ({"called_at": "yesterday"}, "called_at is not a time"),
        ({"called_at": ""}, "called_at is missing"),
        ({"called_at": "0001-01-01T00:00:00+14:00"}, "called_at is not a time"),
        ({"called_at": "9999-12-31T23:59:59+00:00"}, "called_at is not a time"),
        ({"called_at": "1999-12-31"}, "called_at is not a time"),
        ({"outcome": "slept"}, "There is no outcome “slept”."),
        ({"intention": "Smith"}, "“No answer” cannot carry an answer."),
        ({"ballot": "eaten"}, "the ballot is not known"),
        ({"call_id": "12"}, "call_id is not a UUID"),
        ({"supersedes": "12"}, "supersedes is not a UUID"),
        ({"supersedes": THIRD}, "the call it corrects is not known"),
        ({"caller": " "}, "no caller"),
        ({"caller": "\u200b"}, "no caller"),
        ({"callback_at": "2016-09-06T18:00:00Z"}, "“No answer” cannot carry a callback time."),
        ({"note": "a\0b"}, "a cell holds a NUL character"),
    ],
)
def test_a_bad_call_is_rejected_and_leaves_not_even_its_caller(
    rolled: Make, change: dict[str, str], reason: str
) -> None:
    row = {**call_row(caller="Stranger"), **change}
    told = rolled.brought_in(CALLS, [row])
    assert told.fates == {"rejected": 1}
    assert told.reasons == {reason: 1}
    at_fault = "outcome" if "cannot carry" in reason else next(iter(change))
    assert told.rejects[0].column == ("" if "note" in change else at_fault)
    if "supersedes" not in change:
        assert [caller.name for caller in caller_rows(rolled.db)] == ["Organiser"]


def test_an_unknown_caller_becomes_a_volunteer_once(rolled: Make) -> None:
    later = call_row(caller="vi ", called_at="2016-09-06T18:00:00Z")
    assert fates(rolled, call_row(caller="Vi"), later) == {"added": 2}
    assert [(c.name, c.role.value) for c in caller_rows(rolled.db)][1:] == [("Vi", "volunteer")]


def test_corrections_may_stand_in_the_same_file(rolled: Make) -> None:
    rows = [
        call_row(outcome="do-not-call", call_id=FIRST),
        call_row(outcome="spoke", call_id=SECOND, supersedes=FIRST),
        call_row(outcome="busy", call_id=THIRD, supersedes=FIRST),
    ]
    assert fates(rolled, *rows) == {"added": 2, "rejected": 1}
    state = rolled.state(1)
    assert (state.attempts, state.intention, state.suppressed) == (1, "Smith", "")
    assert fates(rolled, *rows[:2]) == {"unchanged": 2}


def test_a_correction_of_another_electors_call_is_rejected(rolled: Make) -> None:
    rows = [call_row("L1", call_id=FIRST), call_row("L2", call_id=SECOND, supersedes=FIRST)]
    assert fates(rolled, *rows) == {"added": 1, "rejected": 1}


def test_one_id_for_two_calls_is_rejected_the_second_time(rolled: Make) -> None:
    spoke = call_row(outcome="spoke", call_id=FIRST, reasons="unity")
    assert fates(rolled, spoke, {**spoke, "reasons": "Brexit"}) == {"added": 1, "rejected": 1}
    assert fates(rolled, {**spoke, "note": "other"}) == {"rejected": 1}


def test_words_are_known_as_the_window_and_people_write_them(rolled: Make) -> None:
    plain = call_row(outcome="spoke", intention="Smith", previous_vote="did-not-vote", ballot="")
    written = {"outcome": "SPOKE", "intention": "Owen Smith", "previous_vote": "Did not vote"}
    assert fates(rolled, plain) == {"added": 1}
    assert fates(rolled, {**plain, **written}) == {"unchanged": 1}
    rows = [
        call_row(outcome="No Answer", called_at="2016-09-06T18:00:00Z"),
        call_row(outcome="not_in", called_at="2016-09-07T18:00:00Z"),
        call_row(outcome="spoke", called_at="2016-09-08T18:00:00Z", intention="Won't vote"),
    ]
    assert fates(rolled, *rows) == {"added": 3}
    assert rolled.state(1).intention == "wont-vote"


def test_calls_known_with_other_content_have_one_reason(rolled: Make) -> None:
    rows = [call_row(called_at=f"2016-09-0{day}T18:00:00Z") for day in (1, 2)]
    fates(rolled, *rows)
    told = rolled.brought_in(CALLS, [{**row, "note": "other"} for row in rows])
    assert told.reasons == {"the call is known already, with other content": 2}
    assert {reject.column for reject in told.rejects} == {"call_id"}


def test_a_promise_is_for_me_for_somebody_or_for_anybody(rolled: Make) -> None:
    for hour, (told, for_whom) in enumerate([("me", "Vi"), ("Bo", "Bo"), ("anybody", None)]):
        at = f"2016-09-06T1{hour}:00:00Z"
        row = call_row(outcome="callback", called_at=at, callback_at=at, callback_for=told)
        assert fates(rolled, row) == {"added": 1}
        names = {caller.id: caller.name for caller in caller_rows(rolled.db)}
        assert names.get(rolled.state(1).callback_for or 0) == for_whom


def test_times_as_a_paper_sheet_has_them_are_the_electors_own(make: Make) -> None:
    make.elector()
    number = make.card(1).membership_number
    rows = [
        call_row(number, called_at="25/08/2016 18:30"),
        call_row(number, called_at="3 Sep 2016 19:00"),
    ]
    assert make.brought_in(ImportKind.CALLS, rows).fates == {Fate.ADDED: 2}
    assert make.state(1).last_call_at == datetime(2016, 9, 3, 18, tzinfo=UTC)


def test_times_in_one_of_two_orders_are_told_to_be_asked_about(rolled: Make) -> None:
    told = rolled.brought_in(CALLS, [call_row(called_at="03/09/2016 18:00")])
    assert told.undecided_values == {"called_at": {"03/09/2016 18:00": 1}}


def test_the_columns_of_calls_are_found_by_the_words_others_use(make: Make, tmp_path: Path) -> None:
    make.elector()
    number = make.card(1).membership_number
    path = tmp_path / "minivan.csv"
    header = "VANID,Date Canvassed,Canvassed By,Canvass Result,Notes"
    path.write_text(f"{header}\n{number},2016-09-03T18:00:00+01:00,Sam,no-answer,dog\n", "utf-8")
    told = import_file(make.db, make.organiser, path, ImportKind.CALLS, MONDAY).value
    assert told.fates == {Fate.ADDED: 1}
