"""The commands that prove a campaign whole: check, rebuild."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import documents
from phonebank.cli.answers import Answer
from phonebank.cli.opening import opened
from phonebank.domain.errors import CampaignUnusable
from phonebank.services import checking

if TYPE_CHECKING:
    from argparse import Namespace


def check(args: Namespace) -> Answer:
    with opened(args) as campaign:
        problems = checking.problems(campaign.db, campaign.actor, deep=args.deep)
    document = documents.checked(problems)
    if problems:
        return Answer(document, problems, CampaignUnusable.status)
    return Answer(document, [f"{args.campaign} is whole."])


def rebuild(args: Namespace) -> Answer:
    with opened(args) as campaign:
        done = checking.rebuild(campaign.db, campaign.actor).value
    said = f"{done.electors} electors, {done.changed} changed."
    return Answer(documents.rebuilt(done), [said])
