"""Scripts: read, saved as a new version, renamed, removed, and tried out on a sample elector."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.changes import Done, Topic
from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.figures import count
from phonebank.domain.outcomes import NOT_A_CANDIDATE
from phonebank.domain.permits import Actor, Right, is_name, require
from phonebank.domain.places import place_key
from phonebank.domain.scripts import LONGEST_NAME, Script, Stage, checked, filled, values_of
from phonebank.domain.usual_script import USUAL, USUAL_NAME, USUAL_VERSION
from phonebank.store import contest, lists
from phonebank.store import scripts as stored

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.domain.scripts import ScriptVersion, Values
    from phonebank.store.database import Database

MADE_UP = stored.Somebody("Priya", "Priya Anand", "Hammersmith", "full member")


class ScriptLine(NamedTuple):
    """A script: its newest version, and the call lists that have it."""

    newest: ScriptVersion
    lists: Sequence[str]

    @property
    def name(self) -> str:
        return self.newest.name


class Sample(NamedTuple):
    """Whom a script is tried out on: an elector of a list, or a made-up one where it has none."""

    name: str
    place: str
    section: str
    is_made_up: bool
    values: Values


def scripts(db: Database, actor: Actor) -> Sequence[ScriptLine]:
    """Every script by name; the usual one is not among them."""
    require(actor, Right.SEE_FIGURES)
    with db.read() as session:
        return [_line(session, one) for one in stored.all_named(session)]


def script_named(db: Database, actor: Actor, name: str) -> ScriptLine:
    """One script, the usual one too; WrongUse with the known ones."""
    require(actor, Right.SEE_FIGURES)
    if is_usual(name):
        return ScriptLine(USUAL_VERSION, ())
    with db.read() as session:
        return _line(session, stored.named(session, name))


def versions(db: Database, actor: Actor, name: str) -> Sequence[ScriptVersion]:
    """All that a script ever said, newest first."""
    require(actor, Right.SEE_FIGURES)
    if is_usual(name):
        return [USUAL_VERSION]
    with db.read() as session:
        return stored.versions(session, stored.named(session, name))


def script_of_list(db: Database, actor: Actor, list_name: str) -> ScriptVersion:
    """What is said on a list: the usual words where it has no script of its own."""
    require(actor, Right.RING)
    with db.read() as session:
        return stored.of_list(session, lists.named(session, list_name).id)


def save_script(
    db: Database, actor: Actor, name: str, words: Script, now: datetime
) -> Done[ScriptVersion]:
    """Keep these words as the newest version of a script, which is made if there is none.

    Old versions stay as they are. Words that are those of the newest one make no other.
    InputRefused, in a sentence, where they cannot be used.
    """
    require(actor, Right.RUN_CAMPAIGN)
    name, words = _checked_name(name), checked(words)
    with db.write() as session:
        found = stored.find(session, name)
        before = stored.newest(session, found) if found else None
        _check_answers(session, words, before.words if before else USUAL)
        script = found or stored.add(session, name)
        if before is None or before.words != words:
            stored.add_version(session, script, words, actor.caller_id, now)
        return Done(stored.newest(session, script), Topic.SCRIPTS)


def rename_script(db: Database, actor: Actor, name: str, new_name: str) -> Done[str]:
    """Give a script another name, which must be free; its versions stay."""
    require(actor, Right.RUN_CAMPAIGN)
    new_name = _checked_name(new_name)
    with db.write() as session:
        script = stored.named(session, name)
        taken = stored.find(session, new_name)
        if taken is not None and taken.id != script.id:
            raise InputRefused(
                f"There is a script “{taken.name}” already.", next_step="Choose another name."
            )
        stored.rename(session, script, new_name)
        return Done(new_name, Topic.SCRIPTS | Topic.LISTS)


def remove_script(db: Database, actor: Actor, name: str) -> Done[None]:
    """Forget a script; InputRefused while a list has it, or where calls were made with it."""
    require(actor, Right.RUN_CAMPAIGN)
    with db.write() as session:
        script = stored.named(session, name)
        having = stored.lists_of(session, script)
        if having:
            raise InputRefused(
                f"The script “{script.name}” is said on the call list “{having[0]}”.",
                next_step="Give that list another script first.",
            )
        calls = stored.calls_with(session, script)
        if calls:
            raise InputRefused(
                f"{count(calls)} {'call was' if calls == 1 else 'calls were'} made with the script "
                f"“{script.name}”: it stays, so that what was said is known.",
                next_step="Give it another name if it is in the way.",
            )
        stored.remove(session, script)
    return Done(None, Topic.SCRIPTS)


def sample_elector(db: Database, actor: Actor, list_name: str | None = None) -> Sample:
    """Somebody of a list, or of the roll, to read a script to; nobody is rung or held."""
    require(actor, Right.SEE_ELECTORS)
    with db.read() as session:
        caller = actor.name.split(" ", maxsplit=1)[0]
        list_id = lists.named(session, list_name).id if list_name else None
        found = stored.somebody(session, list_id)
        first, name, place, section = found or MADE_UP
        values = values_of(contest.contest(session), first=first, caller=caller, place=place)
        return Sample(name, place, section, found is None, values)


def preview(words: Script, sample: Sample) -> Mapping[Stage, str]:
    """What a caller would say to the sample elector, stage by stage."""
    return {stage: filled(words.stages[stage], sample.values) for stage in Stage}


def is_usual(name: str) -> bool:
    return place_key(name) == place_key(USUAL_NAME)


def _line(session: Session, one: stored.Named) -> ScriptLine:
    return ScriptLine(stored.newest(session, one), stored.lists_of(session, one))


def _check_answers(session: Session, words: Script, before: Script) -> None:
    """Tips for answers that nobody can give are slips; those of a candidate who went may stay."""
    known = [*contest.contest(session).shorts, *NOT_A_CANDIDATE]
    strange = [it for it in words.answer_tips if it not in {*known, *before.answer_tips}]
    if strange:
        raise InputRefused(
            f"There is a tip for “{strange[0]}”, which is no answer in this contest.",
            kept="The script was not saved.",
            next_step=f"Known: {', '.join(known)}.",
        )


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not is_name(name) or len(name) > LONGEST_NAME:
        raise WrongUse(
            f"A name has at most {LONGEST_NAME} characters, and some that can be seen.",
            next_step="Give another name.",
        )
    if is_usual(name):
        raise InputRefused(
            f"“{USUAL_NAME}” is the program’s own script and stays as it is.",
            kept="The script was not saved.",
            next_step="Save it under another name.",
        )
    return name
