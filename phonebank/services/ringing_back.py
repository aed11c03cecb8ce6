"""Somebody rings back: which of the caller's own calls of the last days it was."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.permits import Actor, require_own
from phonebank.services.serving import Served, held_whatever
from phonebank.store import rung

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from phonebank.domain.changes import Done
    from phonebank.store.database import Database
    from phonebank.store.rung import Rung

LOOKED_BACK = timedelta(days=7)
FEWEST_DIGITS = 4


def rang_me(db: Database, actor: Actor, number_text: str, now: datetime) -> Sequence[Rung]:
    """The caller's own calls of the last seven days to a number with these digits, newest first.

    Each elector once. WrongUse for fewer than four digits.
    """
    require_own(actor, actor.caller_id)
    digits = "".join(sign for sign in number_text if sign.isascii() and sign.isdigit())
    if len(digits) < FEWEST_DIGITS:
        raise WrongUse(
            "Type four digits of the number or more.", next_step="Its last four are enough."
        )
    with db.read() as session:
        return rung.by_caller(session, actor.caller_id, now - LOOKED_BACK, _readings(digits))


def answer(db: Database, actor: Actor, elector_id: int, now: datetime) -> Done[Served]:
    """Hold whoever rang back, whatever the rules say: it is they who rang.

    InputRefused where the caller has not rung them lately, or another caller holds them.
    """
    require_own(actor, actor.caller_id)
    with db.read() as session:
        is_mine = rung.has_rung(session, actor.caller_id, elector_id, now - LOOKED_BACK)
    if not is_mine:
        raise InputRefused(
            "You have not rung this elector in the last seven days.",
            next_step="An organiser can look them up.",
        )
    return held_whatever(db, actor, elector_id, now)


def _readings(digits: str) -> Sequence[str]:
    """What the digits may be part of: a number as it is stored has 44 in the place of the 0."""
    national = digits.removeprefix("00").removeprefix("44").removeprefix("0")
    return [digits, national] if len(national) >= FEWEST_DIGITS else [digits]
