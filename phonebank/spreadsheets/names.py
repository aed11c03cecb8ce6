"""Names that a workbook gives to its tables and their columns, so that others can refer to them."""

import re
from collections.abc import Iterator
from typing import Any

from phonebank.domain.sheet import Sheet
from phonebank.spreadsheets.page_rows import letter

NOT_IN_NAMES = re.compile(r"[^\w.]", re.ASCII)
LONGEST_NAME = 200


def define_names(made: Any, page: Any, sheet: Sheet, header: int) -> None:
    """`Canvass.table` is titles and rows without the total, `Canvass.lead` one column of them."""
    if not sheet.rows:
        return
    from openpyxl.utils import quote_sheetname
    from openpyxl.workbook.defined_name import DefinedName

    taken = {name.casefold() for name in made.defined_names}
    for name, cells in _named(page.title, sheet, header):
        if name.casefold() not in taken:
            taken.add(name.casefold())
            made.defined_names[name] = DefinedName(
                name, attr_text=f"{quote_sheetname(page.title)}!{cells}"
            )


def _named(title: str, sheet: Sheet, header: int) -> Iterator[tuple[str, str]]:
    first, last = header + 1, header + len(sheet.rows)
    yield _name(title, "table"), f"$A${header}:${letter(len(sheet.columns))}${last}"
    for place, column in enumerate(sheet.columns, start=1):
        where = letter(place)
        yield _name(title, column.key), f"${where}${first}:${where}${last}"


def _name(title: str, key: str) -> str:
    """Begins with a letter or a dash below, and has nothing but letters, digits, dashes, dots."""
    bare = NOT_IN_NAMES.sub("_", f"{title}.{key}")[:LONGEST_NAME]
    return bare if bare[0].isalpha() or bare[0] == "_" else f"_{bare}"
