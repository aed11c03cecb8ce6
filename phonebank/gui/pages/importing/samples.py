"""Some rows of one fate as a table: where they stood, whose they are, what is wrong or changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.figures import EM_DASH, count
from phonebank.domain.intake import SAMPLES, Fate
from phonebank.gui.models.text_model import TextRow
from phonebank.gui.pages.importing import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.domain.intake import Accounts, Sample

TITLES = ("Row", "Member no.", "Name", "Phone", "Constituency")
WHERE = {
    "membership_number": 1,
    "title": 2,
    "first_name": 2,
    "last_name": 2,
    "full_name": 2,
    "phone": 3,
    "mobile": 3,
    "landline": 3,
    "constituency": 4,
    "postcode": 4,
}
STRONG_NAME, STRONG_WHY = 2, 5


def titles(fate: Fate, samples: Sequence[Sample]) -> Sequence[str]:
    """The columns; the last only where something is to be said."""
    has_why = any(sample.why for sample in samples)
    return (*TITLES, words.WHY[fate]) if has_why else TITLES


def sample_rows(fate: Fate, samples: Sequence[Sample]) -> Sequence[TextRow]:
    """The rows as they are shown; the cell at fault is marked where rows are rejected."""
    return [_row(fate, sample) for sample in samples]


def chosen(accounts: Accounts, fate: Fate, reason: str = "") -> Sequence[Sample]:
    """The samples of a fate, or of one reason of rejection; some, in the file's order."""
    if fate is not Fate.REJECTED:
        samples = accounts.samples.get(fate, [])
    elif reason:
        samples = accounts.reject_samples.get(reason, [])
    else:
        samples = [one for of_reason in accounts.reject_samples.values() for one in of_reason]
    return sorted(samples, key=lambda sample: sample.line)[:SAMPLES]


def _row(fate: Fate, sample: Sample) -> TextRow:
    facts = (sample.membership_number, sample.name, sample.phone, sample.constituency)
    cells = [count(sample.line), *(words.visible(fact) or EM_DASH for fact in facts)]
    marked = WHERE.get(sample.column, -1) if fate is Fate.REJECTED else -1
    return TextRow([*cells, words.sentence_case(words.visible(sample.why))], marked)
