"""The commands `list`, `callbacks` and `follow-ups`."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from phonebank.domain.electors import FollowUpKind
from phonebank.services.campaigns import open_campaign
from phonebank.services.editing import add_follow_up
from phonebank.services.signing_in import sign_in
from tests.cli.conftest import Run
from tests.conftest import MONDAY

Ask = Callable[..., Any]
USUAL: dict[str, Any] = {
    "weekdays": "09:00-20:30",
    "weekends": "10:00-18:00",
    "widened_on": None,
    "bank_holidays": False,
    "attempts": 4,
    "kept_callbacks": 2,
    "lease_minutes": 30,
    "cap_per_caller": None,
    "again_after_days": None,
    "cooldown_minutes": {},
}
WEST: dict[str, Any] = {
    "name": "West",
    "state": "draft",
    "segment": None,
    "script": None,
    "priority": 0,
    "opens_at": None,
    "closes_at": None,
    "callers": [],
    "for_mp": False,
    "rules": USUAL,
}


def test_a_list_goes_from_draft_to_closed(ask: Ask, campaign: Path) -> None:
    assert ask("list", "new", campaign, "West") == {"list": WEST}
    for action, state in (("open", "open"), ("pause", "paused"), ("open", "open")):
        assert ask("list", action, campaign, "west")["list"]["state"] == state
    assert ask("list", "close", campaign, "West")["list"]["state"] == "closed"


def test_all_that_can_be_told_of_a_list_is_kept(ask: Ask, campaign: Path) -> None:
    ask("callers", campaign, "add", "Priya")
    facts = ("--priority", 3, "--opens", "2016-09-05T18:00", "--closes", "2016-09-19", "--for-mp")
    hours = ("--weekdays", "10:00-12:00", "--weekends", "11:00-12:00", "--bank-holidays")
    rules = ("--attempts", 2, "--cap", 9, "--lease", 5, "--cooldown", "busy=10")
    again = ("--again-after", 7)
    where = ("--where", "constituency = Exeter", "--caller", "Priya")
    made = ask("list", "new", campaign, "West", *facts, *hours, *rules, *again, *where)["list"]
    assert made == {
        **WEST,
        "segment": "West",
        "priority": 3,
        "opens_at": "2016-09-05T17:00:00+00:00",
        "closes_at": "2016-09-18T23:00:00+00:00",
        "callers": ["Priya"],
        "for_mp": True,
        "rules": {
            **USUAL,
            "weekdays": "10:00-12:00",
            "weekends": "11:00-12:00",
            "bank_holidays": True,
            "attempts": 2,
            "lease_minutes": 5,
            "cap_per_caller": 9,
            "again_after_days": 7,
            "cooldown_minutes": {"busy": 10},
        },
    }
    taken = ("--opens", "", "--closes", "", "--segment", "", "--caller", "", "--no-for-mp")
    usual = ("--cap", 0, "--cooldown", "busy=usual", "--no-bank-holidays", "--priority", 0)
    never = ("--again-after", 0)
    changed = ask("list", "change", campaign, "West", *taken, *usual, *never)["list"]
    rules_left = {**USUAL, "weekdays": "10:00-12:00", "weekends": "11:00-12:00", "attempts": 2}
    assert changed == {**WEST, "rules": {**rules_left, "lease_minutes": 5}}


def test_show_lists_all_or_counts_one_by_reason(ask: Ask, run: Run, campaign: Path) -> None:
    ask("list", "new", campaign, "West", "--where", "constituency = Exeter")
    everybody, west = ask("list", "show", campaign)["lists"]
    assert (everybody["name"], everybody["electors"], everybody["served"]) == ("Everybody", 6, True)
    assert (west["electors"], west["served"]) == (3, False)
    told = ask("list", "show", campaign, "west")
    assert told["electors"] == told["ready"] + sum(told["reasons"].values()) == 3
    assert told["why_not_served"] == "The list “West” is a draft."
    assert set(told["reasons"]) == {
        "suppressed",
        "finished",
        "banked",
        "needs-organiser",
        "no-usable-number",
        "attempts-used-up",
        "passed-on",
        "callback-later",
        "cooling-down",
        "leased",
        "outside-hours",
    }
    assert "Everybody" in run("list", "show", campaign).out
    assert "The list “West” is a draft." in run("list", "show", campaign, "West").out


@pytest.fixture
def held(ask: Ask, demo_file: Path, tmp_path: Path) -> Path:
    """The demonstration, in which it is a calling hour and Priya holds one elector."""
    campaign = Path(shutil.copy(demo_file, tmp_path / "demo.phonebank"))
    ask("next", campaign, "--caller", "Priya")
    return campaign


def test_what_a_caller_holds_is_shown_and_released(ask: Ask, held: Path, run: Run) -> None:
    leases = ask("list", "show", held, "Everybody")["leases"]
    (lease,) = leases
    assert (lease["caller"], lease["machine"], lease["list"], lease["pack"]) == (
        "Priya",
        None,
        "Everybody",
        None,
    )
    assert "Priya" in run("list", "show", held, "Everybody").out
    ask("callers", held, "add", "Vi")
    assert ask("list", "reassign", held, "Everybody", "--caller", "Priya", "--to", "Vi") == {
        "leases": 1,
        "callbacks": 0,
    }
    nothing = ask("list", "release", held, "Everybody", "--caller", "Priya")
    assert nothing == {"released": 0, "in_packs": 0}
    assert ask("list", "release", held, "--all") == {"released": 1, "in_packs": 0}


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("new",), 2, "“new” needs the name of the list."),
        (("release",), 2, "“release” needs the name of the list, or --all."),
        (("release", "West", "--all"), 2, "Give either the name of a list or --all."),
        (("open", "West"), 2, "There is no call list “West”. Nothing was changed. Known: Ever"),
        (("pause", "Everybody", "--attempts", "3"), 2, "--attempts goes with “new” or “change”."),
        (("show", "--to", "Priya"), 2, "--to goes with “reassign”."),
        (("show", "--all"), 2, "--all goes with “release” or “reassign”."),
        (("open", "Everybody", "--caller", "Priya"), 2, "--caller goes with"),
        (("reassign", "Everybody"), 2, "“reassign” needs --caller"),
        (("release", "Everybody", "--caller", "A", "--caller", "B"), 2, "takes one --caller"),
        (("new", "X", "--segment", "Y", "--where", "contacted"), 2, "Give either --segment or"),
        (("new", "X", "--where", "shoe = 9"), 2, "“shoe” is no field"),
        (("new", "X", "--weekdays", "nine"), 2, "“nine” is not a span of hours."),
        (("new", "X", "--cooldown", "busy=soon"), 2, "“soon” is not a number of minutes."),
        (("new", "X", "--cooldown", "slept=9"), 2, "There is no outcome “slept”."),
        (("new", "X", "--lease", "99999999999999"), 2, "minutes are too many"),
        (("new", "X", "--opens", "soon"), 2, "“soon” is not a time"),
        (("new", "Everybody"), 3, "There is a call list “Everybody” already."),
        (("remove", "Everybody"), 3, "stays with its calls"),
        (("change", "Everybody", "--where", "contacted"), 3, "is of everybody"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)
def test_wrong_use_is_told_in_a_sentence(
    run: Run, campaign: Path, words: tuple[str, ...], status: int, sentence: str
) -> None:
    action, *rest = words
    told = run("list", action, campaign, *rest)
    assert (told.status, told.out) == (status, "")
    assert sentence in told.err


def test_a_volunteer_may_not_run_lists(run: Run, campaign: Path) -> None:
    run("callers", campaign, "add", "Priya")
    told = run("list", "open", campaign, "Everybody", "--as", "Priya")
    assert (told.status, "may not run the campaign" in told.err) == (8, True)


def test_a_draft_is_removed(ask: Ask, campaign: Path) -> None:
    ask("list", "new", campaign, "West")
    assert ask("list", "remove", campaign, "west") == {"removed": "West"}


def test_callbacks_are_listed(ask: Ask, run: Run, campaign: Path) -> None:
    assert run("callbacks", campaign).out == "No callback is promised.\n"
    when = ("--at", "2016-09-05T18:00", "--callback-at", "2016-09-06T18:00")
    whom = ("--caller", "Priya", "--elector", "L1", "--outcome", "callback")
    ask("log", campaign, *whom, *when, "--callback-for", "me", "--note", "After tea.")
    (told,) = ask("callbacks", campaign)["callbacks"]
    assert told == {
        "membership_number": "L1",
        "name": "Ada Ames",
        "constituency": "Exeter",
        "due_at": "2016-09-06T17:00:00+00:00",
        "overdue": True,
        "for": "Priya",
        "promised_by": "Priya",
        "list": "Everybody",
        "note": "After tea.",
    }
    assert ask("callbacks", campaign, "--caller", "Organiser") == {"callbacks": []}
    assert ask("callbacks", campaign, "--as", "Priya")["callbacks"] == [told]
    assert "Ada Ames" in run("callbacks", campaign).out


def test_follow_ups_are_listed_and_finished(ask: Ask, run: Run, campaign: Path) -> None:
    assert run("follow-ups", campaign).out == "Nothing is to be done.\n"
    db = open_campaign(campaign)
    add_follow_up(db, sign_in(db), 1, FollowUpKind.POSTER, "The window.", MONDAY)
    db.close()
    (told,) = ask("follow-ups", campaign, "--kind", "poster")["follow_ups"]
    assert (told["kind"], told["name"], told["note"]) == ("poster", "Ada Ames", "The window.")
    assert "Ada Ames" in run("follow-ups", campaign).out
    assert ask("follow-ups", campaign, "--finish", told["id"]) == {"follow_ups": []}
    (done,) = ask("follow-ups", campaign, "--done")["follow_ups"]
    assert done["done_at"] is not None
    assert run("follow-ups", campaign, "--finish", 99).status == 3


def test_next_says_that_the_list_itself_is_not_served(run: Run, ask: Ask, campaign: Path) -> None:
    ask("list", "close", campaign, "Everybody")
    said = run("next", campaign, "--caller", "Priya").out
    assert said.splitlines() == ["The list “Everybody” is closed."]
