"""Files in the making: makers that do not know of each other never spoil each other's work."""

import errno
import os
import time
from pathlib import Path

import pytest

from phonebank.domain.errors import InputRefused, NoRoom
from phonebank.unfinished import in_the_making, put_in_place, refuse_taken, unfinished

DAYS = 2 * 24 * 3600


def aged(path: Path) -> None:
    path.write_bytes(b"what a killed attempt left behind")
    os.utime(path, (time.time() - DAYS,) * 2)


def test_of_two_at_once_one_wins_and_the_other_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "mine.phonebank"
    with in_the_making(target) as quick:
        quick.write_text("quick")
        slow = in_the_making(target)
        slow.__enter__().write_text("slow")
    with pytest.raises(InputRefused, match="exists already"):
        slow.__exit__(None, None, None)
    assert target.read_text() == "quick"
    assert list(tmp_path.iterdir()) == [target]


def test_one_that_fails_leaves_nothing(tmp_path: Path) -> None:
    making = in_the_making(tmp_path / "mine.phonebank")
    partial = making.__enter__()
    partial.write_text("half")
    partial.with_name(partial.name + "-wal").write_text("of it")
    assert not making.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not list(tmp_path.iterdir())


def test_a_file_system_without_links_does_not_replace_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    one, other, target = (tmp_path / name for name in ("one", "other", "target"))
    one.write_text("one")
    other.write_text("other")
    put_in_place(one, target)
    with pytest.raises(InputRefused, match="exists already"):
        put_in_place(other, target)
    assert target.read_text() == "one"


def test_a_folder_that_may_not_be_written_to_is_named_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # nobody refuses root
    with pytest.raises(NoRoom, match="read-only") as refused:
        refuse_taken(tmp_path / "mine.phonebank")
    assert str(tmp_path) in refused.value.message


def test_old_leftovers_go_and_a_live_rival_stays(tmp_path: Path) -> None:
    target, other = tmp_path / "mine.phonebank", tmp_path / "not-mine.phonebank"
    live, old, strange = unfinished(target), unfinished(target), unfinished(other)
    live.write_text("live")
    for left in (old, old.with_name(old.name + "-wal"), strange, unfinished(unfinished(target))):
        aged(left)
    with in_the_making(target) as partial:
        partial.touch()
    assert {*tmp_path.iterdir()} == {target, live, strange}


def test_what_is_being_written_is_live_though_it_was_begun_long_ago(tmp_path: Path) -> None:
    target = tmp_path / "mine.phonebank"
    slow = unfinished(target)
    aged(slow)
    slow.with_name(slow.name + "-wal").touch()
    with in_the_making(target) as partial:
        partial.touch()
    assert slow.exists()
