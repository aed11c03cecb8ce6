"""Where a new campaign is made: a file that appears whole, or an empty database on a server."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from phonebank import unfinished
from phonebank.domain.addresses import CampaignAddress
from phonebank.store import migrating
from phonebank.store.contest_schema import Campaign
from phonebank.store.database import Database


@contextmanager
def in_the_making(address: CampaignAddress, passphrase: str | None = None) -> Iterator[Database]:
    """A campaign with its tables and nothing in them, to be filled in one write.

    A file has its name only when the block ended well; on a server the empty tables stay.
    """
    if isinstance(address, Path):
        unfinished.refuse_taken(address)
        with (
            unfinished.in_the_making(address) as partial,
            closing(Database.create(partial, passphrase)) as database,
        ):
            migrating.upgrade(database)
            yield database
        return
    with closing(Database.create(address, passphrase)) as database:
        migrating.upgrade(database)
        yield database


def refuse_taken(session: Session, address: CampaignAddress) -> None:
    """Refuse to fill a campaign that is there already."""
    if session.scalar(select(exists().where(Campaign.id.is_not(None)))):
        raise unfinished.Taken(
            f"There is a campaign in {address.name} already.",
            kept="It was not touched.",
            next_step="Open it, or choose another database.",
        )
