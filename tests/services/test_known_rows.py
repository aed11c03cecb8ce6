"""The numbers by which rows are known again are those that files of earlier versions hold."""

from phonebank.services.roll_rows import hashed

FINGERPRINT = bytes(range(16))


def test_a_row_has_the_same_number_in_every_version() -> None:
    texts = ["L1,Ann,Lee", "\ud800", ""]
    numbers = (2415814708331371937, -2949366702713286430, -990144971083275992)
    assert tuple(hashed(texts, FINGERPRINT)) == numbers


def test_the_same_row_read_in_another_way_has_another_number() -> None:
    [one], [other] = (hashed(["L1,Ann,Lee"], of) for of in (FINGERPRINT, FINGERPRINT[::-1]))
    assert one != other
