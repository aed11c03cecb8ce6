"""Telephone numbers: read as people and spreadsheets write them, kept as E.164."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal, NamedTuple

Kind = Literal["mobile", "landline", "other"]

# The ranges Ofcom keeps for drama (ofcom.org.uk, "Telephone numbers for drama use"), without the
# leading zero: nobody answers them. libphonenumber calls most of them invalid.
_DRAMA_MOBILES = r"7700900\d{3}"
_DRAMA_LANDLINES = (
    r"1(?:1[3-8]|[2-6]1)4960\d{3}|2079460\d{3}|1914980\d{3}|2896496\d{3}|2920180\d{3}"
    r"|1632960\d{3}"
)
_DRAMA = re.compile(
    rf"{_DRAMA_MOBILES}|{_DRAMA_LANDLINES}|3069990\d{{3}}|8081570\d{{3}}|9098790\d{{3}}", re.ASCII
)
_KINDS: dict[str | None, Kind] = {"mobile": "mobile", "landline": "landline"}
_LABEL = re.compile(
    r"\b(?:telephone|tel|phone|mobile|mob|cell|home|work|office|landline|evenings?|days?|daytime"
    r"|number|no)\b\.?\s*:?",
    re.IGNORECASE,
)
_EXTENSION = re.compile(
    r"(?:\b(?:extension|extn?)|(?<![^\W\d_])x|#)[.=:\s]*(?P<digits>\d{1,6})\s*\)?\s*$",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"[/\\,|&\n\r\t]|;(?!\s*ext)|\s(?:or|and)\s", re.IGNORECASE)
_POWER_OF_TEN = re.compile(r"\d(?:[.,]\d+)?\s*E\s*\+?\s*\d+", re.IGNORECASE)
_FLOAT = re.compile(r"(\d{7,})\.0+")
_SIGNS = re.compile(r"[\s().'\-‐‑‒–—−\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_DOUBLE_PREFIX = re.compile(r"\+440+")
_HOUR = re.compile(r"(?<![\d:])\d{1,2}:\d{2}(?![\d:])")
# Around a number: what parts it from a label, quotes and brackets, a mark that somebody made.
_AROUND = ' :;=*~!?"‘’“”„<>[]{}_•·✓☎☏✆📞📱'
_BARRED = "DNC"
_NOT_TO_CALL = re.compile(
    r"\b(?:do\s+not|don['’]?t|never|not\s+to)\s+(?:be\s+)?"
    rf"(?:call|ring|phone|telephone|contact|use)(?:ed|d)?\b|\b{_BARRED}\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.\s])*")
_LONGEST = 200
_SHORTEST = 9  # digits; fewer beside a number are a time of day, a flat, the end of a range

LOST_ZERO = "The leading zero was lost and has been put back."
WORDS = "The words written beside the number are left out."
SECOND = "Only the first of two numbers is kept."
NOT_TO_CALL = "Beside this number it says not to call it, so it is not called."
ABROAD = "This number is outside the United Kingdom."
MISSING = "There is no telephone number here."
SHORTENED = "A spreadsheet has shortened this number and its last digits are gone."
LETTERS = "This is not a telephone number: it has letters in it."
PREMIUM = "Premium rate numbers are never called."
NOT_A_NUMBER = "This is not a telephone number that can be called: check the digits."


class ParsedNumber(NamedTuple):
    """A number that can be called, or why there is none.

    `e164` is None where the text holds no usable number; `notice` then says why in a sentence.
    With a number, `notice` is empty or says what was mended. `extension` is digits to be dialled
    once somebody has answered.
    """

    e164: str | None
    kind: Kind
    notice: str
    extension: str = ""


def parse_numbers(text: str) -> tuple[ParsedNumber, ...]:
    """Every number of a cell in the order written, each once; nothing where none is written.

    What cannot be called is in it with its notice, so that it costs no other number.
    """
    if not text:
        return ()
    plain = _plainly_written(text)
    return (plain,) if plain else _all_with_care(text)


def plain_numbers(texts: Iterable[str]) -> list[tuple[str, Kind] | None]:
    """E.164 and kind of those that are plainly written British numbers, by the quick way alone."""
    matched, found = _plan().fullmatch, []
    for text in texts:
        bare = text.replace(" ", "")
        plain = matched(bare)
        found.append(("+44" + bare[-10:], _KINDS[plain.lastgroup]) if plain else None)
    return found


def parse_number(text: str) -> ParsedNumber:
    """Read one number as written by a person or a spreadsheet in the United Kingdom."""
    first, *others = parse_numbers(text) or (_unusable(MISSING),)
    return _with_notices(first, [SECOND]) if others else first


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
    [found] = plain_numbers((text,))
    return ParsedNumber(*found, "") if found else None


@cache
def _plan() -> re.Pattern[str]:
    """Ten-digit landlines and mobiles, from libphonenumber's own plan of +44 and its islands.

    What it does not know is looked up slowly, so it may miss a number but never misread one.
    """
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

    regions = [PhoneMetadata.metadata_for_region(it) for it in COUNTRY_CODE_TO_REGION_CODE[44]]

    def of(*kinds: str) -> str:
        plans = [getattr(region, kind) for kind in kinds for region in regions]
        known = [it.national_number_pattern for it in plans if it and it.possible_length]
        return "|".join(dict.fromkeys(known))

    others = of("premium_rate", "toll_free", "voip", "personal_number", "pager", "uan")
    mobile = f"{of('mobile')}|{_DRAMA_MOBILES}"
    landline = f"{of('fixed_line')}|{_DRAMA_LANDLINES}"
    return re.compile(
        rf"(?:0|\+44|0044)(?=[127]\d{{9}}$)(?!(?:{others})$)"
        rf"(?:(?P<mobile>(?=7)(?:{mobile}))|(?P<landline>(?=[12])(?:{landline})))",
        re.ASCII,
    )


def _all_with_care(text: str) -> tuple[ParsedNumber, ...]:
    if len(text) > _LONGEST:
        return (_unusable(NOT_A_NUMBER),)
    said = _NOT_TO_CALL.sub(f" {_BARRED} ", unicodedata.normalize("NFKC", text))
    bare = _HOUR.sub(" ", _LABEL.sub(" ", said))
    if not any(sign.isalnum() for sign in text):
        return ()
    parts = [number for part in _SEPARATOR.split(bare) for number in _side_by_side(part)]
    found = [_with_care(part) for part in parts if _count(part) >= _SHORTEST]
    return tuple(dict.fromkeys(found or [_with_care(bare)]))


def _side_by_side(text: str) -> Iterator[str]:
    """Numbers with nothing but spaces between them."""
    words = text.split()
    start = 0
    for at, word in enumerate(words):
        whole = _count("".join(words[start:at])) >= 10 and _count("".join(words[at:])) >= 10
        if whole and word.startswith(("0", "+", "(0")):
            yield " ".join(words[start:at])
            start = at
    yield " ".join(words[start:])


def _count(text: str) -> int:
    return sum(map(str.isdigit, text))


def _with_care(text: str) -> ParsedNumber:
    """One number among labels and signs, with its extension."""
    if _BARRED in text:
        return _unusable(NOT_TO_CALL)
    number, notices = text.strip().strip(_AROUND), []
    if whole := _FLOAT.fullmatch(number):
        return _mended(whole[1], [])
    if _POWER_OF_TEN.fullmatch(number):
        return _unusable(SHORTENED)
    extension = _EXTENSION.search(number)
    if extension:
        number = number[: extension.start()]
    alone = [run for run in _WORD.split(number) if _count(run) >= _SHORTEST]
    if _WORD.search(number) and len(alone) == 1:
        number, notices = alone[0].strip(_AROUND), [WORDS]
    parsed = _mended(number, notices)
    if extension and parsed.e164:
        return parsed._replace(extension=extension["digits"])
    return parsed


def _mended(text: str, notices: list[str]) -> ParsedNumber:
    if refusal := _refusal(text):
        return _unusable(refusal)
    digits = _digits(text)
    if not digits.startswith(("+", "0")) and (mended := _looked_up("0" + digits)).e164:
        return _with_notices(mended, [LOST_ZERO, *notices])
    return _with_notices(_looked_up(digits), notices)


def _refusal(text: str) -> str:
    """Why this cannot be a number at all, or nothing. Letters are keypad digits to the library."""
    if not any(sign.isalnum() for sign in text):
        return MISSING
    if any(sign.isalpha() for sign in text):
        return LETTERS
    return ""


def _digits(text: str) -> str:
    """Digits alone, behind a plus if the country is given."""
    bare = "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
        for sign in _SIGNS.sub("", text)
    )
    if bare.startswith("00"):
        bare = "+" + bare[2:]
    elif bare.startswith("44") and len(bare) >= 12:
        bare = "+" + bare
    return _DOUBLE_PREFIX.sub("+44", bare, count=1)


def _looked_up(digits: str) -> ParsedNumber:
    if plain := _plainly_written(digits):
        return plain
    import phonenumbers

    try:
        number = phonenumbers.parse(digits, "GB")
    except phonenumbers.NumberParseException:
        return _unusable(NOT_A_NUMBER)
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
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
    return parsed._replace(notice=" ".join(said))
