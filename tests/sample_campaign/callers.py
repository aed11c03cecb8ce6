"""The volunteers who rang, when each of them is free, and the shifts that come of it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from tests.sample_campaign import facts

EXETER, HAMMERSMITH, ELTHAM = "Exeter", "Hammersmith", "Eltham"
TORFAEN, EDINBURGH, STOKE = "Torfaen", "Edinburgh South", "Stoke-on-Trent North"
ILFORD, KEMPTOWN, HOVE = "Ilford North", "Brighton, Kemptown", "Hove"
BERMONDSEY, PENISTONE = "Bermondsey and Old Southwark", "Penistone and Stocksbridge"
HYNDBURN, TYNEMOUTH, PONTYPRIDD = "Hyndburn", "Tynemouth", "Pontypridd"


@dataclass(frozen=True)
class Caller:
    """An invented volunteer: the places they ring, and how often they are free."""

    name: str
    places: tuple[str, ...]
    evening: float
    daytime: float
    weekend: float


OPTIMIST = "Keith Marlow"
CALLERS = (
    Caller("Ade Bankole", (HAMMERSMITH, BERMONDSEY, ELTHAM, ILFORD), 0.62, 0.0, 0.35),
    Caller("Bronwen Pryor", (TORFAEN, PONTYPRIDD, EXETER), 0.66, 0.1, 0.25),
    Caller("Callum Rennie-Scott", (EDINBURGH, TYNEMOUTH, STOKE), 0.62, 0.0, 0.35),
    Caller("Deepa Ramaswamy", (ILFORD, HAMMERSMITH, HOVE), 0.66, 0.05, 0.3),
    Caller("Ewa Lisowska", (HYNDBURN, PENISTONE, STOKE, ILFORD), 0.5, 0.2, 0.3),
    Caller("Fergal Doyle", (EXETER, KEMPTOWN, HOVE, HAMMERSMITH), 0.66, 0.0, 0.3),
    Caller("Gwen Tapscott", (PONTYPRIDD, TORFAEN, EXETER), 0.4, 0.25, 0.25),
    Caller("Harriet Slade", (HOVE, KEMPTOWN, ELTHAM, ILFORD), 0.62, 0.0, 0.45),
    Caller("Imran Chowdhary", (ILFORD, ELTHAM, HAMMERSMITH, BERMONDSEY), 0.62, 0.0, 0.35),
    Caller("Jo Winterbourne", (TYNEMOUTH, PENISTONE, HYNDBURN, EDINBURGH), 0.6, 0.1, 0.3),
    Caller(OPTIMIST, (ILFORD, EXETER, STOKE, EDINBURGH, ELTHAM), 0.62, 0.12, 0.35),
    Caller("Linda Featherby", (HAMMERSMITH, ILFORD, PONTYPRIDD, TYNEMOUTH), 0.35, 0.3, 0.25),
    Caller("Marcus Oyelade", (HAMMERSMITH, ILFORD, TORFAEN, KEMPTOWN), 0.6, 0.0, 0.4),
)


@dataclass(frozen=True)
class Shift:
    """One caller at one telephone from a time to a time."""

    caller: Caller
    start: datetime
    end: datetime
    daytime: bool


def make_shifts() -> list[Shift]:
    """Everybody's shifts in order of time, none outside calling hours or on the bank holiday."""
    rng = Random(f"{facts.SEED} shifts")
    days = (facts.LAST_DAY - facts.FIRST_DAY).days + 1
    shifts: list[Shift] = []
    for day in (facts.FIRST_DAY + timedelta(days=n) for n in range(days)):
        if day not in facts.BANK_HOLIDAYS:
            shifts += _shifts_of(rng, day)
    return sorted(shifts, key=lambda shift: (shift.start, shift.caller.name))


def _shifts_of(rng: Random, day: date) -> list[Shift]:
    if day.weekday() >= 5:
        hours = (14, 0, 17, 40) if day.weekday() == 6 or rng.random() < 0.4 else (11, 0, 13, 30)
        keen = 3 if day == facts.LAST_DAY else 1
        return [_shift(rng, c, day, hours) for c in CALLERS if rng.random() < c.weekend * keen]
    evening = (17, 15, 19, 15) if day.weekday() == 4 else (18, 0, 20, 20)
    shifts = [_shift(rng, c, day, (10, 0, 12, 15)) for c in CALLERS if rng.random() < c.daytime]
    return shifts + [_shift(rng, c, day, evening) for c in CALLERS if rng.random() < c.evening]


def _shift(rng: Random, caller: Caller, day: date, hours: tuple[int, int, int, int]) -> Shift:
    """Callers come up to twenty minutes late and leave on the hour that the room closes."""
    opens = datetime.combine(day, time(hours[0], hours[1]), facts.BRITISH_SUMMER_TIME)
    closes = datetime.combine(day, time(hours[2], hours[3]), facts.BRITISH_SUMMER_TIME)
    late = timedelta(seconds=rng.randrange(20, 1200))
    return Shift(caller, opens + late, closes, hours[0] == 10)
