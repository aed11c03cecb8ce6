"""How the name of a constituency is compared with another spelling of it."""

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = "'’‘ʼ`´"
_AND = "and"
_PARTY = re.compile(r"(?: clp| labour party| labour| constituency)+$")


@lru_cache(4096)
def place_key(name: str) -> str:
    """The spelling that equal names share: "Brighton, Kemptown" and "BRIGHTON KEMPTOWN".

    Case, accents, commas, hyphens, dots, brackets, apostrophes, `&`, the word "and" and spare
    spaces do not count; the order of the words does. A misspelling keeps a key of its own and
    has to be an alias. The key is for comparing only and never shown.
    """
    folded = unicodedata.normalize("NFKD", name).upper().casefold()
    letters = "".join(_kept(sign) for sign in unicodedata.normalize("NFKD", folded))
    return " ".join(word for word in letters.split() if word != _AND)


def _kept(sign: str) -> str:
    if sign in _APOSTROPHES or unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        return ""
    return sign if sign.isalnum() else " "


def seat_of_party(key: str) -> str:
    """The key of the constituency of a party's own name: "exeter clp" is of "exeter"."""
    return _PARTY.sub("", key)
