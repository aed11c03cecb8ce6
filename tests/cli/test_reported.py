"""The command `reported`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from phonebank.domain.report_entries import Report
from tests.cli.conftest import Run

Ask = Callable[..., Any]


def to_set(**fields: str) -> list[str]:
    return [word for name, text in fields.items() for word in ("--set", f"{name}={text}")]


EXETER = to_set(
    places="Exeter", canvasser="Ben Bradshaw MP", reported_on="2016-08-19", smith="46", Corbyn="34%"
)


def test_a_canvass_is_entered_changed_and_removed(ask: Ask, campaign: Path) -> None:
    [entry] = ask("reported", campaign, "add", *EXETER)["entries"]
    assert entry["fields"]["Smith"] == "46"
    assert entry["fields"]["Corbyn"] == "34%"
    told = ask("reported", campaign, "change", entry["id"], *to_set(undecided="18"))
    assert told["kind"] == "reported"
    [changed] = told["entries"]
    assert changed["fields"] == {**entry["fields"], "undecided": "18"}
    assert ask("reported", campaign, "remove", entry["id"])["entries"] == []


def test_the_list_shows_the_ids_beside_the_figures(run: Run, campaign: Path) -> None:
    run("reported", campaign, "add", *EXETER)
    told = run("reported", campaign)
    assert told.status == 0
    assert all(word in told.out for word in ("Id", "Exeter", "46%", "sums to 80"))


def test_an_mps_own_canvass_tells_the_canvass_whose_seat_it_is(ask: Ask, campaign: Path) -> None:
    ask("reported", campaign, "add", *EXETER)
    [mp] = ask("reported", campaign, "--kind", "mps")["entries"]
    assert mp["fields"] == {"place": "Exeter", "mp": "Ben Bradshaw MP"}


@pytest.mark.parametrize("report", Report)
def test_every_kind_is_listed(ask: Ask, campaign: Path, report: Report) -> None:
    told = ask("reported", campaign, "--kind", report.value)
    assert told == {"kind": report.value, "entries": []}


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("add",), 2, "“add” needs --set"),
        (("add", "1", *EXETER), 2, "An id goes with"),
        (("change", *EXETER), 2, "“change” needs the id"),
        (("remove",), 2, "“remove” needs the id"),
        (("remove", "1", *EXETER), 2, "--set goes with"),
        (("add", *to_set(colour="red")), 2, "There is no field “colour”."),
        (("remove", "7"), 3, "There is no reported canvass 7."),
        (("add", *EXETER, *to_set(refused="200")), 3, "200 is over 100"),
        (("add", *EXETER, *to_set(places="Exetr")), 3, "Is it Exeter?"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(
    run: Run, campaign: Path, words: tuple[str, ...], status: int, said: str
) -> None:
    told = run("reported", campaign, *words)
    assert told.status == status
    assert said in " ".join(told.err.split())
    assert run("reported", campaign, "--json").document["entries"] == []


def test_a_volunteer_may_neither_see_nor_change_it(run: Run, campaign: Path) -> None:
    run("callers", campaign, "add", "Vi")
    assert run("reported", campaign, "--as", "Vi").status == 8
    assert run("reported", campaign, "--as", "Vi", "add", *EXETER).status == 8
