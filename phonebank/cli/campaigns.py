"""The commands that make campaigns and their copies: new, backup, restore."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from phonebank.cli.answers import Answer
from phonebank.cli.opening import opened
from phonebank.cli.values import passphrase_in
from phonebank.services import backups
from phonebank.services.campaigns import create_campaign, read_contest
from phonebank.services.signing_in import sign_in

if TYPE_CHECKING:
    from argparse import Namespace


def new(args: Namespace) -> Answer:
    contest = read_contest(args.contest)
    passphrase = passphrase_in(args.passphrase_file)
    db = create_campaign(args.campaign, contest, datetime.now(UTC), passphrase=passphrase)
    try:
        organiser = sign_in(db)
    finally:
        db.close()
    document = {
        "campaign": str(args.campaign),
        "title": contest.title,
        "organiser": organiser.name,
        "encrypted": passphrase is not None,
    }
    made = f"Made {args.campaign}: {contest.title}."
    return Answer(document, [made, f"Next: phonebank import {args.campaign} ROLL.csv"])


def backup(args: Namespace) -> Answer:
    with opened(args) as campaign:
        target = backups.back_up(campaign.db, campaign.actor, args.file)
    document = {"campaign": str(args.campaign), "backup": str(target)}
    return Answer(document, [f"Copied to {target}; the copy was opened and counted."])


def restore(args: Namespace) -> Answer:
    passphrase = passphrase_in(args.passphrase_file)
    aside = backups.restore(args.file, args.campaign, passphrase, args.acting)
    document = {
        "campaign": str(args.campaign),
        "backup": str(args.file),
        "kept_as": str(aside) if aside else None,
    }
    said = [f"{args.campaign} is now as {args.file} was."]
    return Answer(document, said + [f"What stood there is kept as {aside}."] * (aside is not None))
