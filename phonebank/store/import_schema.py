"""The tables of what came from files: imports, what each changed, what was decided."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from phonebank.store.schema import Base


class FileSource(Base):
    """A layout of file that has been imported: its headers, and what each was decided to hold."""

    __tablename__ = "file_source"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)
    columns: Mapped[dict[str, Any]]
    reading: Mapped[dict[str, Any]]


class FileImport(Base):
    """One finished import; `counts` are its accounts. Undone ones stay and say so."""

    __tablename__ = "file_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    file_name: Mapped[str]
    read_as: Mapped[str]
    source_id: Mapped[int | None] = mapped_column(ForeignKey("file_source.id"))
    caller_id: Mapped[int] = mapped_column(ForeignKey("caller.id"))
    at: Mapped[datetime]
    counts: Mapped[dict[str, Any]]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("caller.id"))


class ImportChange(Base):
    """What an import changed of an elector whom the campaign knew: each fact before and after."""

    __tablename__ = "import_change"

    import_id: Mapped[int] = mapped_column(ForeignKey("file_import.id"), primary_key=True)
    elector_id: Mapped[int] = mapped_column(ForeignKey("elector.id"), primary_key=True, index=True)
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]


class ImportedCall(Base):
    """A call that an import brought."""

    __tablename__ = "imported_call"

    call_id: Mapped[str] = mapped_column(ForeignKey("call.call_id"), primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("file_import.id"), index=True)


class Decision(Base):
    """What a word found in files means here, decided once: `means` is a name, or nothing."""

    __tablename__ = "decision"

    field: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    written: Mapped[str]
    means: Mapped[str]


class Postcode(Base):
    """The constituency of a postcode; `key` is domain/postcodes.postcode_key, a whole number."""

    __tablename__ = "postcode"

    key: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    constituency_id: Mapped[int]


class PostcodeFile(Base):
    """The postcode file that is loaded: one row, or none."""

    __tablename__ = "postcode_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    at: Mapped[datetime]
    counts: Mapped[dict[str, Any]]
