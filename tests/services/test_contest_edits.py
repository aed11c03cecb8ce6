"""Changing a contest while it runs: what is used stays, names may change, an archive is read."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from phonebank.domain.contest import Candidate, Contest, PreviousChoice, Reason, Section
from phonebank.domain.contest import SectionSize as Size
from phonebank.domain.contest_edits import ContestEdit, Edited, edit_of
from phonebank.domain.errors import InputRefused, NotPermitted
from phonebank.services.campaigns import campaign_facts
from phonebank.services.contest_edits import (
    archive_campaign,
    archived_at,
    change_contest,
    contest_in_use,
    take_up_again,
)
from phonebank.services.reporting import reported_sheet
from phonebank.services.serving import next_elector
from phonebank.services.signing_in import sign_in
from tests.conftest import MONDAY, Make


def the_edit(make: Make) -> ContestEdit:
    return edit_of(campaign_facts(make.db).contest)


def changed(make: Make, **fields: object) -> Contest:
    edit = replace(the_edit(make), **fields)  # type: ignore[arg-type]
    change_contest(make.db, make.organiser, edit, MONDAY)
    return campaign_facts(make.db).contest


def test_an_edit_that_changes_nothing_leaves_the_contest_as_it_was(make: Make) -> None:
    before = campaign_facts(make.db).contest
    assert changed(make) == before


def test_dates_titles_thresholds_and_sizes_change(make: Make) -> None:
    later = campaign_facts(make.db).contest.ballots_close + timedelta(days=1)
    sizes = [Size(300, "the party", None, True), Size(200, "a paper", None, False)]
    few = replace(the_edit(make).thresholds, too_few_stated=12)
    sections = [Edited("full member", Section("member", sizes)), *the_edit(make).sections[1:]]
    contest = changed(
        make, title="Another title", ballots_close=later, thresholds=few, sections=sections
    )
    assert (contest.title, contest.ballots_close) == ("Another title", later)
    assert contest.thresholds.too_few_stated == 12
    assert contest.sections[0] == Section("member", sizes)


def test_electors_go_along_when_their_section_gets_another_name(make: Make) -> None:
    someone = make.elector(section_id=1)
    two = [Edited("full member", Section("affiliated supporter"))]
    two.append(Edited("affiliated supporter", Section("full member")))
    changed(make, sections=two)
    assert make.card(someone).section == "affiliated supporter"


def test_a_reason_is_added_another_renamed_and_an_unused_one_goes(make: Make) -> None:
    make.call(make.elector(), "spoke", reasons=("unity",))
    wanted = [Edited("unity", Reason("one party", "I")), Edited(None, Reason("Trident", "D"))]
    contest = changed(make, reasons=wanted)
    assert [reason.name for reason in contest.reasons] == ["one party", "Trident"]
    assert contest_in_use(make.db, make.organiser).reasons == {"one party": 1}


@pytest.mark.parametrize(
    ("field", "named"),
    [
        ("candidates", "“Corbyn” is used"),
        ("sections", "“full member” is used"),
        ("previous", "“Burnham” is used"),
        ("reasons", "“unity” is used"),
    ],
)
def test_what_is_used_cannot_go(make: Make, field: str, named: str) -> None:
    someone = make.elector(section_id=1)
    make.call(someone, "spoke", intention="Corbyn", previous_vote="Burnham", reasons=("unity",))
    edit = the_edit(make)
    lines = [line for line in getattr(edit, field) if f"“{line.was}”" not in named]
    lines += [Edited(None, Candidate("Eagle", "Angela Eagle", "A", "#123456", False))] * (
        field == "candidates"
    )
    wanted: dict[str, Any] = {field: lines}
    with pytest.raises(InputRefused, match=named):
        change_contest(make.db, make.organiser, replace(edit, **wanted), MONDAY)
    assert the_edit(make) == edit


def test_short_names_stay_and_full_names_and_colours_change(make: Make) -> None:
    corbyn, smith = the_edit(make).candidates
    fuller = Edited("Smith", smith.wanted._replace(name="Owen Smith MP", colour="#000000"))
    assert changed(make, candidates=[corbyn, fuller]).candidates[1].name == "Owen Smith MP"
    other = Edited("Smith", smith.wanted._replace(short="Owen"))
    with pytest.raises(InputRefused, match="stands in calls"):
        changed(make, candidates=[corbyn, other])
    older = [Edited("Burnham", PreviousChoice("Andy", "Andy Burnham"))]
    with pytest.raises(InputRefused, match="stands in calls"):
        changed(make, previous=older)


def test_keys_that_clash_are_refused_in_a_sentence(make: Make) -> None:
    corbyn, smith = the_edit(make).candidates
    clash = Edited("Smith", smith.wanted._replace(key="C"))
    with pytest.raises(InputRefused, match="already used by “Corbyn”"):
        changed(make, candidates=[corbyn, clash])


def test_two_who_change_the_contest_at_once_do_not_undo_each_other(make: Make) -> None:
    old = the_edit(make)
    changed(make, reasons=[Edited("unity", Reason("one party", "I"))])
    with pytest.raises(InputRefused, match="Somebody else changed the reasons"):
        change_contest(make.db, make.organiser, old, MONDAY)


def test_an_archived_campaign_is_read_and_not_changed_until_taken_up_again(make: Make) -> None:
    make.elector()
    archive_campaign(make.db, make.organiser, MONDAY)
    assert archived_at(make.db) == MONDAY
    me = sign_in(make.db)
    reported_sheet(make.db, me)
    with pytest.raises(NotPermitted, match="archived"):
        next_elector(make.db, me, me.caller_id, MONDAY)
    with pytest.raises(NotPermitted, match="archived"):
        change_contest(make.db, me, the_edit(make), MONDAY)
    with pytest.raises(InputRefused, match="archived already"):
        archive_campaign(make.db, me, MONDAY)
    take_up_again(make.db, me, MONDAY)
    assert next_elector(make.db, sign_in(make.db), me.caller_id, MONDAY).value is not None


def test_volunteers_change_no_contest(make: Make) -> None:
    with pytest.raises(NotPermitted):
        change_contest(make.db, make.caller("Vi"), the_edit(make), MONDAY)
    with pytest.raises(NotPermitted):
        archive_campaign(make.db, make.caller("Vi"), MONDAY)
