"""Postcodes: read as people write them, kept in one spelling, looked up by a whole number."""

import re
from collections.abc import Mapping, Sequence
from itertools import product

_INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_POSTCODE = re.compile(
    r"(?:[A-PR-UWYZ](?:[1-9][0-9A-HJKMNPR-Y]?|[A-HK-Z](?:0|[1-9][0-9A-HJKMNPR-Y]?))|GIR)"
    rf" [0-9][{_INWARD_LETTERS}]{{2}}"
)
_LETTER, _DIGIT = "A", "9"
_SHAPES = ("A9", "A99", "A9A", "AA9", "AA99", "AA9A")
_AS_DIGIT = str.maketrans("OI", "01")
_AS_LETTER = str.maketrans("01", "OI")
_SHORTEST, _LONGEST, _MOST_WRITTEN = 5, 7, 20
# A letter is read for a digit, or a digit for a letter, only where an area of this name exists.
_AREA = re.compile(
    r"A[BL]|B[ABDFHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|"
    r"I[GMPV]|J[E]|K[ATWY]|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|"
    r"S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|U[B]|W[ACDFNRSV]?|Y[O]|Z[E]"
)
_CODE = re.compile(r"(E14|W07|S14|N05|N06)(\d{6})", re.ASCII)
_LAST_OF_2010 = {"E14": 1062, "W07": 80, "S14": 59, "N06": 18, "N05": 0}

INWARD: Mapping[str, int] = {
    "".join(signs): place
    for place, signs in enumerate(product("0123456789", _INWARD_LETTERS, _INWARD_LETTERS))
}
"""The last three signs of every possible postcode, numbered in their order."""

_SIGNS = {sign: place for place, sign in enumerate(" 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}


def postcode_of(text: str) -> str:
    """The postcode as the Post Office writes it, "SW1A 1AA", or nothing where there is none.

    Case and spaces do not count. The letters O and I stand for 0 and 1, or the other way round,
    where only one postcode can be meant. Forces' numbers ("BFPO 57") are no postcodes.
    """
    if _POSTCODE.fullmatch(text):
        return text
    if len(text) > _MOST_WRITTEN:
        return ""
    bare = "".join(text.upper().split())
    if not _SHORTEST <= len(bare) <= _LONGEST or not (bare.isascii() and bare.isalnum()):
        return ""
    written = f"{bare[:-3]} {bare[-3:]}"
    return written if _POSTCODE.fullmatch(written) else _mended(bare[:-3], bare[-3:])


def spelt_postcodes(texts: Sequence[str]) -> list[str]:
    """Each as postcode_of has it; what is no postcode stays as it is."""
    is_spelt = _POSTCODE.fullmatch
    return [text if is_spelt(text) else postcode_of(text) or text for text in texts]


def postcode_key(text: str) -> int | None:
    """The postcode as a whole number below 2**33, in the order of the spelling; None if none."""
    written = postcode_of(text)
    return key_of(outward_key(written[:-4]), INWARD[written[-3:]]) if written else None


def outward_key(outward: str) -> int:
    """The first part of a postcode as postcode_of writes it, "SW1A", as a number."""
    key = 0
    for sign in outward.ljust(4):
        key = key * len(_SIGNS) + _SIGNS[sign]
    return key


def key_of(outward: int, inward: int) -> int:
    """The key of a postcode from the numbers of its two parts."""
    return outward * len(INWARD) + inward


def _mended(outward: str, inward: str) -> str:
    """With digits and letters put right where one single reading of them is a postcode."""
    inward = inward[0].translate(_AS_DIGIT) + inward[1:]
    readings = {_read_as(shape, outward) for shape in _SHAPES if len(shape) == len(outward)}
    written = {f"{reading} {inward}" for reading in readings if _AREA.fullmatch(_area(reading))}
    found = [postcode for postcode in written if _POSTCODE.fullmatch(postcode)]
    return found[0] if len(found) == 1 else ""


def _read_as(shape: str, outward: str) -> str:
    tables = {_LETTER: _AS_LETTER, _DIGIT: _AS_DIGIT}
    return "".join(sign.translate(tables[kind]) for kind, sign in zip(shape, outward, strict=True))


def _area(outward: str) -> str:
    return outward[:2].rstrip("0123456789")


def is_of_2024(code: str) -> bool:
    """Whether an ONS code is of one of the constituencies drawn anew for 2024."""
    found = _CODE.fullmatch(code)
    return found is not None and int(found[2]) > _LAST_OF_2010[found[1]]


def is_no_constituency(code: str) -> bool:
    """Whether the ONS says so where a constituency would stand: islands, large users, closed."""
    return not code or code.endswith("99999999")
