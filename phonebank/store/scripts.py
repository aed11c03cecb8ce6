"""Questions about scripts, and the one place that makes them; a version is never changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Select, bindparam, delete, func, select
from sqlalchemy.orm import Session

from phonebank.domain.errors import CampaignUnusable, InputRefused, WrongUse
from phonebank.domain.places import place_key
from phonebank.domain.script_documents import from_document, to_document
from phonebank.domain.scripts import Script, ScriptVersion
from phonebank.domain.usual_script import USUAL_VERSION
from phonebank.store import saved_segments, segments
from phonebank.store.call_schema import Call
from phonebank.store.contest_schema import Section
from phonebank.store.floor_schema import Script as StoredScript
from phonebank.store.floor_schema import ScriptVersion as StoredVersion
from phonebank.store.schema import Caller, CallList, Constituency, Elector
from phonebank.store.statements import Statement

_read: WeakKeyDictionary[Any, dict[int, Script]] = WeakKeyDictionary()
"""The words of versions by id, for each door to a campaign: those never change."""


class Named(NamedTuple):
    """A script under its name, as it is written."""

    id: int
    name: str


def named(session: Session, name: str) -> Named:
    """The script of that name, without regard to case; WrongUse with the known ones."""
    found = find(session, name)
    if found is None:
        listed = ", ".join(one.name for one in all_named(session)) or "only the usual one"
        raise WrongUse(f"There is no script “{name}”.", next_step=f"Known: {listed}.")
    return found


def find(session: Session, name: str) -> Named | None:
    key = place_key(name)
    return next((one for one in all_named(session) if place_key(one.name) == key), None)


def all_named(session: Session) -> Sequence[Named]:
    """Every script, by name."""
    rows = session.execute(select(StoredScript.id, StoredScript.name).order_by(StoredScript.name))
    return [Named(*row) for row in rows]


def add(session: Session, name: str) -> Named:
    """A script yet without words: give it a version in the same transaction."""
    made = StoredScript(name=name)
    session.add(made)
    session.flush()
    return Named(made.id, made.name)


def add_version(session: Session, script: Named, words: Script, by: int, at: datetime) -> None:
    """The words of a script from now on."""
    last = select(func.max(StoredVersion.number)).where(StoredVersion.script_id == script.id)
    made = StoredVersion(
        script_id=script.id,
        number=(session.scalar(last) or 0) + 1,
        at=at,
        caller_id=by,
        words=to_document(words),
    )
    session.add(made)
    session.flush()


def rename(session: Session, script: Named, name: str) -> None:
    session.get_one(StoredScript, script.id).name = name
    session.flush()


def remove(session: Session, script: Named) -> None:
    """Forget a script and its versions; no list may have it and no call have been made with it."""
    session.execute(delete(StoredVersion).where(StoredVersion.script_id == script.id))
    session.execute(delete(StoredScript).where(StoredScript.id == script.id))


def lists_of(session: Session, script: Named) -> Sequence[str]:
    """The call lists that have the script."""
    having = select(CallList.name).where(CallList.script_id == script.id)
    return list(session.scalars(having.order_by(CallList.id)))


def calls_with(session: Session, script: Named) -> int:
    """How many calls were made with any of its versions."""
    made = select(func.count()).select_from(Call).join(StoredVersion)
    return session.scalar(made.where(StoredVersion.script_id == script.id)) or 0


def versions(session: Session, script: Named) -> Sequence[ScriptVersion]:
    """All versions of a script, newest first."""
    mine = _versions().where(StoredVersion.script_id == script.id)
    return [_version(session, row) for row in session.execute(mine).mappings()]


def newest(session: Session, script: Named) -> ScriptVersion:
    mine = _versions().where(StoredVersion.script_id == script.id)
    return _version(session, session.execute(mine.limit(1)).mappings().one())


def of_list(session: Session, list_id: int) -> ScriptVersion:
    """What is said on a list: the newest words of its script, or the usual ones."""
    had = select(CallList.script_id).where(CallList.id == list_id)
    return newest_of(session, session.scalar(had))


def newest_of(session: Session, script_id: int | None) -> ScriptVersion:
    """`newest`, by id and with words read once; the usual one for None."""
    if script_id is None:
        return USUAL_VERSION
    [newest] = _newest().say(session, {"script": script_id}).named()
    return _version(session, newest, is_kept=True)


@cache
def _newest() -> Statement:
    mine = StoredVersion.script_id == bindparam("script")
    return Statement(_versions().where(mine).limit(1))


class Somebody(NamedTuple):
    """An elector as a script speaks of them."""

    first: str
    name: str
    place: str
    section: str


def somebody(session: Session, list_id: int | None) -> Somebody | None:
    """One elector of a list (or of the roll) who may be rung and whose first name is known."""
    columns = (Elector.first_name, Elector.last_name, Constituency.name, Section.name)
    told = select(*columns).join(Constituency, Constituency.id == Elector.constituency_id)
    told = told.outerjoin(Section, Section.id == Elector.section_id)
    told = told.where(
        Elector.on_roll,
        Elector.suppressed == "",
        Elector.merged_into.is_(None),
        Elector.first_name != "",
        *_of_list(session, list_id),
    )
    row = session.execute(told.order_by(Elector.id).limit(1)).first()
    if row is None:
        return None
    first, last, place, section = row
    return Somebody(first, f"{first} {last}".strip(), place, section or "")


def _of_list(session: Session, list_id: int | None) -> Sequence[ColumnElement[bool]]:
    segment = saved_segments.of_list(session, list_id) if list_id else None
    return [segments.condition(session, segment.tree)] if segment else []


def _versions() -> Select[Any]:
    columns = (
        StoredVersion.id,
        StoredScript.name,
        StoredVersion.number,
        StoredVersion.at,
        Caller.name.label("by"),
    )
    told: Any = select(*columns)
    told = told.join(StoredScript, StoredScript.id == StoredVersion.script_id)
    told = told.join(Caller, Caller.id == StoredVersion.caller_id)
    ordered: Select[Any] = told.order_by(StoredVersion.number.desc())
    return ordered


def _version(session: Session, row: Mapping[Any, Any], *, is_kept: bool = False) -> ScriptVersion:
    words = _kept_words(session, row["id"]) if is_kept else _words(session, row["id"])
    return ScriptVersion(**row, words=words)


def _kept_words(session: Session, version_id: int) -> Script:
    """The words, read once: every caller who is served hears of them.

    Not where they were only just written, because that may yet be taken back.
    """
    kept = _read.setdefault(session.bind, {})
    if version_id not in kept:
        kept[version_id] = _words(session, version_id)
    return kept[version_id]


def _words(session: Session, version_id: int) -> Script:
    document = session.scalars(
        select(StoredVersion.words).where(StoredVersion.id == version_id)
    ).one()
    try:
        return from_document(document)
    except InputRefused as error:
        raise CampaignUnusable(
            f"A script stored in this campaign makes no sense ({error}).",
            kept="The file was not changed.",
            next_step="Save the script anew, or give the list another one.",
        ) from error
