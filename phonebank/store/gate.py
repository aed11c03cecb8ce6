"""What a file is, told from its first bytes before any database library touches it."""

import os
from dataclasses import dataclass
from pathlib import Path

from phonebank.domain.errors import CampaignUnusable, KeyNeeded, NoRoom

APPLICATION_ID = 0x50424E4B  # "PBNK"
FORMAT = 8
MAGIC = b"SQLite format 3\0"
HEADER = 100
SMALLEST_PAGE = 512
UNTOUCHED = "The file was not changed."


@dataclass(frozen=True, slots=True)
class Header:
    """The fields of an SQLite header that say whose file it is (sqlite.org/fileformat2.html)."""

    page_size: int
    pages: int
    user_version: int
    application_id: int

    @classmethod
    def read(cls, raw: bytes) -> "Header":
        def number(at: int, size: int) -> int:
            return int.from_bytes(raw[at : at + size], "big")

        page_size = number(16, 2)
        return cls(
            65536 if page_size == 1 else page_size, number(28, 4), number(60, 4), number(68, 4)
        )


def check_file(path: Path, *, has_key: bool, to_write: bool = True) -> None:
    """Refuse with one sentence what is not a campaign that this program can open."""
    if not path.exists():
        raise CampaignUnusable(
            f"There is no campaign at {path}.", next_step="Check the path, or make a new one."
        )
    if path.is_dir():
        raise _unusable(f"{path} is a folder, not a campaign.", "Name the .phonebank file in it.")
    if not path.is_file():
        raise _unusable(f"{path} is not a file.", "Name a .phonebank file.")
    check_allowed(path, to_write=to_write)
    raw, size = _first_bytes(path), path.stat().st_size
    if size == 0:
        raise _unusable(f"{path} is empty: it holds no campaign.", "Restore it from a backup.")
    if raw.startswith(MAGIC):
        _check_header(path, Header.read(raw), size)
        if has_key:
            raise KeyNeeded(
                f"{path} is not encrypted.", kept=UNTOUCHED, next_step="Open it without passphrase."
            )
    else:
        _check_unreadable(path, raw, size, has_key=has_key)


def check_allowed(path: Path, *, to_write: bool) -> None:
    """Say read-only at opening rather than at the first saved call."""
    if not os.access(path, os.R_OK):
        raise NoRoom(f"{path} may not be read by you.", kept=UNTOUCHED, next_step=_ALLOW)
    if to_write and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise NoRoom(f"{path} or its folder is read-only.", kept=UNTOUCHED, next_step=_ALLOW)


_ALLOW = "Ask for the right to write there, or copy the campaign to a folder of your own."


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEADER)


def _check_header(path: Path, header: Header, size: int) -> None:
    if header.application_id != APPLICATION_ID:
        raise _unusable(
            f"{path} is a database of another program, not a phonebank campaign.",
            "Name a .phonebank file.",
        )
    if header.user_version > FORMAT:
        raise newer(path)
    if header.page_size * header.pages > size and not _has_log(path):
        raise damaged(path)


def _has_log(path: Path) -> bool:
    """Whether something may stand beside a campaign that is not in it yet.

    Of that the first page comes first and says how large the file will be. Somebody may open it
    meanwhile, or after a program was killed at it: SQLite puts the rest in place.
    """
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _check_unreadable(path: Path, raw: bytes, size: int, *, has_key: bool) -> None:
    """Tell a locked campaign (random bytes in whole pages) from something else altogether."""
    if not any(raw[:16]):
        raise damaged(path)
    if size % SMALLEST_PAGE or _is_text(raw):
        raise _unusable(f"{path} is not a phonebank campaign.", "Name a .phonebank file.")
    if not has_key:
        raise KeyNeeded(
            f"{path} is encrypted, or is not a campaign.",
            kept=UNTOUCHED,
            next_step="Give its passphrase with --passphrase-file.",
        )


def _is_text(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(raw) - 4
    return True


def _unusable(message: str, next_step: str) -> CampaignUnusable:
    return CampaignUnusable(message, kept=UNTOUCHED, next_step=next_step)


def newer(path: object) -> CampaignUnusable:
    return _unusable(
        f"{path} was made by a newer version of phonebank.", "Update phonebank, then open it again."
    )


def damaged(path: Path) -> CampaignUnusable:
    return _unusable(
        f"{path} is damaged: it is shorter or other than it says.", "Restore it from a backup."
    )
