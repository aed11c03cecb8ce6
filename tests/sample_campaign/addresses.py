"""Invented addresses, with postcodes of the area ZZ, where no post office delivers."""

from random import Random

from tests.sample_campaign.places import PLACES, Place

_STEMS = (
    "Tannery", "Foundry", "Ropewalk", "Larkspur", "Cobden", "Alma", "Inkerman", "Albion",
    "Providence", "Wharf", "Quarry", "Chapel", "Bellfield", "Thornhill", "Orchard", "Lime",
    "Beech", "Sycamore", "Hawthorn", "Elder", "Marigold", "Jubilee", "Co-operative", "Unity",
    "Station", "Dairy", "Millrace", "Weavers", "Potters", "Brewhouse", "Signal", "Viaduct",
    "Lantern", "Meadow", "Fountain", "Prospect",
)  # fmt: skip
_KINDS = ("Road", "Street", "Terrace", "Avenue", "Close", "Lane", "Place", "Row", "Crescent")
_UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


def make_addresses(rng: Random, place: Place) -> list[tuple[str, str]]:
    """Addresses of a place with their postcodes, one postcode a street, in no order."""
    homes = []
    for stem in _STEMS:
        street = f"{stem} {rng.choice(_KINDS)}"
        unit = rng.choice(_UNIT_LETTERS) + rng.choice(_UNIT_LETTERS)
        code = f"ZZ{PLACES.index(place) + 1} {rng.randrange(1, 10)}{unit}"
        for number in rng.sample(range(1, 90), 18):
            flat = f"Flat {rng.randrange(1, 9)}, " if rng.random() < 0.12 else ""
            homes.append((f"{flat}{number} {street}, {place.town}", code))
    rng.shuffle(homes)
    return homes
