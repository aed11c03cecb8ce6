"""Text as a cell can hold it: no control characters, not too long, and never a code or a name."""

import re

LONGEST_TEXT = 32_767
LONGEST_SHEET_TITLE = 31
REPLACEMENT = "\ufffd"
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
NOT_IN_SHEET_TITLES = re.compile(r"[\[\]:*?/\\]")
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def plain(text: str) -> str:
    """The text with line ends alike and what no file can hold replaced, cut to what a cell holds.

    A cell counts in UTF-16, so a character outside the basic plane counts twice.
    """
    if text.isprintable() and len(text) <= LONGEST_TEXT // 2:
        return text
    text = NOT_IN_XML.sub(REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT:
        return text
    return text.encode("utf-16-le")[: 2 * LONGEST_TEXT].decode("utf-16-le", "ignore")


def for_workbook(text: str) -> str:
    """The text as a workbook stores it: `_x0041_` would be read there as the letter A."""
    if "_x" not in text:
        return plain(text)
    escaped = LOOKS_ESCAPED.sub("_x005F_", plain(text))
    return escaped if len(escaped) <= LONGEST_TEXT else plain(escaped)


def sheet_title(text: str, taken: set[str]) -> str:
    """A title that spreadsheet programs accept and no other sheet has; `taken` grows by it."""
    bare = NOT_IN_SHEET_TITLES.sub(" ", plain(text)).replace("\n", " ").strip("' \t")
    bare = bare[:LONGEST_SHEET_TITLE].strip("' \t") or "Sheet"
    title, number = bare, 1
    while title.casefold() in taken | {"history"}:
        number += 1
        title = f"{bare[: LONGEST_SHEET_TITLE - 5]} ({number})"
    taken.add(title.casefold())
    return title
