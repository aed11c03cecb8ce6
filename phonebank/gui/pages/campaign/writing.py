"""What Save of the Campaign page writes, as jobs that take database, caller and time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.changes import Done, Topic
from phonebank.services.callers import change_caller
from phonebank.services.contest_edits import change_contest
from phonebank.services.lists import EVERYBODY, change_list

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from phonebank.domain.contest import Contest
    from phonebank.domain.contest_edits import ContestEdit
    from phonebank.domain.lists import ListFacts
    from phonebank.domain.permits import Actor
    from phonebank.gui.pages.campaign.tab import Change
    from phonebank.services.callers import CallerFacts
    from phonebank.store.database import Database


def keeping(wanted: ContestEdit) -> Change:
    """The contest as it is wanted from now on."""

    def keep(db: Database, actor: Actor, now: datetime) -> Done[Contest]:
        return change_contest(db, actor, wanted, now)

    return keep


def ruling(wanted: ListFacts) -> Change:
    """The rules of the list of everybody."""

    def rule(db: Database, actor: Actor, now: datetime) -> Done[ListFacts]:
        return change_list(db, actor, EVERYBODY, wanted, now)

    return rule


def changing(wanted: Sequence[CallerFacts]) -> Change:
    """These callers one after another; where one is refused, those before it are kept."""

    def change(db: Database, actor: Actor, now: datetime) -> Done[None]:
        touched = Topic.CALLERS
        for one in wanted:
            touched |= change_caller(db, actor, one, now).touched
        return Done(None, touched)

    return change
