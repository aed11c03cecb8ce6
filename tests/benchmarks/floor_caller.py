"""One caller of many, in a process of its own that may be killed at any moment.

Everything that is about to be tried, and everything that was answered, is a line of its journal.
"""

from __future__ import annotations

import json
import os
import random
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from time import time
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from phonebank.domain.addresses import address_of
from phonebank.domain.calls import CallEntry
from phonebank.services import calling, serving
from phonebank.services.campaigns import open_campaign
from phonebank.services.signing_in import sign_in

if TYPE_CHECKING:
    from phonebank.domain.permits import Actor
    from phonebank.store.database import Database

SAID = {"no-answer": 40, "busy": 12, "failed": 8, "spoke": 22, "callback": 10, "do-not-call": 3}
SKIPPED = 5
PROMISED_IN = timedelta(minutes=20)
BREATH = 0.05


class Clock:
    """Evenings go by faster: so many of their seconds in one of ours, alike for all callers."""

    def __init__(self, began: float, opens_at: str, pace: float) -> None:
        self._began, self._opens, self._pace = began, datetime.fromisoformat(opens_at), pace

    def now(self) -> datetime:
        return self._opens + timedelta(seconds=(time() - self._began) * self._pace)


class Caller:
    """Takes the next elector and says what came of it, again and again."""

    def __init__(self, db: Database, actor: Actor, clock: Clock, journal: Path) -> None:
        self.db, self.actor, self.clock = db, actor, clock
        self._chance = random.Random()
        self._journal = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def note(self, what: str, elector: int, **more: Any) -> None:
        line = {"what": what, "elector": elector, "real": time(), **more}
        os.write(self._journal, json.dumps(line).encode() + b"\n")

    def work(self) -> None:
        while True:
            self._ring_one()

    def _ring_one(self) -> None:
        asked, caller_id = self.clock.now(), self.actor.caller_id
        began = time()
        found = serving.next_elector(self.db, self.actor, caller_id, asked).value
        if not isinstance(found, serving.Served):
            Event().wait(BREATH)
            return
        elector, until = found.card.id, found.lease_until
        self.note("served", elector, asked=_text(asked), until=_text(until), took=time() - began)
        if self._chance.uniform(0, 100) < SKIPPED:
            self.note("skipping", elector)
            serving.skip(self.db, self.actor, elector, "knows them", self.clock.now())
            return
        self._log(elector)

    def _log(self, elector: int) -> None:
        [outcome] = self._chance.choices(list(SAID), list(SAID.values()))
        call_id, at, began = uuid4(), self.clock.now(), time()
        said = CallEntry(
            call_id=call_id,
            elector_id=elector,
            caller_id=self.actor.caller_id,
            outcome=outcome,
            called_at=at,
            intention="Smith" if outcome == "spoke" else None,
            callback_at=at + PROMISED_IN if outcome == "callback" else None,
        )
        self.note("trying", elector, call=str(call_id), outcome=outcome, at=_text(at))
        calling.log_call(self.db, self.actor, said, at)
        self.note("saved", elector, call=str(call_id), took=time() - began)


def _text(when: datetime) -> str:
    return when.astimezone(UTC).isoformat()


def main(address: str, name: str, journal: str, start: str, opens_at: str, pace: str) -> None:
    """Ring once there is a file `start`, which says when the evening began."""
    with closing(open_campaign(address_of(address))) as db:
        actor = sign_in(db, name)
        Path(journal).touch()
        while not Path(start).exists():
            Event().wait(BREATH)
        clock = Clock(float(Path(start).read_text("utf-8")), opens_at, float(pace))
        Caller(db, actor, clock, Path(journal)).work()


if __name__ == "__main__":
    main(*sys.argv[1:])
