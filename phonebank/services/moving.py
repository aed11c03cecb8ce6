"""Carrying a whole campaign between a file and a server."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from phonebank.domain.errors import WrongUse
from phonebank.domain.permits import Right, require
from phonebank.services.campaigns import open_campaign
from phonebank.services.signing_in import sign_in
from phonebank.store import carrying, making, migrating, server_roles
from phonebank.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from phonebank.domain.addresses import CampaignAddress, ServerAddress
    from phonebank.domain.permits import Role
    from phonebank.store.carrying import Content
    from phonebank.store.server_roles import Roles


def move(
    source: CampaignAddress,
    target: CampaignAddress,
    passphrase: str | None = None,
    acting: str | None = None,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> Mapping[str, Content]:
    """Copy a campaign whole to where there is none yet; what each table held is returned.

    The passphrase is that of the file among the two. The first campaign stays as it is: whoever
    goes on writing to it writes to another campaign. All arrives, or nothing does.
    """
    if isinstance(source, Path) and isinstance(target, Path):
        raise WrongUse(
            "Both are files: a campaign is moved between a file and a server.",
            next_step="To copy a file, use phonebank backup.",
        )
    of_file = isinstance(source, Path)
    with closing(open_campaign(source, passphrase if of_file else None)) as opened:
        require(sign_in(opened, acting), Right.RUN_CAMPAIGN)
        with (
            making.in_the_making(target, None if of_file else passphrase) as made,
            opened.read() as reading,
            made.write() as writing,
        ):
            making.refuse_taken(writing, target)
            return carrying.carry(reading, writing, report)


class Prepared(NamedTuple):
    """What was done to a database; without roles, its login may not make any."""

    is_new: bool
    roles: Roles | None


def prepare(address: ServerAddress) -> Prepared:
    """Make the tables of a campaign on a server, or bring them up, and the roles of who uses it."""
    with closing(Database.create(address)) as database:
        before = migrating.check_known(database)
        migrating.upgrade(database)
        with database.write() as session:
            connection = session.connection()
            may_make = server_roles.may_make(connection)
            roles = server_roles.make(connection) if may_make else None
        return Prepared(before != migrating.HEAD, roles)


def let_in(address: ServerAddress, name: str, login: str) -> Role:
    """Have whoever logs in so be this caller, and nobody else; their role is returned."""
    with closing(open_campaign(address)) as opened:
        require(sign_in(opened), Right.RUN_CAMPAIGN)
        with opened.write() as session:
            return server_roles.let_in(session, name, login)
