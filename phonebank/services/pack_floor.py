"""A pack taken away: opened as a small call floor beside it, its calls written for the return."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import phonebank
from phonebank.domain import pack_lines
from phonebank.domain.changes import Done, Topic
from phonebank.domain.clock import clock_for
from phonebank.domain.errors import InputRefused, KeyNeeded, PhonebankError
from phonebank.domain.pack_lines import ElectorLine, GivenBack, PackHead, ReturnHead
from phonebank.domain.packs import PackState, state_of
from phonebank.domain.permits import Actor, Right, require
from phonebank.locations import resource
from phonebank.services.campaigns import SUFFIX, open_campaign, shipped_outcomes
from phonebank.spreadsheets.reading import resource_rows
from phonebank.store import making, pack_returns, packs, sealing
from phonebank.store.database import Database
from phonebank.store.pack_filling import Filling
from phonebank.store.places import add_constituencies
from phonebank.store.sealing import PackKeys, Sealed, is_pack
from phonebank.unfinished import in_the_making, refuse_taken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from phonebank.domain.addresses import CampaignAddress
    from phonebank.store.pack_schema import Pack

__all__ = [
    "FloorFacts",
    "Returned",
    "floor_facts",
    "is_pack",
    "open_any",
    "open_pack",
    "pack_return",
    "working_file",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorFacts:
    """What the window's frame shows of a pack's floor. Times are UTC."""

    pack_id: str
    caller: str
    state: PackState
    expires_at: datetime
    electors: int
    rung: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What was written to be taken back: calls in all, electors whom the pack rings no more."""

    path: Path
    calls: int
    given_back: int
    is_final: bool


def working_file(pack: Path) -> Path:
    """The campaign file beside a pack in which it is worked."""
    return pack.with_suffix(SUFFIX)


def open_pack(path: Path, passphrase: str | None, now: datetime | None = None) -> Database:
    """The floor of a pack, made beside it at the first time and gone on with at every other.

    KeyNeeded without its passphrase; InputRefused for an expired pack, unless it was worked: then
    it opens for the return, and serves nobody.
    """
    sealed = sealing.read_sealed(path)
    if sealed.header.kind != sealing.PACK:
        raise InputRefused(
            f"{path} is what came back from a pack.", next_step="Merge it into its campaign."
        )
    working = working_file(path)
    if working.exists():
        return _open_floor(sealed, passphrase, working)
    key = _make_floor(sealed, passphrase, working, now or datetime.now(UTC))
    return Database(working, key=key)


def open_any(address: CampaignAddress, passphrase: str | None = None) -> Database:
    """A campaign, or the floor of a pack where the file is one."""
    if isinstance(address, Path) and is_pack(address):
        return open_pack(address, passphrase)
    return open_campaign(address, passphrase)


def _open_floor(sealed: Sealed, passphrase: str | None, working: Path) -> Database:
    if not passphrase:
        raise _needs_passphrase(working)
    db = open_campaign(working, passphrase)
    with db.read() as session:
        pack_id = packs.this_campaign(session).pack_id
    if pack_id != str(sealed.header.pack):
        db.close()
        raise InputRefused(
            f"{working} is not the floor of {sealed.path.name}.",
            next_step="Move the pack to a folder of its own and open it there.",
        )
    return db


def _needs_passphrase(path: Path) -> KeyNeeded:
    return KeyNeeded(
        f"{path} opens with the passphrase of its pack.",
        next_step="Give it with --passphrase-file; whoever issued the pack has it.",
    )


