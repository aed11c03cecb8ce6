"""A roll of any size, as untidy as a real one: seeded, so that every run measures the same file."""

import csv
import random
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate
from pathlib import Path

from phonebank.domain.intake import ROLL_FIELDS
from phonebank.locations import resource
from phonebank.spreadsheets.reading import resource_rows


def words_in(text: str) -> list[str]:
    """The words of a text, for lists too long to write one by one."""
    return text.split()


FIRST = words_in(
    "Aisha Alan Amy Ann Anthony Barbara Ben Bronwen Carol Chloë Chris Colin Daniel David Dawn "
    "Denise Derek Diane Dylan Eilidh Elaine Emma Fatima Fiona Frank Gareth Gary George Gillian "
    "Graham Hannah Helen Hugh Ian Imran Iqbal Jack James Jane Janet Jean Joan John José Joyce "
    "Julie Karen Keith Ken Kevin Laura Liam Linda Lorraine Lucy Malcolm Margaret Marie Mark "
    "Martin Mary Maureen Mohammed Moira Neil Niamh Nigel Noor Olive Owen Pat Paul Pauline Peter "
    "Philip Priya Rachel Rhys Robert Ron Rosemary Ruth Sally Sam Sandra Sarah Sean Sharon "
    "Sheila Siân Simon Stephen Sue Susan Terry Thomas Tina Tony Tracey Trevor Valerie Vera "
    "Victor Wendy William Yasmin Zoë"
)
LAST = words_in(
    "Adams Adeyemi Ahmed Ali Allen Anderson Bailey Baker Begum Bell Bennett Brown Campbell "
    "Carter Chapman Clark Clarke Collins Cook Cooper Cox Davies Davis Edwards Ellis Evans "
    "Fernández Fisher Foster Fraser Graham Gray Green Griffiths Hall Harris Harrison Hill "
    "Holmes Hughes Hunt Hussain Jackson James Jenkins Johnson Jones Kaur Kelly Khan King Knight "
    "Lee Lewis Lloyd MacDonald Marshall Martin Mason Matthews McDonald Miller Mitchell Moore "
    "Morgan Morris Murphy Murray Nowak O'Brien O'Neill Okafor Owen Palmer Parker Patel Phillips "
    "Powell Price Reid Reynolds Richards Richardson Roberts Robinson Rogers Rose Russell Scott "
    "Shah Shaw Simpson Singh Smith Stevens Stewart Taylor Thomas Thompson Turner Walker Ward "
    "Watson Webb White Wilkinson Williams Wilson Wood Wright Young"
)
STREETS = (
    "High Street",
    "Station Road",
    "Church Lane",
    "Victoria Road",
    "Mill Lane",
    "Park Avenue",
)
SECTIONS = ("Member",) * 6 + (
    "member",
    "Affiliated supporter",
    "Affiliated supporter",
    "Registered supporter",
)
AREAS = words_in("B BS CF E EH G L LE LS M N NE NG NW OX PO S SE SW W")
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


def write_roll(path: Path, electors: int, seed: int = 2016) -> Path:
    """Write so many electors under the fields of a roll, one row in a hundred with a fault."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(field for field in ROLL_FIELDS if field in COLUMNS)
        writer.writerows(rows(electors, seed))
    return path


COLUMNS = frozenset(
    words_in(
        "membership_number title first_name last_name mobile landline email address postcode "
        "constituency section affiliate joined_on previous_vote recruited_by eligible do_not_call"
    )
)


def rows(electors: int, seed: int = 2016) -> Iterator[list[str]]:
    """The rows of a roll; places differ tenfold in size."""
    random_ = random.Random(seed)
    names = [row["name"] for row in resource_rows(resource("constituencies.csv"))]
    weights = list(accumulate(random_.uniform(0.2, 2.0) for _ in names))
    places = random_.choices(names, cum_weights=weights, k=electors)
    for number, place in enumerate(places):
        yield _messy(random_, number, _row(random_, number, place))


def _row(random_: random.Random, number: int, place: str) -> list[str]:
    pick = random_.choice
    first, last = pick(FIRST), pick(LAST)
    digits = random_.randrange(10**9)
    section = pick(SECTIONS)
    return [
        f"L{1_000_000 + number}",
        pick(("Mr", "Ms", "Mrs", "Dr", "")),
        first,
        last,
        f"07{pick((4, 5, 7, 8, 9))}{digits % 100:02} {digits // 1000:06}"
        if digits % 10 < 8
        else "",
        f"020 7{digits % 10**7:07}" if digits % 10 > 5 else "",
        f"{first}.{last}{number}@example.org".lower() if digits % 3 else "",
        f"{digits % 300 + 1} {pick(STREETS)}, {place}",
        f"{pick(AREAS)}{digits % 20 + 1} {digits % 9 + 1}{pick(LETTERS)}{pick(LETTERS)}",
        place,
        section,
        pick(("GMB", "Unite", "UNISON", "USDAW")) if section.startswith("Aff") else "",
        f"{2000 + digits % 16}-{digits % 12 + 1:02}-{digits % 28 + 1:02}",
        pick(("Corbyn", "Burnham", "Cooper", "Kendall", "not-a-member", "")),
        "",
        "yes",
        "yes" if digits % 200 == 0 else "",
    ]


def _messy(random_: random.Random, number: int, row: list[str]) -> list[str]:
    """One in a hundred: lost zeros, shortened or second numbers, doubled rows, strange words."""
    column, change = FAULTS.get(random_.randrange(800), (0, None))
    if change is not None:
        row[column] = change(row[column], random_, number)
    return row


def _doubled(cell: str, random_: random.Random, number: int) -> str:
    return f"L{1_000_000 + random_.randrange(number)}" if number else cell


FAULTS: Mapping[int, tuple[int, Callable[[str, random.Random, int], str]]] = {
    0: (4, lambda cell, *_: cell.replace(" ", "").removeprefix("0")),
    1: (4, lambda *_: "4.47701E+11"),
    2: (0, _doubled),
    3: (9, lambda *_: "Nowhere South"),
    4: (3, lambda cell, *_: f"{cell}\u200b"),
    5: (8, lambda cell, *_: cell.replace(" ", "").lower()),
    6: (4, lambda cell, _, number: f"{cell} / 0161 496 {number % 10000:04}"),
    7: (10, lambda *_: "Honorary"),
}
