"""The commands about packs: pack, packs, return, merge, quarantine, recall."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import pytest

from tests.cli.conftest import Run

Ask = Callable[..., Any]
WORDS = "four grey herons"
IN_HOURS = "2016-09-05T18:00:00+01:00"


class Taken(NamedTuple):
    """A pack that was issued by the command line."""

    campaign: Path
    pack: Path
    key: tuple[str, Path]
    issued: Any


@pytest.fixture
def taken(ask: Ask, campaign: Path, tmp_path: Path) -> Taken:
    """A pack for Vi in a folder of its own, and the file with its passphrase."""
    words = tmp_path / "words.txt"
    words.write_text(WORDS + "\n", "utf-8")
    (tmp_path / "home").mkdir()
    pack = tmp_path / "home" / "vi.pack"
    ask("callers", campaign, "add", "Vi")
    issued = ask(
        "pack", campaign, "--caller", "vi", "--list", "everybody", "--to", pack, "--electors", 4,
        "--pack-passphrase-file", words,
    )  # fmt: skip
    return Taken(campaign, pack, ("--passphrase-file", words), issued)


def log(ask: Ask, taken: Taken, number: int, *said: object, caller: str = "Vi") -> Any:
    """A call on the pack's floor, where electors are numbered from 1."""
    who = ("--caller", caller, "--elector", number, "--as", caller)
    return ask("log", taken.pack, *who, *said, *taken.key)


def test_a_pack_is_issued_and_listed(ask: Ask, taken: Taken) -> None:
    assert taken.issued.keys() == {
        "pack", "file", "caller", "list", "electors", "expires_at", "passphrase"
    }  # fmt: skip
    assert (taken.issued["electors"], taken.issued["passphrase"]) == (4, None)
    (row,) = ask("packs", taken.campaign)["packs"]
    assert row["pack"] == taken.issued["pack"]
    told = (row["caller"], row["list"], row["state"], row["electors"], row["calls"])
    assert told == ("Vi", "Everybody", "out", 4, 0)


def test_a_passphrase_that_is_made_is_told_once(run: Run, ask: Ask, campaign: Path) -> None:
    ask("callers", campaign, "add", "Vi")
    to = campaign.with_name("vi.pack")
    told = run("pack", campaign, "--caller", "Vi", "--to", to)
    assert told.status == 0
    assert "Passphrase, told this once: " in told.out
    again = run("pack", campaign, "--caller", "Vi", "--to", to)
    assert (again.status, to.exists()) == (3, True)


def test_a_pack_goes_out_and_comes_back_twice(run: Run, ask: Ask, taken: Taken) -> None:
    back = taken.pack.with_name("back.pack")
    log(ask, taken, 1, "--outcome", "spoke", "--intention", "Smith")
    told = ask("return", taken.pack, "--to", back, *taken.key)
    assert (told["calls"], told["given_back"], told["final"]) == (1, 1, False)
    merged = ask("merge", taken.campaign, back)
    assert merged == {"read": 1, "added": 1, "known": 0, "quarantined": 0, "reasons": {}}
    again = run("merge", taken.campaign, back)
    assert (again.status, "nothing was changed" in again.out) == (0, True)
    log(ask, taken, 2, "--outcome", "no-answer")
    working = taken.pack.with_suffix(".phonebank")
    last = taken.pack.with_name("last.pack")
    ask("return", working, "--to", last, "--final", *taken.key)
    merged = ask("merge", taken.campaign, last)
    assert (merged["added"], merged["known"]) == (1, 1)
    (row,) = ask("packs", taken.campaign)["packs"]
    assert (row["state"], row["calls"], len(row["merges"])) == ("returned", 2, 2)


def test_what_is_doubted_is_status_9_and_settled_by_an_organiser(
    run: Run, ask: Ask, taken: Taken
) -> None:
    back = taken.pack.with_name("back.pack")
    log(ask, taken, 1, "--outcome", "no-answer", "--at", "2016-09-05T18:00:00+01:00")
    log(ask, taken, 2, "--outcome", "no-answer", "--at", "2016-09-05T18:00:00+01:00")
    log(ask, taken, 3, "--outcome", "no-answer")
    ask("return", taken.pack, "--to", back, *taken.key)
    told = run("merge", taken.campaign, back, "--json")
    assert told.status == 9
    assert told.document["reasons"] == {"before-issue": 2}
    first, second = ask("quarantine", taken.campaign)["quarantine"]
    assert (first["reason"], first["caller"], first["outcome"]) == (
        "before-issue",
        "Vi",
        "no-answer",
    )
    assert ask("quarantine", taken.campaign, "--take", first["id"])["call_id"]
    assert ask("quarantine", taken.campaign, "--leave", second["id"]) == {"left": second["id"]}
    assert ask("quarantine", taken.campaign) == {"quarantine": []}
    assert run("quarantine", taken.campaign, "--take", 99).status == 3
    assert run("quarantine", taken.campaign, "--take", 1, "--leave", 1).status == 2


def test_a_merge_is_undone(run: Run, ask: Ask, taken: Taken) -> None:
    back = taken.pack.with_name("back.pack")
    log(ask, taken, 1, "--outcome", "spoke", "--intention", "Smith", "--do-not-call")
    ask("return", taken.pack, "--to", back, *taken.key)
    ask("merge", taken.campaign, back)
    (row,) = ask("packs", taken.campaign)["packs"]
    undone = ask("merge", taken.campaign, "--undo", row["merges"][0]["id"])
    assert undone == {"undone": 1, "taken_back": 1, "barred": 1}
    assert run("merge", taken.campaign, "--undo", 1).status == 3
    for words in ((), (back, "--undo", 1)):
        assert run("merge", taken.campaign, *words).status == 2


def test_a_lost_pack_is_recalled(run: Run, ask: Ask, taken: Taken) -> None:
    back = taken.pack.with_name("back.pack")
    log(ask, taken, 1, "--outcome", "no-answer")
    ask("return", taken.pack, "--to", back, *taken.key)
    told = ask("recall", taken.campaign, taken.issued["pack"])
    assert told == {"pack": taken.issued["pack"], "freed": 4}
    merged = run("merge", taken.campaign, back, "--json")
    assert (merged.status, merged.document["reasons"]) == (9, {"recalled": 1})
    assert run("recall", taken.campaign, uuid4()).status == 3


def test_a_pack_opens_with_its_passphrase_only(run: Run, ask: Ask, taken: Taken) -> None:
    assert run("next", taken.pack, "--caller", "Vi").status == 7
    served = ask("next", taken.pack, "--caller", "Vi", *taken.key)
    assert "elector" in served  # or nobody, by night
    assert run(taken.pack).status == 7
    assert run(taken.pack, *taken.key).status == 1  # nobody sees a window here
    assert taken.pack.with_suffix(".phonebank").exists()


def test_what_is_no_pack_is_told_so(run: Run, taken: Taken, tmp_path: Path) -> None:
    text = tmp_path / "text.pack"
    text.write_text("Dear organiser", "utf-8")
    for wrong in (text, tmp_path / "none.pack", tmp_path, taken.campaign, taken.pack):
        told = run("merge", taken.campaign, wrong, "--json")
        assert (told.status, told.document["code"]) == (3, "input-refused")
    assert run("return", taken.campaign, "--to", tmp_path / "back.pack").status == 3
    assert run("packs", taken.pack, *taken.key).status == 8
