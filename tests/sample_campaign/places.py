"""The fourteen places of the reports of August and September 2016, and what each is to show."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A constituency: its roll, and the answers that are to stand there at the end.

    `names` weighs the lists of `names`; `ease` multiplies the chance that somebody answers.
    """

    name: str
    town: str
    codes: tuple[str, ...]
    roll: int
    smith: int
    corbyn: int
    undecided: int
    wont_say: int
    wont_vote: int
    names: dict[str, int]
    ease: float = 1.0
    barred: int = 5
    left: int = 6

    @property
    def stated(self) -> int:
        return self.smith + self.corbyn + self.undecided

    @property
    def answered(self) -> int:
        """Electors to be spoken to: those who state an intention and those who don't."""
        return self.stated + self.wont_say + self.wont_vote


LONDON, NORTH, COAST = ("020 7946 0",), ("0161 496 0", "01632 960"), ("01632 960", "0118 496 0")
WALES, MIDLANDS = ("029 2018 0", "0117 496 0"), ("0115 496 0", "0116 496 0", "0121 496 0")
MIXED = {"english": 80, "irish": 5, "pakistani": 2, "indian": 2, "african": 2, "polish": 3,
         "european": 6}  # fmt: skip
CITY = {"english": 45, "irish": 9, "pakistani": 7, "indian": 5, "african": 14, "polish": 6,
        "european": 7, "cypriot": 2, "turkish": 2, "chinese": 3}  # fmt: skip
VALLEYS = {"welsh": 76, "english": 14, "irish": 3, "pakistani": 2, "polish": 3, "european": 2}
ILFORD = {"english": 38, "irish": 6, "pakistani": 20, "indian": 18, "african": 8, "polish": 4,
          "european": 3, "cypriot": 1, "turkish": 2}  # fmt: skip
LOTHIAN = {"scottish": 68, "english": 12, "irish": 7, "pakistani": 3, "indian": 2, "polish": 5,
           "chinese": 2, "european": 1}  # fmt: skip
MILLS = {"english": 70, "irish": 6, "pakistani": 15, "indian": 3, "polish": 4, "european": 2}

# Figures of the MPs: HuffPost UK, 19 August 2016; Pontypridd: HuffPost UK, 9 September 2016.
# Four MPs gave words only; the figures for Bermondsey, Penistone, Hyndburn and Tynemouth are
# chosen to fit those words, and Bermondsey is barely canvassed.
PLACES = (
    # 46, 34 and 18 sum to 98; two thirds of a point above each is as near as shares can come.
    Place("Exeter", "Exeter", ("0117 496 0",), 450, 70, 52, 28, 8, 3, MIXED),
    # 59, 26 and 15, "took in 70% of them": 336 of 480.
    Place("Hammersmith", "London", LONDON, 480, 198, 87, 51, 14, 5, CITY, 1.65, barred=0, left=0),
    Place("Eltham", "London", LONDON, 390, 108, 84, 8, 10, 3, CITY, 1.1),
    Place("Torfaen", "Cwmbran", WALES, 400, 101, 38, 21, 8, 3, VALLEYS, 1.1),
    Place("Edinburgh South", "Edinburgh", ("0131 496 0",), 460, 90, 36, 24, 7, 3, LOTHIAN),
    # 43, 42 and 16 sum to 101: 43, 42 and 16 of 101 electors.
    Place("Stoke-on-Trent North", "Stoke-on-Trent", MIDLANDS, 400, 43, 42, 16, 5, 3, MILLS),
    # 44, 39 and 17.
    Place("Ilford North", "Ilford", LONDON, 600, 180, 159, 69, 17, 6, ILFORD, 1.6, barred=0,
          left=0),
    # 45 and 55 for both seats together, undecided not given: 72 and 88 of those who name one.
    Place("Brighton, Kemptown", "Brighton", COAST, 410, 28, 41, 7, 4, 2, MIXED),
    Place("Hove", "Hove", COAST, 450, 44, 47, 11, 5, 2, MIXED),
    Place("Bermondsey and Old Southwark", "London", LONDON, 430, 12, 7, 2, 1, 0, CITY),
    Place("Penistone and Stocksbridge", "Sheffield", ("0114 496 0",), 380, 66, 43, 11, 5, 2, MIXED),
    Place("Hyndburn", "Accrington", NORTH, 360, 41, 40, 9, 4, 2, MILLS),
    Place("Tynemouth", "North Shields", ("0191 498 0",), 420, 53, 55, 12, 6, 2, MIXED),
    # 29, 64 and 5, and 2 who refuse, of 250: 30, 65 and 5 without them; 56% of the roll.
    Place("Pontypridd", "Pontypridd", WALES, 437, 73, 160, 12, 5, 0, VALLEYS, 1.45, left=0),
)  # fmt: skip
