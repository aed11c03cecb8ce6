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
    from collections.abc import Iterator


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
    done = backups.restore(args.file, args.campaign, passphrase, args.acting)
    document = {
        "campaign": str(args.campaign),
        "backup": str(args.file),
        "kept_as": str(done.kept) if done.kept else None,
        "kept_from_ringing": {"electors": done.electors, "numbers": done.numbers},
        "is_unread": done.is_unread,
    }
    return Answer(document, list(_restored(args, done)))


def _restored(args: Namespace, done: backups.Restored) -> Iterator[str]:
    yield f"{args.campaign} is now as {args.file} was."
    if done.electors or done.numbers:
        yield (
            f"Suppressed since then, and still not to be called: {done.electors} electors, "
            f"{done.numbers} numbers."
        )
    if done.is_unread:
        yield (
            "What stood there cannot be read: whoever asked since not to be called must be told "
            "to this campaign again."
        )
    if done.kept:
        yield f"What stood there is kept as {done.kept}."
