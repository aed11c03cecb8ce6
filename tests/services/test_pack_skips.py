"""Whom a caller passed over at home: it counts when the pack is merged, once, and is undone."""

from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select

from phonebank.domain import pack_lines
from phonebank.domain.calls import SKEW
from phonebank.domain.errors import InputRefused
from phonebank.domain.pack_lines import GivenBack, SkipLine
from phonebank.domain.queueing import PASSED_OVER_FOR, Reason
from phonebank.services import duplicates, merging, pack_floor, packs, serving
from phonebank.services.serving import Dry, Served
from phonebank.services.signing_in import sign_in
from phonebank.store.schema import Skip
from tests.conftest import MONDAY, Make
from tests.services.away import BACK_AT, WORDS, Away, every_row

HOUR = timedelta(hours=1)
LATE = BACK_AT - 2 * HOUR  # a skip so recent that it counts when the pack is back


@pytest.fixture
def electors(make: Make) -> list[int]:
    return [make.elector(f"Ada {last}") for last in ("Ames", "Bell")]


@pytest.fixture
def away(make: Make, electors: list[int], tmp_path: Path) -> Away:
    return Away(make, tmp_path)


def skip(elector: int, at: datetime = LATE, why: str = "I know them") -> SkipLine:
    return SkipLine(elector=elector, at=at, why=why)


def skips(make: Make) -> list[tuple[int, datetime, str]]:
    with make.db.read() as session:
        rows = session.execute(select(Skip.elector_id, Skip.at, Skip.why).order_by(Skip.id))
        return [(elector, at, why) for elector, at, why in rows]


def served_to(make: Make, name: str, now: datetime) -> Served | Dry:
    caller = make.caller(name)
    return serving.next_elector(make.db, caller, caller.caller_id, now).value


@pytest.mark.file
def test_a_skip_on_the_floor_of_a_pack_counts_at_home_with_its_reason_and_its_time(
    make: Make, electors: list[int], away: Away, tmp_path: Path
) -> None:
    floor = pack_floor.open_pack(away.path, WORDS, MONDAY)
    me, at = sign_in(floor), MONDAY + HOUR
    for _ in electors:
        found = serving.next_elector(floor, me, me.caller_id, at).value
        assert isinstance(found, Served)
        serving.skip(floor, me, found.card.id, "I know them", at)
    back = tmp_path / "back.pack"
    pack_floor.pack_return(floor, me, back, at, is_final=True)
    floor.close()
    assert away.merge(back, at + HOUR).skips == 2
    assert skips(make) == [(one, at, "I know them") for one in electors]
    dry = served_to(make, "Vi", at + HOUR)
    assert isinstance(dry, Dry)
    assert dry.reasons[Reason.COOLING_DOWN] == 2
    assert isinstance(served_to(make, "Bo", at + HOUR), Served)
    assert isinstance(served_to(make, "Vi", at + PASSED_OVER_FOR + 4 * HOUR), Served)


def test_a_skip_goes_in_once_whatever_file_brings_it(
    make: Make, electors: list[int], away: Away
) -> None:
    first, second = skip(electors[0]), skip(electors[1])
    assert away.merged([], "one", skips=[first]).skips == 1
    longer = away.merged([], "two", skips=[first, second])
    assert (longer.skips, longer.read) == (1, 0)
    before = every_row(make.db)
    for name, told in (("again", [first]), ("other order", [second, first])):
        again = away.merged([], name, skips=told)
        assert (again.skips, again.merge_id) == (0, None)
    assert every_row(make.db) == before
    assert [elector for elector, *_ in skips(make)] == electors


def test_undoing_a_merge_takes_its_skips_back_and_the_same_file_does_not_bring_them_again(
    make: Make, electors: list[int], away: Away
) -> None:
    kept = away.merged([], "first", skips=[skip(electors[1])])
    merge = away.merged([away.call(electors[0])], skips=[skip(electors[0])])
    assert kept.merge_id is not None
    assert merge.merge_id is not None
    merging.undo_merge(make.db, make.organiser, merge.merge_id, BACK_AT)
    assert [elector for elector, *_ in skips(make)] == [electors[1]]
    assert away.merged([], "again", skips=[skip(electors[0])]).skips == 0
    assert len(skips(make)) == 1


def test_a_skip_that_keeps_no_rule_is_left_out(make: Make, electors: list[int], away: Away) -> None:
    stranger = make.elector("Not Inpack")
    early, late = MONDAY - SKEW - HOUR, BACK_AT + SKEW + HOUR
    told = [skip(stranger), skip(electors[0], early), skip(electors[0], late)]
    accounts = away.merged([], skips=[*told, skip(electors[1])])
    assert (accounts.skips, len(skips(make))) == (1, 1)
    packs.recall_pack(make.db, make.organiser, str(away.issued.id), BACK_AT)
    assert away.merged([], "late", skips=[skip(electors[0])]).skips == 0


def test_a_skip_follows_the_elector_into_whom_they_were_merged_meanwhile(
    make: Make, electors: list[int], away: Away
) -> None:
    one, other = electors
    duplicates.merge(make.db, make.organiser, one, other, MONDAY + HOUR)
    away.merged([], skips=[skip(other)], given=electors, is_final=True)
    assert [elector for elector, *_ in skips(make)] == [one]
    assert isinstance(served_to(make, "Vi", BACK_AT), Dry)


def test_a_return_from_before_skips_were_told_still_merges(
    make: Make, electors: list[int], away: Away
) -> None:
    call = away.call(electors[0])
    told = [GivenBack(electors=electors[:1], calls=1), call]
    text, head = pack_lines.written(away.head, told)
    _, _, body = text.partition(b"\n")
    as_then = body.replace(b',"skips":0', b"")
    assert as_then != body
    digest = sha256(as_then).hexdigest().encode()
    whole = text.replace(body, as_then).replace(head.content_hash.encode(), digest)
    accounts = away.merge(away.sealed(whole))
    assert (accounts.added, accounts.skips, accounts.freed) == (1, 0, 1)


def test_a_return_that_counts_its_skips_wrongly_is_refused(
    make: Make, electors: list[int], away: Away
) -> None:
    told = [GivenBack(electors=electors, calls=0, skips=2), skip(electors[0])]
    text, _ = pack_lines.written(away.head, told)
    with pytest.raises(InputRefused, match="its counts"):
        away.merge(away.sealed(text))
    assert skips(make) == []
