"""One pack in the making: whom it takes, what it says, and how the campaign notes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import phonebank
from phonebank.domain import pack_lines
from phonebank.domain.errors import InputRefused
from phonebank.domain.packs import ELECTORS, expiry
from phonebank.domain.queueing import may_be_due_at
from phonebank.store import audit, callers, contest, floor, lists, pack_contents, packs, queue
from phonebank.store.pack_schema import Pack
from phonebank.store.sealing import PackKeys, sealed_pack

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from phonebank.domain.permits import Actor
    from phonebank.domain.queueing import Waiting
    from phonebank.store.schema import Caller


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A pack as it was written; `passphrase` is told this once and kept nowhere."""

    id: UUID
    path: Path
    caller: str
    list_name: str
    electors: int
    expires_at: datetime
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a pack is to be; without `passphrase` one is made.

    Without `expires` it lasts three days; it ends when the ballots close at the latest.
    """

    caller: str
    list_name: str = contest.EVERYBODY
    electors: int = ELECTORS
    expires: datetime | None = None
    passphrase: str | None = field(default=None, repr=False)


class Issuing:
    """One pack in the making, within one transaction."""

    def __init__(self, session: Session, actor: Actor, wanted: Wanted, now: datetime) -> None:
        self.session, self.actor, self.now = session, actor, now
        self.campaign = packs.this_campaign(session)
        if self.campaign.pack_id is not None:
            raise InputRefused(
                "This is the floor of a pack, which cannot issue packs of its own.",
                next_step="Issue them from the campaign.",
            )
        self.one = lists.named(session, wanted.list_name)
        self.on_floor = floor.floor(session).lists[self.one.id]
        self.caller = _known_caller(session, wanted.caller)
        self._check_served()
        self.expires_at = expiry(wanted.expires, now, contest.contest(session).ballots_close)
        queue.end_lapsed(session, now)
        self.id = uuid4()
        self.electors = self._taken(wanted.electors)

    def _check_served(self) -> None:
        """A list that is not rung here now, or not by this caller, is not rung at home either."""
        caller = self.caller
        why = self.on_floor.why_not(caller.id, self.now, is_mp=caller.is_mp)
        if why:
            raise InputRefused(why, next_step="Change that on the list's page, or take another.")

    def _taken(self, wanted: int) -> list[int]:
        """Those who come first in the queue, of whoever may come due before the pack expires."""
        found = packs.candidates(
            self.session, self.on_floor, self.caller.id, self.now, self.expires_at
        )
        may_be_rung = (it for it, waiting in found if self._may_be_rung(it, waiting))
        taken = list(islice(may_be_rung, wanted))
        if not taken:
            raise InputRefused(
                f"Nobody of the list “{self.one.name}” may be rung before the pack would expire.",
                next_step="See the list for the reasons, or let the pack last longer.",
            )
        return taken

    def _may_be_rung(self, elector: int, waiting: Waiting) -> bool:
        """In time, and not resting by the wait of another list, which a pack does not know."""
        due = may_be_due_at(waiting, self.on_floor.rules, self.caller.id, self.now)
        if due is None or due >= self.expires_at:
            return False
        if waiting.due_at is None or waiting.due_at <= self.now:
            return True
        return pack_contents.last_list(self.session, elector) in {None, self.one.id}

    def sealed(self, keys: PackKeys) -> bytes:
        """The file's bytes; the pack is noted and its electors are leased to it."""
        outcomes = contest.outcomes(self.session)
        lines = [
            pack_contents.contest_line(self.session, outcomes),
            pack_contents.list_line(self.session, self.one, self.caller),
            *pack_contents.script_lines(self.session, self.one),
            *pack_contents.elector_lines(self.session, self.electors, self.caller.id, self.one.id),
        ]
        text, head = pack_lines.written(self._head(keys), lines)
        packs.add(self.session, self._pack(keys, head.content_hash), self.electors)
        self._note()
        return sealed_pack(self.campaign.uid, self.id, keys, text)

    def _head(self, keys: PackKeys) -> pack_lines.PackHead:
        return pack_lines.PackHead(
            campaign=self.campaign.uid,
            pack=self.id,
            program=phonebank.__version__,
            is_demo=self.campaign.is_demo,
            issued_at=self.now,
            issued_by=self.actor.name,
            expires_at=self.expires_at,
            secret=keys.secret.hex(),
            lines=0,
        )

    def _pack(self, keys: PackKeys, content_hash: str) -> Pack:
        return Pack(
            id=str(self.id),
            call_list_id=self.one.id,
            caller_id=self.caller.id,
            issued_by=self.actor.caller_id,
            issued_at=self.now,
            expires_at=self.expires_at,
            content_hash=content_hash,
            secret=keys.kept(),
        )

    def _note(self) -> None:
        told = {
            "pack": str(self.id),
            "caller": self.caller.name,
            "list": self.one.name,
            "electors": len(self.electors),
            "expires": self.expires_at.isoformat(),
        }
        audit.add(self.session, self.actor.caller_id, self.now, "pack issued", None, {}, told)

    def issued(self, path: Path, passphrase: str) -> Issued:
        """What is told of it."""
        return Issued(
            id=self.id,
            path=path,
            caller=self.caller.name,
            list_name=self.one.name,
            electors=len(self.electors),
            expires_at=self.expires_at,
            passphrase=passphrase,
        )


def _known_caller(session: Session, name: str) -> Caller:
    caller = callers.named(session, name)
    if caller is None or caller.has_left:
        known = ", ".join(it.name for it in callers.all_callers(session) if not it.has_left)
        raise InputRefused(f"There is no caller “{name}”.", next_step=f"Known: {known}.")
    return caller
