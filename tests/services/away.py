"""Builders for packs: one that went out, what comes back of it, and everything a campaign holds."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from secrets import token_bytes
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from phonebank.domain import pack_lines
from phonebank.domain.pack_lines import CallLine, GivenBack, ReturnHead, SkipLine
from phonebank.services import merging
from phonebank.services.issuing import Issued, Issuing, Wanted
from phonebank.services.merging import MergeAccounts
from phonebank.store import sealing
from phonebank.store.database import Database
from phonebank.store.keys import KEY_BYTES
from phonebank.store.pack_schema import Pack
from phonebank.store.sealing import PackKeys, new_keys
from phonebank.store.tables import METADATA
from tests.conftest import MONDAY, Make

WORDS = "three sad swans"
BACK_AT = MONDAY + timedelta(hours=20)


@cache
def _derived() -> PackKeys:
    return new_keys(WORDS)


def issue(make: Make, wanted: Wanted, path: Path, now: datetime) -> Issued:
    """A pack that opens with WORDS, as `packs.issue_pack` writes it.

    All have the key that was derived for the first, which costs a quarter of a second by design;
    the secret that signs what comes back is each pack's own.
    """
    with make.db.write() as session:
        issuing = Issuing(session, make.organiser, wanted, now)
        path.write_bytes(issuing.sealed(replace(_derived(), secret=token_bytes(KEY_BYTES))))
        return issuing.issued(path, WORDS)


class Away:
    """A pack of some electors, issued on MONDAY to Vi."""

    def __init__(
        self,
        make: Make,
        folder: Path,
        name: str = "vi",
        caller: str = "Vi",
        now: datetime = MONDAY,
        **wanted: Any,
    ) -> None:
        self.make, self.folder, self.name = make, folder, name
        make.caller(caller)
        self.path = folder / f"{name}.pack"
        self.issued = issue(make, Wanted(caller=caller, **wanted), self.path, now)
        with make.db.read() as session:
            self.pack = session.scalars(select(Pack).where(Pack.id == str(self.issued.id))).one()
        self.keys = PackKeys.from_kept(self.pack.secret)
        self.campaign = sealing.read_sealed(self.path).header.campaign
        self.head = ReturnHead(
            campaign=self.campaign,
            pack=self.issued.id,
            pack_hash=self.pack.content_hash,
            program="0.3.0",
            written_at=BACK_AT,
            is_final=False,
            lines=0,
        )

    def call(
        self, elector: int, outcome: str | None = "no-answer", minutes: float = 60, **fields: Any
    ) -> CallLine:
        """A call made so many minutes after the pack was issued."""
        if outcome == "spoke":
            fields.setdefault("intention", "Smith")
        return CallLine(
            call_id=fields.pop("call_id", None) or uuid4(),
            elector=elector,
            caller=fields.pop("caller", None),
            called_at=MONDAY + timedelta(minutes=minutes),
            outcome=outcome,
            **fields,
        )

    def back(
        self,
        calls: Sequence[CallLine],
        name: str = "back",
        *,
        given: Sequence[int] | None = None,
        skips: Sequence[SkipLine] = (),
        **head: Any,
    ) -> Path:
        """A file as the pack's floor would write it, of any calls."""
        electors = sorted({call.elector for call in calls}) if given is None else given
        back = GivenBack(electors=electors, calls=len(calls), skips=len(skips))
        lines = [back, *calls, *skips]
        text, _ = pack_lines.written(replace(self.head, **head), lines)
        return self.sealed(text, name)

    def sealed(self, text: bytes, name: str = "back", **other: Any) -> Path:
        """Any text, sealed and signed as this pack does or as somebody else would."""
        campaign, pack = other.get("campaign", self.campaign), other.get("pack", self.issued.id)
        path = self.folder / f"{name}.pack"
        keys = other.get("keys", self.keys)
        path.write_bytes(sealing.sealed_return(campaign, UUID(str(pack)), keys, text))
        return path

    def merged(self, calls: Sequence[CallLine], name: str = "back", **fields: Any) -> MergeAccounts:
        """What becomes of the calls when they are merged."""
        return self.merge(self.back(calls, name, **fields))

    def merge(self, path: Path, now: datetime = BACK_AT) -> MergeAccounts:
        return merging.merge_pack(self.make.db, self.make.organiser, path, now).value


def every_row(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """Everything that a campaign holds, table by table."""
    with db.read() as session:
        return {
            table.name: [
                tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))
            ]
            for table in METADATA.sorted_tables
        }
