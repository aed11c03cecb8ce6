"""What is typed into the fields of the Campaign page, and how it is written into them."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from phonebank.domain.dates import DateOrder, day_of
from phonebank.domain.errors import InputRefused

if TYPE_CHECKING:
    from datetime import date

_NUMBER = re.compile(r"\d{1,3}([.,]\d{1,6})?")
_WHOLE = re.compile(r"\d{1,9}")
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.I)
_SPACES = re.compile(r"[\s\u2009\u00a0,]")


def refused(why: str, next_step: str = "") -> InputRefused:
    """What is typed cannot be; it stays where it was typed."""
    return InputRefused(why, kept="Nothing was saved.", next_step=next_step)


def day_words(day: date | None) -> str:
    """ "22 Aug 2016", or nothing."""
    return f"{day.day} {day:%b %Y}" if day else ""


def day_typed(text: str, what: str) -> date | None:
    """Read "22 Aug 2016", "22/8/2016" or "2016-08-22"; None for nothing."""
    if not text.strip():
        return None
    day = day_of(text, DateOrder.DAY_FIRST)
    if day is None:
        raise refused(f"“{text.strip()}” is no day for {what}.", "Write it like 22 Aug 2016.")
    return day


def percent_words(share: Fraction) -> str:
    """A fraction as "5" or "2.5", to six places at most."""
    return f"{float(share * 100):.6f}".rstrip("0").rstrip(".")


def percent_typed(text: str, what: str) -> Fraction:
    """Read "5" or "2.5" as hundredths; InputRefused for what is not from 0 to 100."""
    plain = text.strip().removesuffix("%").strip()
    share = Fraction(plain.replace(",", ".")) / 100 if _NUMBER.fullmatch(plain) else None
    if share is None or share > 1:
        raise refused(f"“{text.strip()}” is no figure for {what}.", "It is from 0 to 100.")
    return share


def whole_words(value: int) -> str:
    """1 372, with the thin spaces that `whole_typed` reads over."""
    return f"{value:,}".replace(",", "\u2009")


def whole_typed(text: str, what: str) -> int:
    """Read "168 000" or "168,000"; InputRefused for what is no whole number."""
    plain = _SPACES.sub("", text)
    if not _WHOLE.fullmatch(plain):
        raise refused(f"“{text.strip()}” is no number for {what}.", "Write it like 168 000.")
    return int(plain)


def colour_typed(text: str, whose: str) -> str:
    """Read "#0B6E6E", or nothing for none; InputRefused for anything else."""
    plain = text.strip()
    if plain and not is_colour(plain):
        raise refused(f"“{plain}” is no colour for {whose}.", "Write it like #0B6E6E.")
    return plain.upper()


def is_colour(text: str) -> bool:
    """Whether it is written like #0B6E6E."""
    return _COLOUR.fullmatch(text.strip()) is not None
