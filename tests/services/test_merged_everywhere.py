"""What the rest of the program shows and takes of electors who were merged."""

import pytest

from phonebank.domain.errors import InputRefused
from phonebank.services import calling, checking, duplicates, serving
from tests.conftest import MONDAY, Make, entry


@pytest.fixture
def merged(make: Make) -> tuple[int, int]:
    """The kept elector and the one merged into them, with a call made to each before."""
    kept = make.elector("Ada Byron", numbers=["07700 900001"])
    other = make.elector("A Byron", numbers=["07700 900002"])
    for elector in (kept, other):
        make.call(elector)
    duplicates.merge(make.db, make.organiser, kept, other, MONDAY)
    return kept, other


def test_the_card_has_the_numbers_of_both(make: Make, merged: tuple[int, int]) -> None:
    assert [it.e164 for it in make.card(merged[0]).numbers] == ["+447700900001", "+447700900002"]


def test_a_number_of_the_merged_one_can_be_rung(make: Make, merged: tuple[int, int]) -> None:
    kept, _ = merged
    first, second = make.card(kept).numbers
    make.call(kept, "wrong-number", number_id=first.id)
    make.call(kept, "no-answer", number_id=second.id)
    assert make.state(kept).usable_numbers == 1
    held = serving.take(make.db, make.organiser, kept, MONDAY).value
    assert held.number is not None
    assert held.number.id == second.id


def test_a_campaign_with_a_merge_is_whole(make: Make, merged: tuple[int, int]) -> None:
    assert checking.problems(make.db, make.organiser, deep=True) == []


def test_a_call_to_the_merged_one_is_corrected_under_the_kept_one(
    make: Make, merged: tuple[int, int]
) -> None:
    kept, other = merged
    call = make.call(other, "no-answer")
    make.call(kept, "spoke", supersedes=call)
    assert (make.state(kept).attempts, make.state(kept).intention) == (3, "Smith")
    assert checking.problems(make.db, make.organiser, deep=True) == []
    stranger = make.elector("Eve Stranger")
    wrong = entry(stranger, make.organiser, supersedes=call)
    with pytest.raises(InputRefused, match="another elector"):
        calling.log_call(make.db, make.organiser, wrong, MONDAY)
