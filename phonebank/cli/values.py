"""Reads single words of a command line: times, call ids, field=value pairs, a passphrase file."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from phonebank.domain.addresses import CampaignAddress, address_of
from phonebank.domain.errors import InputRefused, KeyNeeded, WrongUse
from phonebank.domain.hours import FIRST_YEAR, LAST_YEAR
from phonebank.domain.intake import moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST_PASSPHRASE = 4096


def check_text(words: Sequence[str]) -> None:
    """WrongUse for a word whose bytes were no text; Python hands such bytes on as surrogates."""
    for word in words:
        if any("\ud800" <= letter <= "\udfff" for letter in word):
            shown = word.encode("ascii", "backslashreplace").decode("ascii")
            raise WrongUse(f"“{shown}” is not UTF-8 text.", next_step="Write it in UTF-8.")


def time(text: str) -> datetime:
    """An ISO time; one without a zone is London's."""
    when = moment(text)
    if when is None:
        raise ArgumentTypeError(
            f"“{text}” is not a time within {FIRST_YEAR} to {LAST_YEAR}, "
            "write it like 2016-09-19T18:30"
        )
    return when


def call_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is not a call id (a UUID)") from None


def pair(text: str) -> tuple[str, str]:
    """The two sides of "field=value", neither empty."""
    field, equals, value = (part.strip() for part in text.partition("="))
    if not (field and equals and value):
        raise ArgumentTypeError(f"“{text}” is not of the form field=value")
    return field, value


def by_field(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """All values of each field, in the order given."""
    fields: dict[str, list[str]] = {}
    for field, value in pairs:
        fields.setdefault(field.casefold(), []).append(value)
    return fields


def path(text: str) -> Path:
    if not text.strip():
        raise ArgumentTypeError("a path cannot be empty")
    return Path(text)


def campaign(text: str) -> CampaignAddress:
    """A campaign file, or the URL of a campaign on a server."""
    return address_of(text) if text.strip() else path(text)


def passphrase_in(file: Path | None) -> str | None:
    """The first line of the file; None where none was named."""
    if file is None:
        return None
    try:
        with file.open(encoding="utf-8-sig") as lines:
            passphrase = lines.readline(LONGEST_PASSPHRASE).rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputRefused(
            f"The passphrase file {file} cannot be read.", next_step="Check its path."
        ) from error
    if not passphrase:
        raise KeyNeeded(
            f"The passphrase file {file} is empty.", next_step="Write the passphrase in it."
        )
    return passphrase
