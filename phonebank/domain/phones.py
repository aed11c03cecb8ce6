"""Telephone numbers: read as people and spreadsheets write them, kept as E.164."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

Kind = Literal["mobile", "landline", "other"]

# The ranges Ofcom keeps for drama (ofcom.org.uk, "Telephone numbers for drama use"), without the
# leading zero: nobody answers them. libphonenumber calls most of them invalid.
_DRAMA = re.compile(
    r"(?P<mobile>7700900\d{3})"
    r"|(?P<landline>1(?:1[3-8]|[2-6]1)4960\d{3}|2079460\d{3}|1914980\d{3}|2896496\d{3}"
    r"|2920180\d{3}|1632960\d{3})"
    r"|(?P<other>3069990\d{3}|8081570\d{3})"
    r"|(?P<premium>9098790\d{3})",
    re.ASCII,
)
_PLAIN = re.compile(r"(?:0|\+44|0044)([1237]\d{9})", re.ASCII)
_LABEL = re.compile(
    r"\b(?:telephone|tel|phone|mobile|mob|cell|home|work|office|landline|evenings?|days?|daytime"
    r"|number|no)\b\.?\s*:?",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r"(?:\bextension|\bextn?|x|#)\.?\s*:?\s*\d{1,6}\s*$", re.IGNORECASE)
_SEPARATOR = re.compile(r"[/;,|\n]|\s(?:or|and|&)\s", re.IGNORECASE)
_POWER_OF_TEN = re.compile(r"\d(?:[.,]\d+)?\s*E\s*\+?\s*\d+", re.IGNORECASE)
_FLOAT = re.compile(r"(\d{7,})\.0+")
_SIGNS = re.compile(r"[\s().'\-‐‑‒–—−\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_DOUBLE_PREFIX = re.compile(r"\+440+")
_LONGEST = 200

LOST_ZERO = "The leading zero was lost and has been put back."
EXTENSION = "The extension is not kept with the number."
SECOND = "Only the first of two numbers is kept."
ABROAD = "This number is outside the United Kingdom."
MISSING = "There is no telephone number here."
SHORTENED = "A spreadsheet has shortened this number and its last digits are gone."
LETTERS = "This is not a telephone number: it has letters in it."
PREMIUM = "Premium rate numbers are never called."
NOT_A_NUMBER = "This is not a telephone number that can be called: check the digits."


@dataclass(frozen=True, slots=True)
class ParsedNumber:
    """A number that can be called, or why there is none.

    `e164` is None where the text holds no usable number; `notice` then says why in a sentence.
    With a number, `notice` is empty or says what was mended.
    """

    e164: str | None
    kind: Kind
    notice: str


def parse_number(text: str) -> ParsedNumber:
    """Read one number as written by a person or a spreadsheet in the United Kingdom."""
    return _plainly_written(text) or _with_care(text)


def is_drama(e164: str) -> bool:
    """Whether this number is one of those kept for drama and films, which reach nobody."""
    return e164.startswith("+44") and _DRAMA.fullmatch(e164, 3) is not None


def as_spoken(e164: str) -> str:
    """The number as a person in the United Kingdom reads it out: "07700 900142"."""
    import phonenumbers

    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    formats = phonenumbers.PhoneNumberFormat
    at_home = number.country_code == 44
    return phonenumbers.format_number(
        number, formats.NATIONAL if at_home else formats.INTERNATIONAL
    )


def _plainly_written(text: str) -> ParsedNumber | None:
    """The quick way, right for almost every row of a roll: ten digits of a mobile or landline."""
    written = _PLAIN.fullmatch(text.replace(" ", ""))
    if written is None:
        return None
    digits = written[1]
    found = _DRAMA.fullmatch(digits) or _plan().fullmatch(digits)
    return ParsedNumber("+44" + digits, cast(Kind, found.lastgroup), "") if found else None


@cache
def _plan() -> re.Pattern[str]:
    """Ten-digit landlines and mobiles, from libphonenumber's own plan of +44 and its islands."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

    regions = [PhoneMetadata.metadata_for_region(it) for it in COUNTRY_CODE_TO_REGION_CODE[44]]

    def of(*kinds: str) -> str:
        plans = [getattr(region, kind) for region in regions for kind in kinds]
        return "|".join(it.national_number_pattern for it in plans if it and it.possible_length)

    others = of("premium_rate", "toll_free", "voip", "personal_number", "pager", "uan")
    return re.compile(
        rf"(?!(?:{others})$)(?:(?P<landline>{of('fixed_line')})|(?P<mobile>{of('mobile')}))",
        re.ASCII,
    )


