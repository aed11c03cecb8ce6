"""Call sheets on paper: who is on them, that nobody else rings them, and what is entered."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from phonebank.domain.calls import CallEntry
from phonebank.domain.errors import InputRefused, NotPermitted, WrongUse
from phonebank.domain.lists import ListFacts
from phonebank.domain.paper import Laid, evening_of
from phonebank.domain.permits import Actor, Role
from phonebank.services import call_sheets, calling, freeing, imports, lists, my_calls, serving
from phonebank.services.importing import ImportKind
from phonebank.services.serving import Dry, Served
from phonebank.services.signing_in import add_caller, sign_in
from phonebank.store.call_schema import Call
from phonebank.store.schema import Elector, Lease, PhoneNumber
from tests.conftest import MONDAY, Make, roll_row

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
EVERYBODY = "Everybody"
NIGHT = MONDAY + 4 * HOUR
"""22:00, when the paper comes back."""


def laid(make: Make, list_name: str = EVERYBODY, **wanted: Any) -> Laid:
    return call_sheets.lay_sheets(make.db, make.organiser, list_name, MONDAY, **wanted).value


def on_paper(printed: Laid) -> list[list[int]]:
    """The ids of the electors, a list for each page."""
    return [[row.card.id for row in page.rows] for page in printed.pages]


def said(outcome: str = "no-answer", **fields: Any) -> CallEntry:
    """What stands on the paper, before it is known to whom."""
    if outcome == "spoke":
        fields.setdefault("intention", "Smith")
    fields.setdefault("call_id", uuid4())
    return CallEntry(elector_id=0, caller_id=0, outcome=outcome, **fields)


def enter(
    make: Make, sheet: int, row: int, entry: CallEntry, caller: str = "Vi", now: datetime = NIGHT
) -> calling.Logged:
    return call_sheets.enter_row(make.db, make.organiser, sheet, row, caller, entry, now).value


def served(make: Make, actor: Actor, now: datetime = MONDAY) -> Served | Dry:
    return serving.next_elector(make.db, actor, actor.caller_id, now).value


def held(make: Make) -> dict[int, int | None]:
    with make.db.read() as session:
        return dict(session.execute(select(Lease.elector_id, Lease.sheet)).all())


def stored(make: Make, call_id: UUID) -> Call:
    with make.db.read() as session:
        return session.scalars(select(Call).where(Call.call_id == str(call_id))).one()


def open_rows(make: Make, sheet: int) -> Sequence[int]:
    now = call_sheets.sheet_rows(make.db, make.organiser, sheet)
    return [row.row for row in now.rows if row.call is None]


def test_the_next_of_the_queue_stand_on_numbered_pages(make: Make) -> None:
    tried, *fresh = make.electors(6)
    make.call(tried, now=MONDAY - DAY, note="try after six")
    printed = laid(make, electors=6, rows=4)
    assert on_paper(printed) == [fresh[:4], [fresh[4], tried]]
    assert [[row.row for row in page.rows] for page in printed.pages] == [[1, 2, 3, 4], [1, 2]]
    first, second = (page.number for page in printed.pages)
    assert second == first + 1
    last = printed.pages[1].rows[1].last
    assert last is not None
    assert last.note == "try after six"
    again = make.electors(1)
    assert on_paper(laid(make)) == [again]


def test_nobody_rings_whoever_is_on_paper_until_the_end_of_the_next_day(make: Make) -> None:
    make.electors(3)
    laid(make)
    for actor in (make.organiser, make.caller("Vi")):
        assert isinstance(served(make, actor), Dry)
    serving.release_all(make.db, make.organiser)
    assert len(held(make)) == 3
    assert isinstance(served(make, make.organiser, datetime(2016, 9, 6, 19, 29, tzinfo=UTC)), Dry)
    assert isinstance(served(make, make.organiser, datetime(2016, 9, 7, 9, 0, tzinfo=UTC)), Served)


def test_an_organiser_frees_what_is_on_paper_and_reassigning_leaves_it(make: Make) -> None:
    make.electors(2)
    laid(make)
    make.caller("Vi")
    moved = freeing.reassign(make.db, make.organiser, None, make.organiser.name, "Vi", MONDAY)
    assert moved.value.leases == 0
    (line, _) = lists.list_now(make.db, make.organiser, EVERYBODY, MONDAY).leases
    assert line.machine == "sheet 1"
    released = freeing.release(make.db, make.organiser, EVERYBODY, MONDAY).value
    assert released.ended == 2
    assert isinstance(served(make, make.caller("Vi")), Served)


def test_paper_takes_nobody_who_rests_is_barred_or_was_promised_a_call(make: Make) -> None:
    resting, promised, barred, due, free = make.electors(5)
    vi = make.caller("Vi")
    make.call(resting, "busy", now=MONDAY - timedelta(minutes=10))
    promise = {"callback_at": MONDAY - HOUR, "callback_for": vi.caller_id}
    make.call(promised, "callback", vi, MONDAY - DAY, **promise)
    make.call(barred, "do-not-call", now=MONDAY - DAY)
    make.call(due, "callback", vi, MONDAY - DAY, callback_at=MONDAY - HOUR)
    assert on_paper(laid(make)) == [[due, free]]


def test_a_list_that_is_not_open_or_has_nobody_is_not_printed(make: Make) -> None:
    lists.new_list(make.db, make.organiser, ListFacts(name="Later"), MONDAY)
    with pytest.raises(InputRefused, match="draft"):
        laid(make, "Later")
    with pytest.raises(InputRefused, match="Nobody of the list “Everybody” may be rung"):
        laid(make)
    with pytest.raises(WrongUse, match="no call list"):
        laid(make, "None such")
    with pytest.raises(WrongUse, match="1 to 600 electors"):
        laid(make, electors=0)
    with pytest.raises(WrongUse, match="1 to 12 rows"):
        laid(make, rows=13)


def test_a_list_for_mps_is_printed_by_an_mp(make: Make) -> None:
    make.electors(2)
    facts = ListFacts(name="For the MP", for_mp=True)
    lists.new_list(make.db, make.organiser, facts, MONDAY)
    lists.open_list(make.db, make.organiser, "For the MP", MONDAY)
    with pytest.raises(InputRefused, match="for MPs"):
        laid(make, "For the MP")
    add_caller(make.db, make.organiser, "Ann", Role.ORGANISER, is_mp=True)
    ann = sign_in(make.db, "Ann")
    with pytest.raises(InputRefused, match="Nobody of the list"):
        call_sheets.lay_sheets(make.db, ann, "For the MP", MONDAY)


def test_volunteers_neither_print_nor_enter_nor_look(make: Make) -> None:
    make.electors(1)
    vi = make.caller("Vi")
    number = laid(make).pages[0].number
    with pytest.raises(NotPermitted):
        call_sheets.lay_sheets(make.db, vi, EVERYBODY, MONDAY)
    with pytest.raises(NotPermitted):
        call_sheets.enter_row(make.db, vi, number, 1, "Vi", said(), NIGHT)
    with pytest.raises(NotPermitted):
        call_sheets.sheet_rows(make.db, vi, number)
    with pytest.raises(NotPermitted):
        call_sheets.withdraw_sheets(make.db, vi, [number])


def test_a_row_becomes_the_call_of_whoever_rang(make: Make) -> None:
    first, second = make.electors(2)
    lists.new_list(make.db, make.organiser, ListFacts(name="Evening"), MONDAY)
    lists.open_list(make.db, make.organiser, "Evening", MONDAY)
    number = laid(make, "Evening").pages[0].number
    made = enter(make, number, 2, said("spoke", note="keen"), "Zoë Newcomer")
    assert (made.elector_id, made.attempt, made.logged) == (second, 1, True)
    call = stored(make, made.call_id)
    assert call.caller_id == sign_in(make.db, "Zoë Newcomer").caller_id
    assert call.called_at == datetime(2016, 9, 5, 18, 0, tzinfo=UTC)
    with make.db.read() as session:
        number_id = session.scalar(select(PhoneNumber.id).where(PhoneNumber.elector_id == second))
    assert call.number_id == number_id
    assert call.call_list_id == 2
    assert make.state(second).intention == "Smith"
    assert held(make) == {first: number}
    now = call_sheets.sheet_rows(make.db, make.organiser, number)
    assert (now.list_name, now.left, now.caller) == ("Evening", 1, "Zoë Newcomer")
    entered = now.rows[1].call
    assert entered is not None
    assert (entered.outcome_name, entered.intention, entered.note) == ("Spoke", "Smith", "keen")
    assert make.stale() == 0


def test_the_evening_is_that_of_the_print_unless_told(make: Make) -> None:
    make.electors(2)
    number = laid(make).pages[0].number
    early = enter(make, number, 1, said(), now=MONDAY + timedelta(minutes=30))
    assert stored(make, early.call_id).called_at == MONDAY + timedelta(minutes=30)
    told = MONDAY + timedelta(minutes=95)
    given = enter(make, number, 2, said(called_at=told))
    assert stored(make, given.call_id).called_at == told
    late = datetime(2016, 9, 5, 19, 30, tzinfo=UTC)
    assert evening_of(late, late + 3 * DAY) == datetime(2016, 9, 6, 18, 0, tzinfo=UTC)
    winter = datetime(2016, 11, 7, 12, 0, tzinfo=UTC)
    assert evening_of(winter, winter + DAY) == datetime(2016, 11, 7, 19, 0, tzinfo=UTC)


def test_a_row_is_entered_once_and_then_corrected(make: Make) -> None:
    (elector,) = make.electors(1)
    number = laid(make).pages[0].number
    entry = said("spoke")
    first = enter(make, number, 1, entry)
    assert not enter(make, number, 1, entry).logged
    with pytest.raises(InputRefused, match=f"entered already, as call {first.call_id}"):
        enter(make, number, 1, said("busy"))
    right = said("spoke", intention="Corbyn", supersedes=first.call_id)
    enter(make, number, 1, right)
    assert make.state(elector).intention == "Corbyn"
    assert make.state(elector).attempts == 1
    row = call_sheets.sheet_rows(make.db, make.organiser, number).rows[0]
    assert row.call is not None
    assert (row.call.call_id, row.call.intention) == (right.call_id, "Corbyn")
    assert stored(make, right.call_id).called_at == stored(make, first.call_id).called_at
    with pytest.raises(InputRefused, match="corrected or taken back already"):
        enter(make, number, 1, said("busy", supersedes=first.call_id))


def test_a_call_that_was_corrected_or_taken_back_elsewhere_shows_as_it_is(make: Make) -> None:
    make.electors(2)
    vi, bo = make.caller("Vi"), make.caller("Bo")
    number = laid(make).pages[0].number
    wrong = enter(make, number, 1, said("spoke"), "Vi").call_id
    enter(make, number, 2, said("spoke"), "Bo")
    right = my_calls.Correction(outcome="busy")
    my_calls.correct_call(make.db, vi, wrong, right, uuid4(), NIGHT)
    calling.undo_last(make.db, bo, bo.caller_id, NIGHT)
    corrected, taken_back = call_sheets.sheet_rows(make.db, make.organiser, number).rows
    assert corrected.call is not None
    assert corrected.call.outcome == "busy"
    assert taken_back.call is None
    assert enter(make, number, 2, said("no-answer"), "Bo").logged


def test_do_not_call_on_paper_is_in_force_at_once(make: Make) -> None:
    elector, _ = make.electors(2)
    number = laid(make).pages[0].number
    enter(make, number, 1, said("spoke", do_not_call=True))
    freeing.release(make.db, make.organiser, None, NIGHT)
    assert make.state(elector).suppressed
    found = served(make, make.organiser, NIGHT + timedelta(hours=14))
    assert isinstance(found, Served)
    assert found.card.id != elector


def test_paper_is_entered_whatever_happened_to_its_electors_since(make: Make) -> None:
    """Its hold is over, somebody else rings them, and even then the call on paper is a call."""
    first, _, third = make.electors(3)
    number = laid(make).pages[0].number
    freeing.release(make.db, make.organiser, None, MONDAY)
    bo = make.caller("Bo")
    found = served(make, bo)
    assert isinstance(found, Served)
    assert found.card.id == first
    assert enter(make, number, 1, said("busy")).elector_id == first
    assert held(make) == {first: None}
    enter(make, number, 2, said("spoke"))
    assert held(make) == {first: None}
    make.call(third, "deceased")
    assert enter(make, number, 3, said("no-answer")).next_due_at is None
    assert make.stale() == 0


@pytest.mark.parametrize(("sheet", "row"), [(0, 1), (99, 1), (-1, 1), (10**12, 1), (1, 0), (1, 9)])
def test_a_sheet_or_row_that_is_not_there_is_said_in_a_sentence(
    make: Make, sheet: int, row: int
) -> None:
    make.electors(1)
    laid(make)
    with pytest.raises(WrongUse, match=r"There is no call sheet|has no row"):
        enter(make, sheet, row, said())
    assert make.state(1).attempts == 0


def test_an_entry_that_makes_no_sense_leaves_the_row_open(make: Make) -> None:
    make.electors(1)
    number = laid(make).pages[0].number
    with pytest.raises(WrongUse):
        enter(make, number, 1, said("busy", intention="Smith"))
    with pytest.raises(WrongUse):
        enter(make, number, 1, said("spoke", intention="Cameron"))
    with pytest.raises(WrongUse, match="later than now"):
        enter(make, number, 1, said("busy", called_at=NIGHT + timedelta(minutes=11)))
    assert open_rows(make, number) == [1]
    assert held(make) == {1: number}
    assert "Vi" not in make.names()


def test_sheets_that_were_never_on_paper_are_forgotten(make: Make) -> None:
    make.electors(2)
    printed = laid(make, rows=1)
    numbers = [page.number for page in printed.pages]
    call_sheets.withdraw_sheets(make.db, make.organiser, numbers)
    assert held(make) == {}
    with pytest.raises(WrongUse):
        call_sheets.sheet_rows(make.db, make.organiser, numbers[0])
    (number, _) = (page.number for page in laid(make, rows=1).pages)
    enter(make, number, 1, said())
    with pytest.raises(InputRefused, match="entered"):
        call_sheets.withdraw_sheets(make.db, make.organiser, [number])


def test_an_import_is_undone_with_its_electors_on_paper(make: Make) -> None:
    rows = [roll_row("L1"), roll_row("L2", mobile="07700 900002")]
    accounts = make.brought_in(ImportKind.ROLL, rows)
    number = laid(make).pages[0].number
    freeing.release(make.db, make.organiser, None, MONDAY)
    assert accounts.import_id is not None
    imports.undo_import(make.db, make.organiser, accounts.import_id, MONDAY)
    with make.db.read() as session:
        assert session.scalars(select(Elector.id)).all() == []
    with pytest.raises(WrongUse, match="has no row 1"):
        enter(make, number, 1, said())


def test_a_number_that_left_the_roll_is_no_longer_shown(make: Make) -> None:
    make.brought_in(ImportKind.ROLL, [roll_row("L1")])
    number = laid(make).pages[0].number
    make.brought_in(ImportKind.ROLL, [roll_row("L1", mobile="07700 900077")])
    row = call_sheets.sheet_rows(make.db, make.organiser, number).rows[0]
    assert row.number is None
    assert enter(make, number, 1, said()).logged
