"""The segments that are saved, and the call lists that ring one."""

from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from phonebank.domain.errors import CampaignUnusable, WrongUse
from phonebank.domain.segment_documents import from_json, to_json
from phonebank.domain.segments import Tree
from phonebank.store.schema import CallList
from phonebank.store.work_schema import Segment


class Saved(NamedTuple):
    """A segment under its name."""

    id: int
    name: str
    tree: Tree


def saved(session: Session) -> list[Saved]:
    """Every saved segment, by name."""
    rows = session.scalars(select(Segment).order_by(Segment.name))
    return [Saved(row.id, row.name, _read(row.name, row.tree)) for row in rows]


def named(session: Session, name: str) -> Saved:
    """The segment of that name, without regard to case; WrongUse with the known ones."""
    row = session.get_one(Segment, id_named(session, name))
    return Saved(row.id, row.name, _read(row.name, row.tree))


def id_named(session: Session, name: str) -> int:
    """`named`, where the segment itself need not make sense."""
    known = session.execute(select(Segment.name, Segment.id).order_by(Segment.name)).all()
    found = {_key(one): segment_id for one, segment_id in known}.get(_key(name))
    if found is None:
        listed = ", ".join(one for one, _ in known) or "none yet"
        raise WrongUse(f"There is no segment “{name}”.", next_step=f"Known: {listed}.")
    return found


def is_named(session: Session, name: str) -> bool:
    return _key(name) in {_key(one) for one in session.scalars(select(Segment.name))}


def add(session: Session, name: str, tree: Tree) -> None:
    session.add(Segment(name=name, tree=to_json(tree)))
    session.flush()


def change(session: Session, segment_id: int, tree: Tree) -> None:
    session.get_one(Segment, segment_id).tree = to_json(tree)
    session.flush()


def remove(session: Session, segment_id: int) -> None:
    session.execute(delete(Segment).where(Segment.id == segment_id))


def lists_of(session: Session, segment_id: int) -> list[str]:
    """The call lists that ring the segment."""
    using = select(CallList.name).where(CallList.segment_id == segment_id)
    return list(session.scalars(using.order_by(CallList.name)))


def of_list(session: Session, list_id: int) -> Saved | None:
    """The segment that a call list rings; None for everybody."""
    ringing = select(Segment.id, Segment.name, Segment.tree).join(CallList)
    row = session.execute(ringing.where(CallList.id == list_id)).first()
    return Saved(row.id, row.name, _read(row.name, row.tree)) if row else None


def set_list(session: Session, list_id: int, segment_id: int | None) -> None:
    session.get_one(CallList, list_id).segment_id = segment_id
    session.flush()


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _read(name: str, document: object) -> Tree:
    try:
        return from_json(document)
    except (WrongUse, ValueError, TypeError) as error:
        raise CampaignUnusable(
            f"The segment “{name}” stored in this campaign makes no sense ({error}).",
            kept="The file was not changed.",
            next_step="Remove the segment and make it anew.",
        ) from error
