"""Making a campaign, opening one, and what everybody may know of it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from phonebank.domain.addresses import CampaignAddress
from phonebank.domain.contest import Contest
from phonebank.domain.contest_file import check_slugs, contest_from
from phonebank.domain.errors import InputRefused
from phonebank.domain.outcomes import Outcomes, outcome_from_row
from phonebank.domain.permits import Role
from phonebank.locations import resource
from phonebank.services.backups import back_up_beside
from phonebank.spreadsheets.reading import resource_rows
from phonebank.store import callers, gate, making, migrating
from phonebank.store import contest as contests
from phonebank.store.database import Database
from phonebank.store.places import add_constituencies

SUFFIX = ".phonebank"
FIRST_ORGANISER = "Organiser"


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignFacts:
    """What the window's frame shows. Times are UTC."""

    address: CampaignAddress
    contest: Contest
    outcomes: Outcomes
    is_demo: bool
    last_call_at: datetime | None

    @property
    def folder(self) -> Path:
        """Where files beside the campaign go unless told otherwise."""
        return self.address.parent if isinstance(self.address, Path) else Path.home()


def read_contest(path: Path) -> Contest:
    """The contest in a contest.toml; InputRefused where it cannot be read."""
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputRefused(
            f"The contest file {path} cannot be read.", next_step="Check its path and try again."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise InputRefused(
            f"The contest file {path} is not valid TOML: {error}.", next_step="Mend that line."
        ) from error
    return contest_from(document)


def create_campaign(
    address: CampaignAddress,
    contest: Contest,
    now: datetime,
    *,
    organiser: str = FIRST_ORGANISER,
    passphrase: str | None = None,
    is_demo: bool = False,
) -> Database:
    """Make a campaign with its first organiser; a half-made one is never left behind."""
    check_slugs(contest, shipped_outcomes())
    with making.in_the_making(address, passphrase) as database, database.write() as session:
        making.refuse_taken(session, address)
        add_constituencies(session, resource_rows(resource("constituencies.csv")))
        contests.add_contest(session, contest, now, is_demo=is_demo)
        contests.add_outcomes(session, shipped_outcomes(), contest.cooldown_minutes)
        callers.add(session, organiser, Role.ORGANISER)
    return Database(address, passphrase)


def shipped_outcomes() -> Outcomes:
    """The outcome rows that travel with the program."""
    rows: list[Mapping[str, Any]] = list(resource_rows(resource("outcomes.csv")))
    return {row["slug"]: outcome_from_row(row) for row in rows}


def open_campaign(address: CampaignAddress, passphrase: str | None = None) -> Database:
    """Open a campaign; a file is brought to this program's schema, after a backup beside it."""
    if isinstance(address, Path):
        return _open_file(address, passphrase)
    database = Database(address, passphrase)
    try:
        migrating.check_newest(database)
    except BaseException:
        database.close()
        raise
    return database


def _open_file(path: Path, passphrase: str | None) -> Database:
    """It is looked at as it is first: one that is refused was not changed by the looking."""
    gate.check_file(path, has_key=passphrase is not None)
    seen = Database(path, passphrase, as_it_is=True)
    try:
        migrating.check_known(seen)
    finally:
        seen.close()
    database = Database(path, passphrase)
    try:
        migrating.migrate(database, lambda: back_up_beside(database))
    except BaseException:
        database.close()
        raise
    return database


def campaign_facts(db: Database) -> CampaignFacts:
    with db.read() as session:
        is_demo, last_call_at = contests.campaign_state(session)
        return CampaignFacts(
            address=db.address,
            contest=contests.contest(session),
            outcomes=contests.outcomes(session),
            is_demo=is_demo,
            last_call_at=last_call_at,
        )
