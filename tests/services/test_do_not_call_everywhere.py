"""A do-not-call said anywhere is in force everywhere at the next serve, and stays so."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from phonebank.domain.errors import InputRefused
from phonebank.domain.lists import ListFacts
from phonebank.services import (
    backups,
    call_sheets,
    checking,
    duplicates,
    imports,
    lists,
    packs,
    serving,
    suppressing,
)
from phonebank.services.campaigns import open_campaign
from phonebank.services.importing import ImportKind
from phonebank.services.packs import Wanted
from phonebank.services.serving import ANY_LIST, EVERYBODY, Served
from phonebank.services.signing_in import sign_in
from phonebank.store.database import Database, connect
from phonebank.store.schema import Lease
from tests.conftest import MONDAY, Make, call_row, entry, roll_row
from tests.services.away import BACK_AT, Away, issue

LATER = MONDAY + timedelta(days=1)
ADA, BEA = 1, 2
ROLL = roll_row("L1"), roll_row("L2", "Bea Webb", mobile="07700 900002")

Say = Callable[[Make, Path], object]


def in_a_call(make: Make, folder: Path) -> None:
    make.call(ADA, "do-not-call")


def beside_an_answer(make: Make, folder: Path) -> None:
    make.call(ADA, "callback", do_not_call=True)


def of_the_dead(make: Make, folder: Path) -> None:
    make.call(ADA, "deceased")


def in_a_correction(make: Make, folder: Path) -> None:
    first = make.call(ADA, "no-answer")
    make.call(ADA, "do-not-call", supersedes=first)


def in_a_pack(make: Make, folder: Path) -> None:
    away = Away(make, folder, electors=1)
    assert away.merged([away.call(ADA, "do-not-call")], is_final=True).added == 1


def in_a_pack_and_put_by(make: Make, folder: Path) -> None:
    away = Away(make, folder, electors=1)
    packs.recall_pack(make.db, make.organiser, str(away.issued.id), MONDAY)
    assert away.merged([away.call(ADA, "not-now", do_not_call=True)]).quarantined == 1


def on_paper(make: Make, folder: Path) -> None:
    laid = call_sheets.lay_sheets(make.db, make.organiser, EVERYBODY, MONDAY, 2, 2).value
    said = entry(ADA, make.organiser, "do-not-call")
    number = laid.pages[0].number
    call_sheets.enter_row(make.db, make.organiser, number, 1, "Bo", said, MONDAY)
    call_sheets.enter_row(
        make.db, make.organiser, number, 2, "Bo", entry(BEA, make.organiser, "failed"), MONDAY
    )


def in_a_file_of_calls(make: Make, folder: Path) -> None:
    make.brought_in(ImportKind.CALLS, [call_row("L1", "do-not-call")])


def beside_a_call_of_a_file(make: Make, folder: Path) -> None:
    make.brought_in(ImportKind.CALLS, [call_row("L1", "busy", do_not_call="yes")])


def in_a_roll(make: Make, folder: Path) -> None:
    make.brought_in(ImportKind.ROLL, [{**ROLL[0], "do_not_call": "yes"}])


def by_hand(make: Make, folder: Path) -> None:
    suppressing.suppress(make.db, make.organiser, ADA, "do-not-call", MONDAY)


def of_the_number(make: Make, folder: Path) -> None:
    number = make.card(ADA).numbers[0].id
    suppressing.suppress_number(make.db, make.organiser, ADA, number, "do-not-call", MONDAY)


def on_another_machine(make: Make, folder: Path) -> None:
    with closing(Database(make.db.address)) as there:
        Make(there, folder).call(ADA, "do-not-call")


WAYS = (
    in_a_call,
    beside_an_answer,
    of_the_dead,
    in_a_correction,
    in_a_pack,
    in_a_pack_and_put_by,
    on_paper,
    in_a_file_of_calls,
    beside_a_call_of_a_file,
    in_a_roll,
    by_hand,
    of_the_number,
    on_another_machine,
)
AWAY = in_a_pack, in_a_pack_and_put_by, on_paper
WHILE_HELD = [say for say in WAYS if say not in AWAY]
every_way = pytest.mark.parametrize("say", WAYS, ids=lambda say: say.__name__)

# The others are said on a server while somebody is held; after that nothing asks how it was said.
ON_A_SERVER = in_a_call, of_the_number, *AWAY


@pytest.fixture
def rolled(make: Make) -> Make:
    """Ada and Bea on the roll, and a second list of everybody."""
    make.brought_in(ImportKind.ROLL, ROLL)
    make.caller("Vi")
    facts = ListFacts(name="Second", priority=3)
    lists.new_list(make.db, make.organiser, facts, MONDAY)
    lists.open_list(make.db, make.organiser, "Second", MONDAY)
    return make


def served_now(
    db: Database, which: Sequence[str] = (ANY_LIST, EVERYBODY, "Second")
) -> Iterator[int]:
    """Whom anybody is offered on these lists, at this machine."""
    for name in ("Vi", None):
        actor = sign_in(db, name)
        for list_name in which:
            found = serving.next_elector(db, actor, actor.caller_id, LATER, list_name).value
            if isinstance(found, Served):
                yield found.card.id
                ahead = serving.next_ahead(db, actor, found.card.id, LATER, list_name).value.served
                yield from [ahead.card.id] if ahead else []
            serving.release_all(db, actor)


def check_nowhere_rung(make: Make, folder: Path) -> None:
    """At no machine and in no pack, which is recalled."""
    with closing(Database(make.db.address)) as there:
        assert set(served_now(there)) == set(served_now(make.db)) == {BEA}
    with suppress(InputRefused):
        issued = issue(make, Wanted(caller="Vi"), folder / f"{uuid4()}.pack", LATER)
        with make.db.read() as session:
            assert set(session.scalars(select(Lease.elector_id))) <= {BEA}
        packs.recall_pack(make.db, make.organiser, str(issued.id), LATER)
    assert make.stale() == 0


def check_on_no_paper(make: Make) -> None:
    """Last, for whoever is on paper is away for days."""
    with suppress(InputRefused):
        laid = call_sheets.lay_sheets(make.db, make.organiser, EVERYBODY, LATER).value
        assert {row.card.id for page in laid.pages for row in page.rows} <= {BEA}


@pytest.mark.parametrize("say", WHILE_HELD, ids=lambda say: say.__name__)
def test_whoever_is_held_already_is_let_go(rolled: Make, tmp_path: Path, say: Say) -> None:
    vi = sign_in(rolled.db, "Vi")
    found = serving.next_elector(rolled.db, vi, vi.caller_id, MONDAY).value
    assert isinstance(found, Served)
    assert found.card.id == ADA
    say(rolled, tmp_path)
    found = serving.next_elector(rolled.db, vi, vi.caller_id, MONDAY).value
    assert not isinstance(found, Served) or found.card.id == BEA


@pytest.mark.parametrize(
    ("home", "say"),
    [
        *(pytest.param("file", say, id=f"file-{say.__name__}") for say in WAYS),
        *(
            pytest.param("server", say, id=f"server-{say.__name__}", marks=pytest.mark.server)
            for say in ON_A_SERVER
        ),
    ],
    indirect=["home"],
)
def test_it_is_in_force_at_the_next_serve_and_whatever_is_done_and_undone(
    rolled: Make, tmp_path: Path, say: Say
) -> None:
    say(rolled, tmp_path)
    check_nowhere_rung(rolled, tmp_path)
    check_the_roll_again(rolled)
    check_merged_and_undone(rolled, is_of_a_number=say is of_the_number)
    check_nowhere_rung(rolled, tmp_path)
    check_on_no_paper(rolled)


def check_the_roll_again(make: Make) -> None:
    """Another roll says nothing of it, and is undone."""
    again = {**ROLL[0], "do_not_call": "no", "email": "ada@example.org"}
    done = make.brought_in(ImportKind.ROLL, [again, ROLL[1]], now=BACK_AT)
    assert set(served_now(make.db, [ANY_LIST])) == {BEA}
    undone = imports.undo_import(make.db, make.organiser, int(done.import_id or 0), LATER)
    assert undone.value.removed == 0
    assert set(served_now(make.db, [ANY_LIST])) == {BEA}


def check_merged_and_undone(make: Make, *, is_of_a_number: bool) -> None:
    """Whoever is merged with Ada is not rung either, unless it was said of a number alone."""
    duplicates.merge(make.db, make.organiser, BEA, ADA, MONDAY)
    assert set(served_now(make.db, [ANY_LIST])) == ({BEA} if is_of_a_number else set())
    duplicates.undo(make.db, make.organiser, BEA, ADA, MONDAY)
    assert set(served_now(make.db, [ANY_LIST])) == {BEA}


@pytest.mark.file
@every_way
def test_it_survives_the_restore_of_an_older_backup(rolled: Make, tmp_path: Path, say: Say) -> None:
    backup = backups.back_up(rolled.db, rolled.organiser, tmp_path / "older.phonebank")
    live = rolled.db.path
    say(rolled, tmp_path)
    rolled.db.close()
    done = backups.restore(backup, live)
    assert (done.electors + done.numbers, done.is_unread) == (1, False)
    with closing(open_campaign(live)) as db:
        assert checking.problems(db, sign_in(db), deep=True) == []
        check_nowhere_rung(Make(db, tmp_path), tmp_path)
        check_on_no_paper(Make(db, tmp_path))


@pytest.mark.file
def test_whoever_is_on_no_older_roll_is_kept_by_their_numbers(rolled: Make, tmp_path: Path) -> None:
    backup = backups.back_up(rolled.db, rolled.organiser, tmp_path / "older.phonebank")
    late = roll_row("L3", "Cy Young", mobile="07700 900003")
    rolled.brought_in(ImportKind.ROLL, [*ROLL, late])
    rolled.call(3, "do-not-call")
    live = rolled.db.path
    rolled.db.close()
    assert backups.restore(backup, live)[1:] == (0, 1, False)
    with closing(open_campaign(live)) as db:
        make = Make(db, tmp_path)
        make.brought_in(ImportKind.ROLL, [*ROLL, late])
        assert set(served_now(db)) == {ADA, BEA}
        assert make.state(3).usable_numbers == 0


@pytest.mark.file
def test_both_halves_of_a_merged_pair_stay_unrung_in_an_older_copy(
    rolled: Make, tmp_path: Path
) -> None:
    backup = backups.back_up(rolled.db, rolled.organiser, tmp_path / "older.phonebank")
    duplicates.merge(rolled.db, rolled.organiser, BEA, ADA, MONDAY)
    rolled.call(BEA, "do-not-call")
    live = rolled.db.path
    rolled.db.close()
    assert backups.restore(backup, live).electors == 2
    with closing(open_campaign(live)) as db:
        assert set(served_now(db)) == set()


@pytest.mark.file
def test_what_was_told_before_the_backup_is_not_told_twice(rolled: Make, tmp_path: Path) -> None:
    in_a_call(rolled, tmp_path)
    backup = backups.back_up(rolled.db, rolled.organiser, tmp_path / "older.phonebank")
    live = rolled.db.path
    rolled.db.close()
    assert backups.restore(backup, live)[1:] == (0, 0, False)


@pytest.mark.file
def test_a_campaign_that_cannot_be_read_is_said_to_be_unread(rolled: Make, tmp_path: Path) -> None:
    backup = backups.back_up(rolled.db, rolled.organiser, tmp_path / "older.phonebank")
    live = rolled.db.path
    rolled.db.close()
    connect(live, None).close()
    live.write_bytes(uuid4().bytes * 999)
    assert backups.restore(backup, live).is_unread
