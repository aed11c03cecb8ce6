"""What a report says that its figures are of."""

import pytest

from phonebank.services.report_pages import canvass_report
from tests.conftest import MONDAY, Make


@pytest.mark.parametrize(
    ("places", "where", "expected"),
    [
        ([], {}, "Everywhere"),
        (["Hove"], {}, "These places together"),
        (["Eltham"], {}, "These places together"),
        ([], {"region": ["South East"]}, "All that is counted here"),
        (["Hove"], {"ballot": ["banked"]}, "All that is counted here"),
    ],
)
def test_a_report_of_some_is_not_said_to_be_of_everywhere(
    make: Make, places: list[str], where: dict[str, list[str]], expected: str
) -> None:
    make.answers("Hove", 10, Smith=3)
    report = canvass_report(make.db, make.organiser, MONDAY, places, where)
    assert report.together == expected