def _make_floor(sealed: Sealed, passphrase: str | None, working: Path, now: datetime) -> str | None:
    """Fill the working file; what opens it again at once, without the passphrase."""
    text, key = sealing.opened_pack(sealed, passphrase)
    try:
        head, lines = pack_lines.read(PackHead, text)
        keys = PackKeys(bytes.fromhex(sealed.header.salt), key, bytes.fromhex(head.secret))
    except ValueError as error:
        raise _makes_no_sense(sealed.path, str(error)) from None
    if (head.campaign, head.pack) != (sealed.header.campaign, sealed.header.pack):
        raise _makes_no_sense(sealed.path, "it names another pack within")
    clock = clock_for(is_demo=head.is_demo, last_call_at=head.issued_at)
    if head.expires_at <= (clock.now() if head.is_demo else now):
        raise InputRefused(
            f"{sealed.path} expired on {head.expires_at.day} {head.expires_at:%B %Y at %H:%M} UTC.",
            next_step="Ask whoever issued it for another.",
        )
    with making.in_the_making(working, passphrase) as database, database.write() as session:
        codes = {elector.constituency for elector in pack_lines.only(ElectorLine, lines)}
        every = resource_rows(resource("constituencies.csv"))
        add_constituencies(session, (row for row in every if row["ons_code"] in codes))
        try:
            filling = Filling(session, head, lines, shipped_outcomes())
            filling.fill(keys.kept(), head.content_hash)
        except (ValueError, LookupError, PhonebankError) as error:
            raise _makes_no_sense(sealed.path, type(error).__name__) from error
    return database.key


def _makes_no_sense(path: Path, why: str) -> InputRefused:
    return InputRefused(
        f"{path} is not what phonebank writes: {why}.", next_step="Have the pack issued again."
    )


def floor_facts(db: Database, now: datetime) -> FloorFacts | None:
    """What a pack's floor is; None for a campaign of its own."""
    with db.read() as session:
        pack = _own_pack(session)
        if pack is None:
            return None
        rung = {call.elector_id for call in pack_returns.made_here(session)}
        return FloorFacts(
            pack_id=pack.id,
            caller=pack_returns.caller_of(session),
            state=state_of(now, pack.expires_at, pack.recalled_at, pack.returned_at),
            expires_at=pack.expires_at,
            electors=len(packs.electors_of(session, pack.id)),
            rung=len(rung),
        )


def _own_pack(session: Session) -> Pack | None:
    pack_id = packs.this_campaign(session).pack_id
    return packs.with_id(session, pack_id) if pack_id else None


def pack_return(
    db: Database, actor: Actor, to: Path, now: datetime, *, is_final: bool = False
) -> Done[Returned]:
    """Write all calls and skips made on a pack's floor to `to`, sealed and signed.

    Whoever was rung is given back and not rung from here again, but for those who were promised a
    callback; after the final return, which an expired pack's always is, nobody is. A later return
    has the calls of the earlier ones too, so that none can be lost on the way.
    """
    require(actor, Right.RING)
    refuse_taken(to)
    with in_the_making(to) as partial, db.write() as session:
        pack = _own_pack(session)
        if pack is None:
            raise InputRefused(
                "This is a campaign of its own, not the floor of a pack.",
                next_step="Open the working file beside the pack.",
            )
        is_final = is_final or pack.returned_at is not None or pack.expires_at <= now
        back = pack_returns.give_back(session, pack, now, is_final=is_final)
        calls, skips = pack_returns.call_lines(session), pack_returns.skip_lines(session)
        lines = [GivenBack(electors=back, calls=len(calls), skips=len(skips)), *calls, *skips]
        with partial.open("wb") as file:
            file.write(_sealed(session, pack, lines, now, is_final=is_final))
            file.flush()
            os.fsync(file.fileno())
    told = Returned(path=to, calls=len(calls), given_back=len(back), is_final=is_final)
    return Done(told, Topic.PACKS | Topic.LEASES | Topic.LISTS)


def _sealed(
    session: Session, pack: Pack, told: Sequence[object], now: datetime, *, is_final: bool
) -> bytes:
    """The bytes to be taken back, read again before they are believed."""
    campaign = packs.this_campaign(session).uid
    head = ReturnHead(
        campaign=campaign,
        pack=UUID(pack.id),
        pack_hash=pack.content_hash,
        program=phonebank.__version__,
        written_at=now,
        is_final=is_final,
        lines=0,
    )
    text, _ = pack_lines.written(head, told)
    assert len(pack_lines.read(ReturnHead, text)[1]) == len(told)
    return sealing.sealed_return(campaign, UUID(pack.id), PackKeys.from_kept(pack.secret), text)
