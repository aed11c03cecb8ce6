"""Where a campaign is: in a file, or on a server at a URL."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from phonebank.domain.errors import WrongUse

_SERVER = re.compile(r"postgres(ql)?(\+psycopg)?://", re.IGNORECASE)
_ANY_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A campaign in a PostgreSQL database; only `url` has the password, and nothing shows it."""

    url: str = field(repr=False)

    @property
    def name(self) -> str:
        """The database's name, as a file's name would be shown."""
        return urlsplit(self.url).path.strip("/") or "phonebank"

    @property
    def has_password(self) -> bool:
        return urlsplit(self.url).password is not None

    def __str__(self) -> str:
        parts = urlsplit(self.url)
        if parts.password is None:
            return self.url
        where = parts.netloc.rpartition("@")[2]
        return parts._replace(netloc=f"{parts.username or ''}:***@{where}").geturl()


CampaignAddress = Path | ServerAddress


def address_of(text: str) -> CampaignAddress:
    """The file or server that this names; WrongUse for a URL of another kind."""
    if found := _SERVER.match(text):
        return _checked(ServerAddress(f"postgresql+psycopg://{text[found.end() :]}"))
    if _ANY_URL.match(text):
        raise WrongUse(
            f"“{text.partition('://')[0]}” is no kind of server that holds campaigns.",
            next_step="Write postgresql://NAME@SERVER/DATABASE, or name a .phonebank file.",
        )
    return Path(text)


def _checked(address: ServerAddress) -> ServerAddress:
    try:
        _port = urlsplit(address.url).port
    except ValueError:
        raise WrongUse(
            "This server address cannot be read.",
            next_step="Write it like postgresql://NAME@SERVER:5432/DATABASE.",
        ) from None
    return address
