"""Text that goes into cells: nothing in it breaks a file, runs, or is cut in half."""

import pytest

from phonebank.spreadsheets.plain_text import for_workbook, plain, sheet_title


def test_control_characters_are_replaced_and_line_ends_made_alike() -> None:
    assert plain("a\x00b\x1bc\ufffe\ud800") == "a\ufffdb\ufffdc\ufffd\ufffd"
    assert plain("one\r\ntwo\rthree\nfour\tfive") == "one\ntwo\nthree\nfour\tfive"


def test_a_long_text_is_cut_to_what_a_cell_holds_and_never_through_a_character() -> None:
    assert len(plain("x" * 40_000)) == 32_767
    cut = plain("x" + "😀" * 20_000)
    assert len(cut.encode("utf-16-le")) // 2 == 32_767
    assert cut.endswith("😀")
    assert not plain("xx" + "😀" * 20_000).endswith("\ufffd")


def test_a_text_that_looks_like_an_escape_stays_that_text() -> None:
    assert for_workbook("_x0041_ and _x41_") == "_x005F_x0041_ and _x41_"
    assert len(for_workbook("_x0041_" * 5_000)) <= 32_767


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Canvass", "Canvass"),
        ("a/b\\c:d*e?f[g]h", "a b c d e f g h"),
        ("'quoted'", "quoted"),
        ("", "Sheet"),
        ("History", "History (2)"),
        ("=1+1", "=1+1"),
        ("x" * 40, "x" * 31),
    ],
)
def test_a_sheet_title_is_one_that_spreadsheet_programs_accept(text: str, title: str) -> None:
    assert sheet_title(text, set()) == title


def test_no_two_sheets_have_one_title() -> None:
    taken: set[str] = set()
    titles = [sheet_title("Canvass", taken), sheet_title("CANVASS", taken)]
    assert titles == ["Canvass", "CANVASS (2)"]
