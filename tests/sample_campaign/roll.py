"""The invented roll: households in fourteen places, and the electors who live in them."""

from bisect import bisect
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from tests.sample_campaign import facts
from tests.sample_campaign.addresses import make_addresses
from tests.sample_campaign.names import draw_first_name, draw_surname, draw_title, mailbox
from tests.sample_campaign.phone_numbers import NumberPool
from tests.sample_campaign.places import PLACES, Place

_SIZES = (1, 1, 1, 1, 1, 1, 2, 2, 2, 3)
_RECRUITERS = {"": 42, "Saving Labour": 38, "Momentum": 11, "union branch": 5, "a friend": 4}


@dataclass(eq=False, kw_only=True)
class Elector:
    """One person on the roll, and, after `place`, what the roll does not tell."""

    membership_number: str = ""
    title: str
    first_name: str
    last_name: str
    mobile: str
    landline: str
    email: str = ""
    address: str
    postcode: str
    constituency: str
    section: str
    affiliate: str
    joined_on: date
    previous_vote: str = ""
    recruited_by: str
    eligible: bool = True
    do_not_call: bool = False
    place: Place
    has_left: bool = False

    @property
    def numbers(self) -> list[str]:
        return [number for number in (self.mobile, self.landline) if number]

    @property
    def group(self) -> str:
        """The joining period of a full member, the section of anybody else."""
        if self.section != facts.FULL:
            return self.section
        if self.joined_on < date(2015, 5, 1):
            return facts.EARLY
        return facts.SUMMER_2015 if self.joined_on <= date(2015, 9, 30) else facts.LATE


@dataclass(frozen=True)
class Household:
    """A surname at an address, with one landline or none."""

    names: str
    surname: str
    address: str
    postcode: str
    landline: str


def draw(rng: Random, weights: dict[str, float] | dict[str, int]) -> str:
    """A key, drawn by its weight."""
    sums = list(accumulate(weights.values()))
    return list(weights)[bisect(sums, rng.random() * sums[-1])]


def make_roll() -> list[Elector]:
    """All electors, in the order of their membership numbers."""
    rng = Random(f"{facts.SEED} roll")
    pool = NumberPool(rng)
    electors: list[Elector] = []
    for place in PLACES:
        electors += _electors_of(rng, pool, place)
    _number(rng, electors)
    _mark(rng, electors)
    _give_mail(rng, electors)
    return sorted(electors, key=lambda elector: elector.membership_number)


def _electors_of(rng: Random, pool: NumberPool, place: Place) -> list[Elector]:
    wanted = place.roll + place.barred
    homes = make_addresses(rng, place)
    electors: list[Elector] = []
    while len(electors) < wanted:
        size = min(rng.choice(_SIZES), wanted - len(electors))
        household, mobiles = _household(rng, pool, place, homes.pop(), size)
        electors += [_elector(rng, place, household, mobile) for mobile in mobiles]
    _settle(rng, place, electors)
    return electors


def _household(
    rng: Random, pool: NumberPool, place: Place, home: tuple[str, str], size: int
) -> tuple[Household, list[str]]:
    """A household and the mobile of each who lives there, with a landline unless all have one."""
    kind, surname = draw_surname(rng, place.names)
    mobiles = [pool.mobile() if rng.random() < 0.155 else "" for _ in range(size)]
    needed = not all(mobiles) or rng.random() < 0.35
    landline = pool.landline(place.codes) if needed else ""
    return Household(kind, surname, home[0], home[1], landline), mobiles


def _elector(rng: Random, place: Place, home: Household, mobile: str) -> Elector:
    first, woman = draw_first_name(rng, home.names, home.surname)
    section = draw(rng, facts.SECTION_SHARE)
    return Elector(
        title=draw_title(rng, woman),
        first_name=first,
        last_name=home.surname,
        mobile=mobile,
        landline=home.landline,
        address=home.address,
        postcode=home.postcode,
        constituency=place.name,
        section=section,
        affiliate=draw(rng, facts.AFFILIATES) if section == facts.AFFILIATED else "",
        joined_on=_joined_on(rng, section),
        recruited_by=draw(rng, _RECRUITERS) if section == facts.REGISTERED else "",
        place=place,
    )


def _joined_on(rng: Random, section: str) -> date:
    """Full members up to the freeze of 12 January 2016; supporters up to the close of 2016."""
    if section == facts.REGISTERED:
        return date(2016, 7, 18) + timedelta(days=rng.choices((0, 1, 2), (20, 35, 45))[0])
    if section == facts.AFFILIATED:
        if rng.random() < 0.55:
            return _between(rng, date(2015, 6, 1), date(2015, 8, 12))
        return _between(rng, date(2016, 7, 1), date(2016, 8, 8))
    period = draw(rng, facts.ROLL_JOINED_SHARE)
    if period == facts.SUMMER_2015:
        return _between(rng, date(2015, 5, 8), date(2015, 9, 11))
    if period == facts.LATE:
        return _between(rng, date(2015, 9, 30) + timedelta(days=1), date(2016, 1, 12))
    waves = ((1972, 1993, 22), (1994, 1998, 26), (1999, 2009, 20), (2010, 2014, 32))
    start, end, _ = rng.choices(waves, [weight for *_, weight in waves])[0]
    return _between(rng, date(start, 1, 1), date(end, 12, 31))


def _between(rng: Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def _settle(rng: Random, place: Place, electors: list[Elector]) -> None:
    """Choose who has been barred and who has left without the roll knowing."""
    mostly_new = [e for e in electors if e.group in {facts.REGISTERED, facts.LATE}]
    for elector in rng.sample(mostly_new, place.barred):
        elector.eligible = False
    for elector in rng.sample([e for e in electors if e.eligible], place.left):
        elector.has_left = True


def _number(rng: Random, electors: list[Elector]) -> None:
    numbers = rng.sample(range(100_000, 2_000_000), len(electors))
    for elector, number in zip(electors, numbers, strict=True):
        elector.membership_number = f"L{number:07d}"


def _mark(rng: Random, electors: list[Elector]) -> None:
    """Forty electors asked the party not to be telephoned."""
    for elector in rng.sample([e for e in electors if e.eligible], 40):
        elector.do_not_call = True


def _give_mail(rng: Random, electors: list[Elector]) -> None:
    """Registered supporters all have mail, for they vote by it; of the others five in six."""
    used: dict[str, int] = {}
    for elector in electors:
        if elector.section != facts.REGISTERED and rng.random() < 1 / 6:
            continue
        name = f"{mailbox(elector.first_name)}.{mailbox(elector.last_name)}"
        used[name] = used.get(name, 0) + 1
        elector.email = f"{name}{used[name] if used[name] > 1 else ''}@example.org"
