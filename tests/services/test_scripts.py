"""Scripts of a campaign: their versions, which one a list has, and what a call was made with."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from phonebank.domain.changes import Topic
from phonebank.domain.errors import InputRefused, NotPermitted, PhonebankError, WrongUse
from phonebank.domain.scripts import Asked, Placeholder, Script, ScriptVersion, Stage
from phonebank.domain.segment_words import parse
from phonebank.domain.usual_script import USUAL, USUAL_VERSION
from phonebank.services import scripts, segmenting
from phonebank.store import scripts as stored
from phonebank.store.call_schema import Call
from phonebank.store.schema import CallList
from tests.conftest import MONDAY, Make

LATER = MONDAY + timedelta(hours=1)
WEST = parse("constituency = Hammersmith")


def opening(words: str) -> Script:
    return replace(USUAL, stages={**USUAL.stages, Stage.OPENING: words})


def saved(make: Make, words: str = "Hello {first}.", name: str = "Members") -> ScriptVersion:
    return scripts.save_script(make.db, make.organiser, name, opening(words), MONDAY).value


def give(make: Make, list_name: str, script: str) -> None:
    """Let a list have a script."""
    with make.db.write() as session:
        found = stored.named(session, script)
        wanted = update(CallList).where(CallList.name == list_name)
        session.execute(wanted.values(script_id=found.id))


def of_list(make: Make, list_name: str = "Everybody") -> ScriptVersion:
    return scripts.script_of_list(make.db, make.organiser, list_name)


def names(make: Make) -> list[str]:
    return [line.name for line in scripts.scripts(make.db, make.organiser)]


def test_a_list_without_a_script_has_the_usual_one(make: Make) -> None:
    assert of_list(make) == USUAL_VERSION
    assert names(make) == []
    assert scripts.script_named(make.db, make.organiser, "the usual ONE").newest == USUAL_VERSION


def test_a_list_has_the_newest_words_of_its_script(make: Make) -> None:
    saved(make, "One.")
    give(make, "Everybody", "Members")
    assert of_list(make).words.stages[Stage.OPENING] == "One."
    saved(make, "Two.")
    assert of_list(make).words.stages[Stage.OPENING] == "Two."
    assert of_list(make).number == 2


def test_versions_are_kept_with_who_and_when(make: Make) -> None:
    saved(make, "One.")
    dana = make.caller("Dana Marsh", role=make.organiser.role)
    done = scripts.save_script(make.db, dana, "members", opening("Two."), LATER)
    assert done.touched == Topic.SCRIPTS
    newest, oldest = scripts.versions(make.db, make.organiser, "Members")
    assert (newest.number, newest.by, newest.at) == (2, "Dana Marsh", LATER)
    assert (oldest.number, oldest.by, oldest.at) == (1, make.organiser.name, MONDAY)
    assert oldest.words == opening("One.")
    assert names(make) == ["Members"]


def test_an_old_version_taken_up_again_is_a_new_one(make: Make) -> None:
    first = saved(make, "One.")
    saved(make, "Two.")
    again = saved(make, "One.")
    assert (again.number, again.words) == (3, first.words)
    assert again.id != first.id


def test_the_same_words_make_no_other_version(make: Make) -> None:
    first = saved(make, "One.")
    assert saved(make, "One. \n") == first


def test_words_that_cannot_be_used_are_refused_and_nothing_is_kept(make: Make) -> None:
    with pytest.raises(InputRefused) as refused:
        saved(make, "Hello {fist}")
    assert "“{fist}”, which is no placeholder" in refused.value.sentence
    assert names(make) == []


def test_a_tip_for_an_answer_nobody_can_give_is_refused(make: Make) -> None:
    tips = replace(USUAL, answer_tips={"Smith": "Thank them.", "undecidid": "Ask."})
    with pytest.raises(InputRefused) as refused:
        scripts.save_script(make.db, make.organiser, "Members", tips, MONDAY)
    assert "“undecidid”, which is no answer" in refused.value.message
    assert refused.value.next_step == "Known: Smith, Corbyn, undecided, wont-say, wont-vote."


@pytest.mark.parametrize("name", [" ", "a" * 81, "The  usual one"])
@pytest.mark.file
def test_a_name_that_cannot_be_is_refused(make: Make, name: str) -> None:
    with pytest.raises(PhonebankError) as refused:
        saved(make, name=name)
    assert refused.value.next_step
    assert names(make) == []


def test_a_script_gets_another_name_and_keeps_its_versions(make: Make) -> None:
    saved(make, "One.")
    give(make, "Everybody", "Members")
    saved(make, "Two.", "Unions")
    scripts.rename_script(make.db, make.organiser, "members", "Full  members")
    assert names(make) == ["Full members", "Unions"]
    assert of_list(make).name == "Full members"
    scripts.rename_script(make.db, make.organiser, "full members", "Full Members")
    with pytest.raises(InputRefused):
        scripts.rename_script(make.db, make.organiser, "Unions", "FULL members")
    assert names(make) == ["Full Members", "Unions"]


def test_a_script_is_removed_once_no_list_has_it(make: Make) -> None:
    saved(make)
    give(make, "Everybody", "Members")
    with pytest.raises(InputRefused) as refused:
        scripts.remove_script(make.db, make.organiser, "Members")
    assert "is said on the call list “Everybody”" in refused.value.message
    saved(make, name="Unions")
    give(make, "Everybody", "Unions")
    scripts.remove_script(make.db, make.organiser, "Members")
    assert names(make) == ["Unions"]
    with pytest.raises(WrongUse) as unknown:
        scripts.remove_script(make.db, make.organiser, "Members")
    assert unknown.value.next_step == "Known: Unions."


def test_the_version_used_is_recorded_on_the_call_and_stays(make: Make) -> None:
    version = saved(make)
    call_id = make.call(make.elector(), script_version_id=version.id)
    saved(make, "Two.")
    with make.db.read() as session:
        used = session.scalars(
            select(Call.script_version_id).where(Call.call_id == str(call_id))
        ).one()
    assert used == version.id
    with pytest.raises(InputRefused) as refused:
        scripts.remove_script(make.db, make.organiser, "Members")
    assert refused.value.message.startswith("1 call was made with the script “Members”")


def test_words_of_a_save_that_failed_are_not_remembered(make: Make) -> None:
    """An id given back by a rollback is given out again, to other words."""

    def fail(words: str) -> None:
        with make.db.write() as session:
            script = stored.add(session, "Members")
            stored.add_version(session, script, opening(words), make.organiser.caller_id, MONDAY)
            stored.newest(session, script)
            raise WrongUse("stop")

    with pytest.raises(WrongUse):
        fail("Lost.")
    saved(make, "Kept.")
    give(make, "Everybody", "Members")
    assert of_list(make).words.stages[Stage.OPENING] == "Kept."


def test_a_script_is_tried_out_on_an_elector_of_the_list(make: Make) -> None:
    make.elector("Zoe Barred", do_not_call=True)
    make.elector("Ada Byron", "Exeter")
    make.elector("Ben Bell", "Hammersmith", section_id=make.section("full member"))
    segmenting.save_segment(make.db, make.organiser, "West", WEST, MONDAY)
    segmenting.ring_segment(make.db, make.organiser, "West", "West")
    sample = scripts.sample_elector(make.db, make.organiser, "West")
    assert sample[:4] == ("Ben Bell", "Hammersmith", "full member", False)
    anybody = scripts.sample_elector(make.db, make.organiser)
    assert anybody.values[Placeholder.FIRST] == "Ada"
    told = scripts.preview(opening("Hello {first} of {place}."), anybody)
    assert told[Stage.OPENING] == "Hello Ada of Exeter."


def test_without_electors_somebody_is_made_up(make: Make) -> None:
    sample = scripts.sample_elector(make.db, make.organiser, "Everybody")
    assert sample.is_made_up
    told = scripts.preview(USUAL, sample)
    assert "Hello, is that Priya?" in told[Stage.OPENING]
    assert all("{" not in words for words in told.values())


def test_questions_left_out_are_kept_with_the_words(make: Make) -> None:
    few = replace(USUAL, questions=frozenset({Asked.REASONS}))
    scripts.save_script(make.db, make.organiser, "Short", few, MONDAY)
    give(make, "Everybody", "Short")
    assert of_list(make).words.questions == {Asked.REASONS}


def test_volunteers_read_the_script_of_a_list_and_change_nothing(make: Make) -> None:
    version, vi = saved(make), make.caller("Vi")
    give(make, "Everybody", "Members")
    assert scripts.script_of_list(make.db, vi, "everybody") == version
    for refused in (
        lambda: scripts.save_script(make.db, vi, "Members", USUAL, MONDAY),
        lambda: scripts.rename_script(make.db, vi, "Members", "Mine"),
        lambda: scripts.remove_script(make.db, vi, "Members"),
        lambda: scripts.scripts(make.db, vi),
        lambda: scripts.versions(make.db, vi, "Members"),
        lambda: scripts.script_named(make.db, vi, "Members"),
        lambda: scripts.sample_elector(make.db, vi),
    ):
        with pytest.raises(NotPermitted):
            refused()
