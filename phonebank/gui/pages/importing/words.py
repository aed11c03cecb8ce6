"""What the import page says of files, rows and what became of them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from phonebank.domain.figures import count
from phonebank.domain.intake import Fate
from phonebank.services.importing import ImportKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from phonebank.domain.files import FileLook
    from phonebank.domain.intake import Accounts

FILES = "Tables (*.csv *.tsv *.txt *.xlsx *.xlsm *.xls *.ods);;All files (*)"
KINDS: Mapping[ImportKind, str] = {
    ImportKind.ROLL: "the roll: electors",
    ImportKind.CALLS: "past calls",
    ImportKind.REPORTED: "reported canvasses",
    ImportKind.POLLS: "outside polls",
    ImportKind.ENDORSEMENTS: "endorsements",
    ImportKind.RESULT: "the declared result",
}
DELIMITERS: Mapping[str, str] = {
    ",": "comma  ,",
    ";": "semicolon  ;",
    "\t": "tab",
    "|": "bar  |",
    "¬": "not sign  ¬",
    "^": "caret  ^",
    "~": "tilde  ~",
}
FATES: Mapping[Fate, tuple[str, str, str]] = {
    Fate.ADDED: ("new", "will be added", "were added"),
    Fate.CHANGED: ("changed", "will be updated", "were updated"),
    Fate.UNCHANGED: ("unchanged", "nothing to do", "nothing was to do"),
    Fate.REJECTED: ("rejected", "left out, with reasons", "left out, with reasons"),
    Fate.SUPPRESSED: ("suppressed", "kept, never rung", "kept, never rung"),
}
WHY: Mapping[Fate, str] = {
    Fate.ADDED: "Notice",
    Fate.CHANGED: "What is changed",
    Fate.UNCHANGED: "Notice",
    Fate.REJECTED: "Why it is rejected",
    Fate.SUPPRESSED: "Why it is never rung",
}
DATES_FOUND = (
    "Further down there are dates that may be read in two ways.",
    "Say how they are meant, and check again.",
)
ROWS_FOR = {False: "rows", True: "row"}
LONGEST = 160
UNITS = ("bytes", "kB", "MB", "GB")
_UNSEEN = {"Cf", "Cc", "Zl", "Zp", "Co", "Cn"}
_NO_BREAK = "\u00a0\u202f\u2007"


def rows(number: int) -> str:
    """ "1 204 rows", with the one that is alone."""
    return f"{count(number)} {ROWS_FOR[number == 1]}"


def size(number: int) -> str:
    """Bytes as a person reads them: "1.2 MB"."""
    amount, unit = float(number), 0
    while amount >= 1000 and unit < len(UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    return f"{amount:.0f} {UNITS[unit]}" if unit == 0 else f"{amount:.1f} {UNITS[unit]}"


def visible(text: str) -> str:
    """Words in which nothing hides: what cannot be seen stands there by its number.

    Nobody reads a cell of a thousand letters here, and measuring it would hold the window up.
    """
    seen = "".join(_seen(sign) for sign in text[:LONGEST])
    return f"{seen}…" if len(text) > LONGEST else seen


def _seen(sign: str) -> str:
    if sign in "\r\n":
        return "↵" if sign == "\n" else ""
    if sign in _NO_BREAK or unicodedata.category(sign) in _UNSEEN:
        return f"[U+{ord(sign):04X}]"
    return sign


def told_of(look: FileLook) -> str:
    """What a file is, after its name: "sheet “Members”, Excel workbook, 14 columns"."""
    sheet = f"sheet “{look.reading.sheet}”, " if look.reading.sheet else ""
    return f"{sheet}{look.read_as}, {count(len(look.headers))} columns"


def told_when_checked(look: FileLook, accounts: Accounts, used: int) -> str:
    """The same with its rows, and how many columns are used."""
    sheet = f"sheet “{look.reading.sheet}”, " if look.reading.sheet else ""
    of = f"{used} of {len(look.headers)} columns used"
    return f"{sheet}{look.read_as}, {rows(accounts.read)}, {of}"


def sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]


def field_words(name: str) -> str:
    """A field's name as words, where the file's proposal has none."""
    return name.replace("_", " ")


def to_write(accounts: Accounts) -> int:
    """How many rows an import of these would write."""
    return accounts.fates[Fate.ADDED] + accounts.fates[Fate.CHANGED]


def noticed(accounts: Accounts, decidable: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Sentences about cells, each with its rows; open values that no decision would mend too."""
    told = [(notice, rows(number)) for notice, number in accounts.notices.most_common()]
    for field, values in accounts.undecided_values.items():
        if values and field not in decidable:
            named = ", ".join(f"“{visible(value)}”" for value in list(values)[:3])
            left = f"{sentence_case(field_words(field))} left empty, not understood: {named}"
            told.append((left, rows(sum(values.values()))))
    return told


def samples_of(texts: Sequence[str], most: int = 3) -> str:
    """The first few different values, in quotation as they are."""
    seen = dict.fromkeys(visible(text).strip() for text in texts if text.strip())
    return "  ·  ".join(list(seen)[:most])
