"""The one door to a campaign, in a file or on a server."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from random import uniform
from time import sleep
from typing import Protocol, TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from phonebank.domain.addresses import CampaignAddress
from phonebank.domain.changes import Topic
from phonebank.domain.errors import CampaignUnusable, Collided
from phonebank.store import floor
from phonebank.store.brief import BriefSession
from phonebank.store.campaign_file import CampaignFile, connect

__all__ = ["Database", "connect"]

T = TypeVar("T")
WAITS = (0.01, 0.03, 0.1, 0.3, 1.0)
"""Seconds before each further try of a write that met another; a part of each is left to chance."""


class Home(Protocol):
    """What a file and a server do each in its own way."""

    key: str | None

    @property
    def reading(self) -> Engine: ...

    @property
    def writing(self) -> Engine: ...

    @property
    def leasing(self) -> Engine: ...

    @property
    def address(self) -> CampaignAddress: ...

    def check_opens(self, session: Session) -> None: ...

    def begin_alone(self, session: Session) -> None: ...

    def begin_beside(self, session: BriefSession) -> None: ...

    def commit(self, session: Session) -> None: ...

    def told(self, error: DBAPIError) -> Exception: ...

    def is_met(self, error: IntegrityError) -> bool: ...

    def changed_elsewhere(self) -> Topic: ...

    def close(self) -> None: ...


class Database:
    """Hands out short sessions; none outlives its `with` block or leaves its thread."""

    def __init__(
        self,
        address: CampaignAddress,
        passphrase: str | None = None,
        *,
        existing: bool = True,
        as_it_is: bool = False,
        key: str | None = None,
    ) -> None:
        """Open a campaign; PhonebankError says why an existing one cannot be opened.

        `key` is that of a campaign which is open already, in the place of its passphrase.
        `as_it_is` is for reading a copy without a trace: it stays out of write-ahead mode.
        """
        self.as_it_is = as_it_is
        self._home = _home(address, passphrase, key, existing=existing, as_it_is=as_it_is)
        self._reading = sessionmaker(self._home.reading, expire_on_commit=False)
        self._writing = sessionmaker(self._home.writing, expire_on_commit=False)
        self._leasing = sessionmaker(self._home.leasing, expire_on_commit=False)
        try:
            with self.read() as session:
                self._home.check_opens(session)
        except BaseException:
            self.close()
            raise

    @classmethod
    def create(cls, address: CampaignAddress, passphrase: str | None = None) -> "Database":
        """A connection to a campaign yet to be made; the caller migrates it to its revision."""
        return cls(address, passphrase, existing=False)

    @property
    def address(self) -> CampaignAddress:
        return self._home.address

    @property
    def path(self) -> Path:
        """The campaign's file; CampaignUnusable for what can only be done with a file."""
        if not isinstance(self.address, Path):
            raise CampaignUnusable(
                f"{self.address.name} is on a server, and this is done with a campaign file.",
                next_step="Carry it into a file first: phonebank move URL FILE.",
            )
        return self.address

    @property
    def key(self) -> str | None:
        """What opens an encrypted file, in the place of its passphrase."""
        return self._home.key

    @property
    def is_guarded(self) -> bool:
        """Whether a server holds electors back from this login, as from a caller's own."""
        return bool(self._home.reading.get_execution_options().get("is_guarded"))

    @property
    def engine(self) -> Engine:
        """For migrations, which are handed a connection."""
        return self._home.writing

    def read(self) -> AbstractContextManager[Session]:
        """One consistent view, for as long as the block lasts."""
        return self._speaking_plainly(self._reading())

    def write(
        self, *, beside_others: bool = False, only_leases: bool = False
    ) -> AbstractContextManager[Session]:
        """Commit when the block ends, roll back if it raises.

        Nobody else writes meanwhile. Several at a time may on a server, `beside_others`: that is
        for work on one elector, which locks the elector's row first. What `only_leases` electors
        or seats, and keeps nothing that anybody said, need not wait until it is on a disk.
        """
        if beside_others:
            engine = self._home.leasing if only_leases else self._home.writing
            return self._speaking_plainly(self._committed_beside(engine))
        return self._speaking_plainly(
            self._committed(self._leasing if only_leases else self._writing)
        )

    def repeated(self, work: Callable[[Session], T], *, only_leases: bool = False) -> T:
        """`work` in a write beside others, done again where it met another's, and alone at last.

        Two who hold the same elector or log the same call at the same moment meet at its key.
        """
        for wait in WAITS:
            try:
                with self.write(beside_others=True, only_leases=only_leases) as session:
                    return work(session)
            except Collided:
                sleep(uniform(wait / 2, wait))
            except IntegrityError as error:
                if not self._home.is_met(error):
                    raise
        with self.write(only_leases=only_leases) as session:
            return work(session)

    def changed_elsewhere(self) -> Topic:
        """What other programs have touched since this was last asked; at first, everything."""
        try:
            return self._home.changed_elsewhere()
        except DBAPIError as error:
            raise self._home.told(error) from error

    @contextmanager
    def _committed(self, opened: sessionmaker[Session]) -> Iterator[Session]:
        with opened() as session:
            session.info["is_alone"] = True
            self._home.begin_alone(session)
            floor.forget(session)
            yield session
            self._home.commit(session)

    @contextmanager
    def _committed_beside(self, engine: Engine) -> Iterator[Session]:
        with BriefSession(engine) as session:
            session.info["is_alone"] = False
            self._home.begin_beside(session)
            floor.ask(session)
            yield session
            self._home.commit(session)

    @contextmanager
    def _speaking_plainly(self, opening: AbstractContextManager[Session]) -> Iterator[Session]:
        try:
            with opening as session:
                yield session
        except IntegrityError:
            raise
        except DBAPIError as error:
            raise self._home.told(error) from error

    def close(self) -> None:
        self._home.close()


def _home(
    address: CampaignAddress,
    passphrase: str | None,
    key: str | None,
    *,
    existing: bool,
    as_it_is: bool,
) -> Home:
    if isinstance(address, Path):
        return CampaignFile(address, passphrase, key, existing=existing, as_it_is=as_it_is)
    from phonebank.store.campaign_server import CampaignServer

    return CampaignServer(address, passphrase)
