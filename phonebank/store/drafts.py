"""What each caller has entered of the call they are at."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import Table, bindparam, delete, exists, func, insert, select
from sqlalchemy.orm import Session

from phonebank.store.floor_schema import Draft
from phonebank.store.schema import Elector
from phonebank.store.statements import Statement

DRAFTS = cast(Table, Draft.__table__)


class StoredDraft(NamedTuple):
    """A draft as it was kept, and whose call it is."""

    elector_id: int
    first_name: str
    last_name: str
    at: datetime
    entered: Mapping[str, Any]


def keep(
    session: Session, caller_id: int, elector_id: int, entered: Mapping[str, Any], now: datetime
) -> None:
    """Have this in the place of the caller's draft, if there is one."""
    connection = session.connection()
    connection.execute(_OF_CALLER, {"caller": caller_id})
    row = {"caller_id": caller_id, "elector_id": elector_id, "at": now, "entered": dict(entered)}
    connection.execute(insert(DRAFTS), row)


def of_caller(session: Session, caller_id: int) -> StoredDraft | None:
    """The caller's draft; without the names where a caller's own login does not see them now."""
    first, last = (func.coalesce(it, "") for it in (Elector.first_name, Elector.last_name))
    kept = select(Draft.elector_id, first, last, Draft.at, Draft.entered)
    kept = kept.outerjoin(Elector, Elector.id == Draft.elector_id)
    kept = kept.where(Draft.caller_id == caller_id)
    row = session.execute(kept).first()
    return StoredDraft(*row) if row else None


def drop(session: Session, caller_id: int, elector_id: int) -> None:
    """Keep nothing more of the caller's call to this elector."""
    _OF_CALL.say(session, {"caller": caller_id, "elector": elector_id})


def drop_any(session: Session, caller_id: int) -> None:
    session.connection().execute(_OF_CALLER, {"caller": caller_id})


is_kept = exists().where(
    Draft.caller_id == bindparam("caller"), Draft.elector_id == bindparam("elector")
)
"""Whether there is something to `drop`, within another statement."""
_OF_CALLER = delete(DRAFTS).where(Draft.caller_id == bindparam("caller"))
_OF_CALL = Statement(_OF_CALLER.where(Draft.elector_id == bindparam("elector")))
