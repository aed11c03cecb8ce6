"""Telephone numbers read one by one, beside the library whose rules they follow."""

from __future__ import annotations

import csv
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from tests.benchmarks.bench import Report
from tests.benchmarks.measuring import Measurement, beside, peak_of, seconds_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.benchmarks.bench import Bench

CHUNKS = 5
SEVERAL = "several"


def measured(bench: Bench) -> Iterator[Measurement]:
    for size in bench.sizes:
        report = bench.run(read_numbers, roll=str(bench.shelf.roll(size)))
        yield beside(
            "read telephone numbers",
            size,
            "phonenumbers",
            seconds_of([report]),
            seconds_of([report], "phonenumbers"),
            mark=1 / 8,
            peak_mb=peak_of([report]),
            remark=f"{report.facts['count']:,} texts, {report.facts['different']} different",
        )


def read_numbers(roll: str) -> Report:
    """Both ways over every written number, piece by piece in turn; none may differ."""
    texts = _written(Path(roll))
    seconds: dict[str, list[float]] = {"ours": [], "phonenumbers": []}
    different = 0
    piece = max(1, -(-len(texts) // CHUNKS))
    _by_ours(texts[:10])
    _by_library(texts[:10])
    for start in range(0, len(texts), piece):
        chunk = texts[start : start + piece]
        began = perf_counter()
        ours = _by_ours(chunk)
        between = perf_counter()
        theirs = _by_library(chunk)
        seconds["phonenumbers"].append(perf_counter() - between)
        seconds["ours"].append(between - began)
        different += sum(map(_differ, chunk, ours, theirs))
    assert not different, f"{different} numbers are read otherwise than by phonenumbers"
    return Report(seconds=seconds, facts={"count": len(texts), "different": different})


def _written(roll: Path) -> list[str]:
    with roll.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return [row[name] for row in rows for name in ("mobile", "landline") if row[name]]


def _by_ours(texts: Sequence[str]) -> list[tuple[str | None, str]]:
    from phonebank.domain.phones import parse_numbers

    parsed = [parse_numbers(text) for text in texts]
    return [(one[0].e164, one[0].notice) if len(one) == 1 else (None, SEVERAL) for one in parsed]


def _by_library(texts: Sequence[str]) -> list[str | None]:
    """The number in E.164 where the library says that it is valid and which kind it is."""
    import phonenumbers

    premium = phonenumbers.PhoneNumberType.PREMIUM_RATE
    e164 = phonenumbers.PhoneNumberFormat.E164
    found: list[str | None] = []
    for text in texts:
        try:
            number = phonenumbers.parse(text, "GB")
        except phonenumbers.NumberParseException:
            found.append(None)
            continue
        is_usable = phonenumbers.is_valid_number(number)
        is_usable = is_usable and phonenumbers.number_type(number) != premium
        found.append(phonenumbers.format_number(number, e164) if is_usable else None)
    return found


def _differ(text: str, ours: tuple[str | None, str], theirs: str | None) -> bool:
    """Whether a text is read otherwise than by the library, where it can be compared.

    It cannot where several numbers stand in the text, and where it has a letter, which the library
    takes for a key. What we mend with a notice, and numbers for drama, may be unknown to it.
    """
    from phonebank.domain.phones import is_drama

    e164, notice = ours
    if notice == SEVERAL or any(map(str.isalpha, text)):
        return False
    if e164 is not None and theirs is None:
        return not (notice or is_drama(e164))
    return e164 != theirs
