"""What an import says of its file: how it was read, what was in doubt, and what each column is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.files import Question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from phonebank.domain.files import EncodingSample, FileLook

MOST_UNUSED = 40


def lines(look: FileLook, columns: Mapping[str, Sequence[str]]) -> list[str]:
    """As the window shows it before an import; here nothing is asked, so it is told."""
    return [
        f"{look.name} was read as {look.read_as}.",
        *in_doubt(look),
        *look.notices,
        *_columns(look, columns),
    ]


def in_doubt(look: FileLook) -> list[str]:
    """What somebody has to look at, since it was not certain, and the option that mends it."""
    told = {Question.ENCODING: _encodings, Question.HEADER: _header, Question.SHEET: _sheets}
    return [sentence(look) for question, sentence in told.items() if question in look.questions]


def _encodings(look: FileLook) -> str:
    chosen = look.reading.encoding
    mine = next(sample for sample in look.encodings if sample.encoding == chosen)
    others = [sample for sample in look.encodings if sample.encoding != chosen]
    rival = "".join(f"; {_sample(other)} (--encoding {other.encoding})" for other in others)
    return f"Look whether the names are right. {_sample(mine)}{rival}."


def _sample(sample: EncodingSample) -> str:
    return f"{sample.label}: {', '.join(sample.words) or 'no names to show'}"


def _header(look: FileLook) -> str:
    at = look.reading.header_line
    if not at:
        return "No line was taken for headers, so columns go by number (--header-line names one)."
    return f"The headers were taken from line {at} (--header-line names another, 0 for none)."


def _sheets(look: FileLook) -> str:
    others = [sheet.name for sheet in look.sheets if sheet.name != look.reading.sheet]
    named = ", ".join(f"“{name}”" for name in others)
    return f"It has other sheets, which were not read: {named} (--sheet chooses)."


def _columns(look: FileLook, columns: Mapping[str, Sequence[str]]) -> list[str]:
    used = {header for headers in columns.values() for header in headers}
    held = "; ".join(
        f"{name.replace('_', ' ')} from {_named(headers)}" for name, headers in columns.items()
    )
    unused = [header for header in look.headers if header not in used]
    more = f" and {len(unused) - MOST_UNUSED} more" if len(unused) > MOST_UNUSED else ""
    left = [f"Columns not used: {_named(unused[:MOST_UNUSED])}{more}."] if unused else []
    return [f"Columns: {held}.", *left]


def _named(headers: Sequence[str]) -> str:
    return ", ".join(f"“{header}”" for header in headers)
