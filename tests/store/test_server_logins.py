"""A caller's own login on a server: what it is let do, and what it tries in vain."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from phonebank.domain.electors import FollowUpKind
from phonebank.domain.errors import InputRefused, NotPermitted, PhonebankError, WrongUse
from phonebank.domain.permits import Actor, Role
from phonebank.domain.segments import Comparison, Condition, Field
from phonebank.services import (
    calling,
    drafts,
    finishing_calls,
    moving,
    my_calls,
    ringing_back,
    serving,
)
from phonebank.services import seats as at_seats
from phonebank.services.callbacks import callbacks
from phonebank.services.campaigns import campaign_facts, open_campaign
from phonebank.services.dry import Dry
from phonebank.services.passing import passed_on
from phonebank.services.same_number import others_at_number
from phonebank.services.serving import Served
from phonebank.services.signing_in import caller_rows, introduce, sign_in
from phonebank.store import saved_segments
from phonebank.store.database import Database
from phonebank.store.server_functions import MOST_AN_HOUR, MOST_HELD, OWN_TABLES
from phonebank.store.server_policies import ALLOWED, OPEN_TO_ALL
from phonebank.store.tables import METADATA
from tests.cluster import Cluster
from tests.conftest import MONDAY, Make, entry, on_server

pytestmark = [pytest.mark.server, pytest.mark.file]

LATER = MONDAY + timedelta(minutes=1)


@dataclass
class Floor:
    """A campaign with three electors, and Vi at her own login."""

    make: Make
    db: Database
    vi: Actor
    bare: psycopg.Connection[Any]
    ids: Sequence[int]

    def next(self) -> Served:
        served = serving.next_elector(self.db, self.vi, self.vi.caller_id, LATER).value
        assert isinstance(served, Served)
        return served

    def rows(self, statement: str) -> list[Any]:
        """What the login reads by a statement of its own."""
        with self.bare.transaction():
            return self.bare.execute(statement.encode()).fetchall()

    def seen(self) -> set[int]:
        return {row[0] for row in self.rows("SELECT id FROM elector")}

    def let_through(self, statements: Sequence[str]) -> list[str]:
        """Those of these statements that the server does not refuse."""
        return [statement for statement in statements if not self._is_refused(statement)]

    def _is_refused(self, statement: str) -> bool:
        try:
            with self.bare.transaction():
                self.bare.execute(statement.encode())
        except psycopg.errors.InsufficientPrivilege:
            return True
        return False

    def held_by(self, name: str, elector: int) -> None:
        actor = self.make.caller(name)
        serving.take(self.make.db, actor, elector, MONDAY)


@pytest.fixture
def floor(cluster: Cluster, server_template: str) -> Iterator[Floor]:
    with on_server(cluster, server_template) as db:
        make = Make(db)
        vi = make.caller("Vi")
        ids = make.electors(3, numbers=("07700 900001", "0118 496 0001"))
        moving.prepare(db.address)  # type: ignore[arg-type]
        login = f"vi_{db.address.name}"
        cluster.execute(f"CREATE ROLE {login} LOGIN")
        moving.let_in(db.address, "Vi", login)  # type: ignore[arg-type]
        where = f"host={cluster.folder} user={login} dbname={db.address.name}"
        with (
            closing(open_campaign(cluster.address(db.address.name, login))) as own,
            psycopg.connect(where) as bare,
        ):
            yield Floor(make, own, vi, bare, ids)


def test_whoever_logs_in_is_their_caller(floor: Floor) -> None:
    assert sign_in(floor.db).name == "Vi"


def test_a_login_sees_nobody_until_it_holds_them(floor: Floor) -> None:
    assert floor.seen() == set()
    held = floor.next().card.id
    assert floor.seen() == {held}
    assert {row[0] for row in floor.rows("SELECT elector_id FROM phone_number")} == {held}


def test_once_a_call_is_logged_its_elector_is_out_of_sight(floor: Floor) -> None:
    served = floor.next()
    calling.log_call(floor.db, floor.vi, entry(served.card.id, floor.vi), LATER)
    assert floor.seen() == set()
    assert floor.make.stale() == 0


def test_an_evening_works_under_a_login_of_ones_own(floor: Floor) -> None:
    db = floor.db
    vi = at_seats.take_seat(db, floor.vi, "laptop", MONDAY).value
    served = serving.next_elector(db, vi, vi.caller_id, MONDAY).value
    assert isinstance(served, Served)
    assert served.number is not None
    one = served.card.id
    ahead = serving.next_ahead(db, vi, one, MONDAY).value.served
    assert ahead is not None
    drafts.keep_draft(db, vi, one, {"note": "half a"}, MONDAY)
    said = entry(one, vi, "spoke", reasons=("unity",), number_id=served.number.id, note="kind")
    beside = finishing_calls.Beside(follow_ups=[FollowUpKind.POSTER])
    done = finishing_calls.finish_call(db, vi, said, MONDAY, beside)
    assert done.value.attempt == 1
    assert drafts.draft_of(db, vi) is None
    assert serving.my_ladder(db, vi, LATER) == (1, 1, 1)
    [day] = my_calls.my_calls(db, vi, LATER)
    assert [(call.who, call.note) for call in day.calls] == [("Ada B.", "kind")]
    finishing_calls.undo_call(db, vi, LATER)
    assert serving.take(db, vi, one, LATER).value.card.id == one
    assert serving.skip(db, vi, one, "a friend", LATER).value
    at_seats.leave_seat(db, vi)
    assert floor.seen() == set()
    assert floor.make.stale() == 0


def test_what_the_window_asks_beside_is_answered(floor: Floor) -> None:
    db, vi = floor.db, introduce(floor.db, "Vi").value
    assert set(campaign_facts(db).contest.shorts) == {"Corbyn", "Smith"}
    assert [row.name for row in caller_rows(db)] == ["Organiser", "Vi"]
    assert finishing_calls.mps_to_pass_to(db, vi) == []
    assert serving.my_lists(db, vi, LATER) == serving.list_names(db)
    one = floor.next().card.id
    assert len(others_at_number(db, vi, one, LATER).value) == 1
    assert callbacks(db, vi, LATER) == []
    assert passed_on(db, vi) == []
    for _ in floor.ids:
        serving.skip(db, vi, floor.next().card.id, "a friend", LATER)
    assert isinstance(serving.next_elector(db, vi, vi.caller_id, LATER).value, Dry)
    assert db.changed_elsewhere() is not None


def test_a_correction_and_one_who_rings_back(floor: Floor) -> None:
    served = floor.next()
    one = served.card.id
    assert served.number is not None
    said = entry(one, floor.vi, number_id=served.number.id)
    calling.log_call(floor.db, floor.vi, said, LATER)
    [rung] = ringing_back.rang_me(floor.db, floor.vi, "0001", LATER)
    assert rung.elector_id == one
    right = my_calls.Correction(outcome="busy")
    new_id = entry(one, floor.vi).call_id
    my_calls.correct_call(floor.db, floor.vi, said.call_id, right, new_id, LATER)
    assert ringing_back.answer(floor.db, floor.vi, one, LATER).value.card.attempts == 1
    assert floor.make.stale() == 0


def test_a_promised_callback_is_kept_by_who_promised_it(floor: Floor) -> None:
    one = floor.next().card.id
    due = MONDAY + timedelta(hours=1)
    said = entry(one, floor.vi, "callback", callback_at=due, callback_for=floor.vi.caller_id)
    calling.log_call(floor.db, floor.vi, said, LATER)
    again = serving.next_elector(floor.db, floor.vi, floor.vi.caller_id, due + timedelta(minutes=1))
    assert isinstance(again.value, Served)
    assert again.value.card.id == one


def test_a_call_that_took_longer_than_the_lease_is_kept(floor: Floor) -> None:
    one = floor.next().card.id
    with floor.make.db.write() as session:
        session.execute(text("DELETE FROM lease"))
    assert floor.seen() == set()
    calling.log_call(floor.db, floor.vi, entry(one, floor.vi), LATER)
    assert floor.make.state(one).attempts == 1


def test_a_draft_is_offered_again_when_its_lease_is_over(floor: Floor) -> None:
    one = floor.next().card.id
    drafts.keep_draft(floor.db, floor.vi, one, {"note": "half a"}, LATER)
    serving.release_all(floor.db, floor.vi)
    kept = drafts.draft_of(floor.db, floor.vi)
    assert kept is not None
    assert (kept.elector_id, kept.initials) == (one, "an elector")
    assert serving.take(floor.db, floor.vi, one, LATER).value.card.id == one


@pytest.mark.parametrize("are_wanted", [True, False])
def test_a_list_of_a_segment_offers_its_electors_alone(floor: Floor, are_wanted: bool) -> None:
    """As soon as the organiser has saved it, in the same transaction."""
    comparison = Comparison.AT_MOST if are_wanted else Comparison.OVER
    with floor.make.db.write() as session:
        saved_segments.add(session, "Few", Condition(Field.ATTEMPTS, comparison, (3,)))
        session.execute(text("UPDATE call_list SET segment_id = (SELECT max(id) FROM segment)"))
    served = serving.next_elector(floor.db, floor.vi, floor.vi.caller_id, LATER).value
    assert isinstance(served, Served) is are_wanted


def test_a_list_that_is_paused_offers_nobody(floor: Floor) -> None:
    with floor.make.db.write() as session:
        session.execute(text("UPDATE call_list SET state = 'paused'"))
    asked = "SELECT * FROM pick_elector(1, '{3}', '2016-09-05 17:00', '2016-09-05', 9, 9, '{}')"
    assert floor.rows(asked) == []


@pytest.fixture
def passed(floor: Floor) -> Floor:
    """Vi is an MP at a list for MPs; one elector was passed on to any, the next to another MP."""
    zoe = floor.make.caller("Zoe").caller_id
    with floor.make.db.write() as session:
        session.execute(text("UPDATE caller SET is_mp = true WHERE name IN ('Vi', 'Zoe')"))
        session.execute(text("UPDATE call_list SET for_mp = true"))
        for elector, to in zip(floor.ids[:2], ("NULL", zoe), strict=True):
            session.execute(
                text(
                    "INSERT INTO passed_on (elector_id, to_caller_id, caller_id, note, at) "
                    f"VALUES ({elector}, {to}, {zoe}, 'undecided', '2016-09-05 10:00')"
                )
            )
    return floor


def test_an_mp_is_served_those_passed_on_to_them_and_nobody_else(passed: Floor) -> None:
    served = passed.next()
    assert served.card.id == passed.ids[0]
    assert served.by_mp
    assert passed.seen() == {passed.ids[0]}
    said = entry(passed.ids[0], passed.vi, "spoke", intention="Smith")
    calling.log_call(passed.db, passed.vi, said, LATER)
    again = serving.next_elector(passed.db, passed.vi, passed.vi.caller_id, LATER).value
    assert isinstance(again, Dry)
    assert passed.make.stale() == 0
    with passed.make.db.read() as session:
        waits = "SELECT elector_id FROM passed_on WHERE done_at IS NULL"
        assert session.scalars(text(waits)).all() == [passed.ids[1]]


def test_one_passed_on_whom_another_holds_is_not_served(passed: Floor) -> None:
    one = passed.ids[0]
    with passed.make.db.write() as session:
        session.execute(
            text(
                "INSERT INTO lease (elector_id, caller_id, call_list_id, since, until) "
                f"VALUES ({one}, 1, 1, '2016-09-05 10:00', '2999-01-01')"
            )
        )
    again = serving.next_elector(passed.db, passed.vi, passed.vi.caller_id, LATER).value
    assert isinstance(again, Dry)


OPENED = "SELECT open_passed(1, '2016-09-05 17:00')"


@pytest.mark.parametrize(
    ("changed", "count"),
    [
        ("SELECT 1", 1),
        ("UPDATE caller SET is_mp = false", 0),
        ("UPDATE call_list SET for_mp = false", 0),
        ("UPDATE call_list SET state = 'paused'", 0),
        ("UPDATE passed_on SET done_at = at", 0),
    ],
)
def test_who_was_passed_on_is_opened_to_an_mp_at_a_list_for_mps(
    passed: Floor, changed: str, count: int
) -> None:
    with passed.make.db.write() as session:
        session.execute(text(changed))
    with passed.bare.transaction():
        passed.bare.execute(OPENED.encode())
        seen = passed.bare.execute(b"SELECT id FROM elector").fetchall()
    assert seen == [(passed.ids[0],)][:count]
    assert passed.seen() == set()


def test_a_merged_person_is_folded_whole(floor: Floor) -> None:
    one, other, _ = floor.ids
    floor.make.call(other, "spoke", intention="Corbyn")
    with floor.make.db.write() as session:
        session.execute(text(f"UPDATE elector SET merged_into = {one} WHERE id = {other}"))
        session.execute(text(f"UPDATE elector SET on_roll = false WHERE id = {other}"))
    assert floor.next().card.id == one
    assert floor.seen() == {one, other}
    calling.log_call(floor.db, floor.vi, entry(one, floor.vi), LATER)
    assert floor.make.state(one).attempts == 2


UNSEEN = sorted({*METADATA.tables, *OWN_TABLES, "elector_words", "elector_digits"})
UNSEEN = [name for name in UNSEEN if name not in {*OPEN_TO_ALL, *(one.table for one in ALLOWED)}]


def test_no_other_table_is_open(floor: Floor) -> None:
    """Packs and their secrets, imports, what others reported, the search index, logins."""
    tries = [f"{does} {table}" for table in UNSEEN for does in ("SELECT FROM", "DELETE FROM")]
    assert floor.let_through(tries) == []


def test_secrets_and_figures_are_among_what_is_not_open() -> None:
    assert {"pack", "put_by", "reported_canvass", "outside_poll", "declared_result"} <= {*UNSEEN}


OF_OTHERS = (
    *("elector", "phone_number", "tag", "suppression", "call", "call_reason", "lease", "draft"),
    *("skip", "follow_up", "passed_on", "audit", "seat"),
)
DONE_BY_OTHERS = (
    "INSERT INTO tag VALUES ({one}, 'kind')",
    "INSERT INTO follow_up (elector_id, kind, note, at, caller_id) "
    "VALUES ({one}, 'poster', 'x', now(), {zoe})",
    "INSERT INTO passed_on (elector_id, caller_id, note, at) VALUES ({one}, {zoe}, 'x', now())",
    "INSERT INTO suppression (elector_id, kind, source, since) "
    "VALUES ({one}, 'do-not-call', 'x', now())",
    "INSERT INTO skip (elector_id, caller_id, at, why) VALUES ({one}, {zoe}, now(), 'x')",
    "INSERT INTO seat VALUES ('x', {zoe}, 'laptop', now())",
    "INSERT INTO audit (at, caller_id, action, details) VALUES (now(), {zoe}, 'x', '{{}}')",
)


def test_what_others_did_is_out_of_sight(floor: Floor) -> None:
    zoe, one, other = floor.make.caller("Zoe"), *floor.ids[:2]
    floor.make.call(one, "spoke", zoe, note="rang at six", reasons=("unity",))
    floor.held_by("Zoe", other)
    drafts.keep_draft(floor.make.db, zoe, other, {"note": "secret"}, MONDAY)
    with floor.make.db.write() as session:
        for statement in DONE_BY_OTHERS:
            session.execute(text(statement.format(one=one, zoe=zoe.caller_id)))
    for table in OF_OTHERS:
        with floor.make.db.read() as session:
            assert session.scalar(text(f"SELECT count(*) FROM {table}")), table
        assert floor.rows(f"SELECT count(*) FROM {table}") == [(0,)], table


REFUSED = {
    "a lease of one's own making": (
        "INSERT INTO lease (elector_id, caller_id, call_list_id, since, until) "
        "VALUES ({other}, {me}, 1, now(), now() + interval '1 hour')"
    ),
    "a lease moved": "UPDATE lease SET caller_id = {me}",
    "another elector held": (
        "SELECT hold_elector({other}, 1, '2016-09-05 17:00', '2016-09-05 17:20', NULL)"
    ),
    "a call as another": (
        "INSERT INTO call (call_id, elector_id, caller_id, called_at, recorded_at, outcome, "
        "takes_answer, note, do_not_call) "
        "VALUES ('x', {held}, 1, now(), now(), 'busy', false, '', false)"
    ),
    "a call to another": (
        "INSERT INTO call (call_id, elector_id, caller_id, called_at, recorded_at, outcome, "
        "takes_answer, note, do_not_call) "
        "VALUES ('x', {other}, {me}, now(), now(), 'busy', false, '', false)"
    ),
    "a call taken back that is another's": (
        "INSERT INTO call (call_id, elector_id, caller_id, called_at, recorded_at, "
        "takes_answer, note, do_not_call, supersedes) VALUES "
        "('x', {held}, {me}, now(), now(), false, '', false, '{theirs}')"
    ),
    "a draft as another": (
        "INSERT INTO draft (caller_id, elector_id, at, entered) VALUES (1, {held}, now(), '{{}}')"
    ),
    "a seat as another": "INSERT INTO seat VALUES ('x', 1, 'm', now())",
    "a name": "UPDATE elector SET last_name = 'Smith'",
    "a merge": "UPDATE elector SET merged_into = {held} WHERE id = {held}",
    "a number": "UPDATE phone_number SET e164 = '+441'",
    "a call changed": "UPDATE call SET note = ''",
    "a call removed": "DELETE FROM call",
    "a list": "UPDATE call_list SET state = 'open'",
    "a caller's role": "UPDATE caller SET role = 'organiser'",
    "another's login": "INSERT INTO caller_login VALUES ('x', 1)",
    "row security off": "SET LOCAL row_security = off; SELECT id FROM elector",
    "another role": "SET LOCAL ROLE {organiser}",
    "another login": "SET LOCAL SESSION AUTHORIZATION phonebank",
    "a view in the schema": "CREATE VIEW public.peeking AS SELECT * FROM elector",
    "a function in the schema": (
        "CREATE FUNCTION public.my_caller() RETURNS bigint LANGUAGE sql AS 'SELECT 1'"
    ),
    "a policy": "CREATE POLICY all_of_it ON elector USING (true)",
    "a trigger": (
        "CREATE TRIGGER peeks AFTER UPDATE ON elector FOR EACH ROW EXECUTE FUNCTION tell_others()"
    ),
    "everything locked": "LOCK TABLE elector",
}


def test_the_server_refuses(floor: Floor) -> None:
    held = floor.next().card.id
    theirs = floor.make.call(held, "no-answer")
    other = next(one for one in floor.ids if one != held)
    names = {"held": held, "other": other, "me": floor.vi.caller_id, "theirs": theirs}
    organiser = f"phonebank_{floor.make.db.address.name}_organiser"
    tries = {one.format(**names, organiser=organiser): what for what, one in REFUSED.items()}
    assert [tries[one] for one in floor.let_through([*tries])] == []


TRICKS = {
    "a view of one's own": "CREATE TEMP VIEW peeking AS SELECT id FROM public.elector",
    "a table that stands for leases": (
        "CREATE TEMP TABLE lease AS SELECT n AS elector_id, {me} AS caller_id, NULL AS pack_id "
        "FROM generate_series(1, 99) AS n"
    ),
    "a function that stands for who one is": (
        "CREATE FUNCTION pg_temp.my_caller() RETURNS bigint LANGUAGE sql AS 'SELECT 1'"
    ),
    "a search path of one's own": "SET search_path = pg_temp, public",
    "a setting": "SET phonebank.caller = '1'",
    "an elector opened": "SELECT open_rung({other})",
    "an operator that tells what it compares": (
        "CREATE FUNCTION pg_temp.told(bigint) RETURNS boolean LANGUAGE plpgsql COST 0.001 AS "
        "'BEGIN RAISE NOTICE ''%'', $1; RETURN true; END'"
    ),
}


@pytest.mark.parametrize("what", TRICKS)
def test_no_trick_shows_more(floor: Floor, what: str) -> None:
    held = floor.next().card.id
    other = next(one for one in floor.ids if one != held)
    told: list[str] = []
    floor.bare.add_notice_handler(lambda notice: told.append(str(notice.message_primary)))
    with floor.bare.transaction():
        floor.bare.execute(TRICKS[what].format(me=floor.vi.caller_id, other=other).encode())
        where = " WHERE pg_temp.told(id)" if "told" in TRICKS[what] else ""
        source = "peeking" if "VIEW" in TRICKS[what] else "public.elector"
        seen = floor.bare.execute(f"SELECT id FROM {source}{where}".encode()).fetchall()
    assert seen == [(held,)]
    assert set(told) <= {str(held)}


def test_nobody_ends_the_lease_of_another(floor: Floor) -> None:
    floor.held_by("Zoe", floor.ids[0])
    floor.rows("WITH gone AS (DELETE FROM lease RETURNING 1) SELECT count(*) FROM gone")
    floor.rows("SELECT end_lapsed('2999-01-01')")
    with floor.make.db.read() as session:
        assert session.scalar(text("SELECT count(*) FROM lease")) == 1


def test_what_lapsed_is_ended_for_everybody(floor: Floor) -> None:
    for one in floor.ids:
        floor.held_by("Zoe", one)
        with floor.make.db.write() as session:
            session.execute(text(f"UPDATE lease SET seat_id = NULL WHERE elector_id = {one}"))
    soon = serving.next_elector(floor.db, floor.vi, floor.vi.caller_id, MONDAY + timedelta(hours=2))
    assert isinstance(soon.value, Served)


TAKE = (
    "SELECT hold_elector((SELECT elector FROM pick_elector(1, '{3}', '2016-09-05 17:00', "
    "'2016-09-05', 9, 9, '{}')), 1, '2016-09-05 17:00', '2016-09-05 17:20', NULL)"
)


def test_nobody_holds_more_than_one_can_ring(floor: Floor) -> None:
    floor.make.electors(MOST_HELD)
    for _ in range(MOST_HELD):
        assert floor.rows(TAKE)
    assert floor.let_through([TAKE]) == []


def test_a_roll_is_not_read_one_by_one(floor: Floor) -> None:
    with floor.make.db.write() as session:
        before = f"SELECT {floor.vi.caller_id}, n + 1000, now() FROM generate_series(2, {{}}) AS n"
        session.execute(text(f"INSERT INTO served_elector {before.format(MOST_AN_HOUR)}"))
    assert floor.rows(TAKE)
    assert floor.let_through([TAKE]) == []


def test_an_elector_who_is_not_theirs_is_refused_in_a_sentence(floor: Floor) -> None:
    one = floor.ids[2]
    with pytest.raises(NotPermitted, match="neither hold"):
        calling.log_call(floor.db, floor.vi, entry(one, floor.vi), LATER)
    with pytest.raises(NotPermitted, match="neither hold"):
        serving.take(floor.db, floor.vi, one, LATER)


def test_nobody_signs_in_as_another(floor: Floor) -> None:
    floor.make.caller("Zoe")
    for name in ("Zoe", "Organiser"):
        with pytest.raises(NotPermitted, match="another caller's"):
            sign_in(floor.db, name)


def test_one_whom_another_holds_by_now_is_told_of(floor: Floor) -> None:
    one = floor.next().card.id
    serving.release(floor.db, floor.vi, one)
    floor.held_by("Zoe", one)
    with pytest.raises(InputRefused, match="Another caller holds"):
        serving.take(floor.db, floor.vi, one, LATER)


def test_a_caller_who_left_sees_nothing_more(floor: Floor) -> None:
    floor.next()
    with floor.make.db.write() as session:
        session.execute(text("UPDATE caller SET has_left = true WHERE name = 'Vi'"))
    assert floor.seen() == set()
    with pytest.raises(NotPermitted, match="no caller's"):
        sign_in(floor.db)


def test_an_organiser_s_login_sees_all(floor: Floor, cluster: Cluster) -> None:
    name = floor.make.db.address.name
    cluster.execute(f"CREATE ROLE olga_{name} LOGIN")
    assert moving.let_in(floor.make.db.address, "Organiser", f"olga_{name}") is Role.ORGANISER  # type: ignore[arg-type]
    with closing(open_campaign(cluster.address(name, f"olga_{name}"))) as opened:
        Make(opened).elector(membership_number="L9")
        with opened.read() as session:
            assert session.scalar(text("SELECT count(*) FROM elector")) == 4


def test_a_login_is_one_caller_s(floor: Floor) -> None:
    floor.make.caller("Zoe")
    address: Any = floor.make.db.address
    for name, login, refusal in (
        ("Zoe", f"vi_{address.name}", InputRefused),
        ("Zoe", "nobody_of_that_name", InputRefused),
        ("Zoe", "phonebank", InputRefused),
        ("Nobody", "phonebank", WrongUse),
    ):
        with pytest.raises(refusal) as refused:
            moving.let_in(address, name, login)
        assert isinstance(refused.value, PhonebankError)
