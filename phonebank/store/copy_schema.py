"""The table of frozen copies: every table that was given out, as it was then."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from phonebank.store.schema import Base


class FrozenCopy(Base):
    """A numbered copy (domain/frozen); `content` is its text, packed, and only ever added.

    `file_name` is of the file that was made of it, without its folder; empty where none was.
    """

    __tablename__ = "frozen_copy"

    number: Mapped[int] = mapped_column(primary_key=True)
    frozen_at: Mapped[datetime]
    caller_id: Mapped[int] = mapped_column(ForeignKey("caller.id"))
    given_as: Mapped[str]
    title: Mapped[str]
    content_hash: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    file_name: Mapped[str] = mapped_column(server_default="")