def _with_care(text: str) -> ParsedNumber:
    if len(text) > _LONGEST:
        return _unusable(NOT_A_NUMBER)
    first, notices = _first_number(unicodedata.normalize("NFKC", text).strip())
    if refusal := _refusal(first):
        return _unusable(refusal)
    digits = _digits(first)
    if not digits.startswith(("+", "0")) and (mended := _looked_up("0" + digits)).e164:
        return _with_notices(mended, [LOST_ZERO, *notices])
    return _with_notices(_looked_up(digits), notices)


def _first_number(text: str) -> tuple[str, list[str]]:
    """The first number in the text without labels, and what was left out."""
    bare = _LABEL.sub(" ", text).strip(" \t:")
    parts = [part for part in _SEPARATOR.split(bare) if sum(map(str.isdigit, part)) >= 9]
    first = (parts[0] if parts else bare).strip()
    notices = [SECOND] if len(parts) > 1 else []
    if whole := _FLOAT.fullmatch(first):
        return whole[1], notices
    if not _POWER_OF_TEN.fullmatch(first) and _EXTENSION.search(first):
        return _EXTENSION.sub("", first), [EXTENSION, *notices]
    return first, notices


def _refusal(text: str) -> str:
    """Why this cannot be a number at all, or nothing. Letters are keypad digits to the library."""
    if not any(sign.isalnum() for sign in text):
        return MISSING
    if _POWER_OF_TEN.fullmatch(text):
        return SHORTENED
    if any(sign.isalpha() for sign in text):
        return LETTERS
    return ""


def _digits(text: str) -> str:
    """Digits alone, behind a plus if the country is given."""
    bare = _SIGNS.sub("", text)
    if bare.startswith("00"):
        bare = "+" + bare[2:]
    elif bare.startswith("44") and len(bare) >= 12:
        bare = "+" + bare
    return _DOUBLE_PREFIX.sub("+44", bare, count=1)


def _looked_up(digits: str) -> ParsedNumber:
    import phonenumbers

    try:
        number = phonenumbers.parse(digits, "GB")
    except phonenumbers.NumberParseException:
        return _unusable(NOT_A_NUMBER)
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if plain := _plainly_written(e164):
        return plain
    types = phonenumbers.PhoneNumberType
    found = phonenumbers.number_type(number)
    if found in (types.PREMIUM_RATE, types.UNKNOWN):
        return _unusable(PREMIUM if found == types.PREMIUM_RATE else NOT_A_NUMBER)
    kinds: dict[int, Kind] = {types.MOBILE: "mobile", types.FIXED_LINE: "landline"}
    return ParsedNumber(e164, kinds.get(found, "other"), _abroad(e164))


def _abroad(e164: str) -> str:
    return "" if e164.startswith("+44") else ABROAD


def _unusable(notice: str) -> ParsedNumber:
    return ParsedNumber(None, "other", notice)


def _with_notices(parsed: ParsedNumber, notices: list[str]) -> ParsedNumber:
    """What was mended matters only if there is a number at the end."""
    if parsed.e164 is None:
        return parsed
    said = [notice for notice in (*notices, parsed.notice) if notice]
    return ParsedNumber(parsed.e164, parsed.kind, " ".join(said))
