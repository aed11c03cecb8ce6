import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.meanings import Meanings
from phonebank.domain.places import place_key
from phonebank.services.words_of_files import meanings

SAMPLE = {
    place_key(name): at
    for at, name in enumerate(["full member", "affiliated supporter", "registered supporter"])
}
OTHERWISE = {place_key(name): at for at, name in enumerate(["Members", "Affiliates", "£25s"])}
UNIONS = {
    place_key(name): name
    for name in (
        *("ASLEF", "BFAWU", "Community", "CWU", "FBU", "GMB", "Musicians' Union", "NUM", "TSSA"),
        *("UCATT", "UNISON", "Unite", "Usdaw", "Fabian Society", "Co-operative Party", "SERA"),
    )
}
IDS = {name: at for at, name in enumerate(UNIONS.values())}


def words() -> Meanings:
    return meanings()


@pytest.mark.parametrize(
    ("text", "at"),
    [
        *((text, 0) for text in ("Full Member", "member", "MEMBERS", "FM", "Labour Party member")),
        *((text, 0) for text in ("membership", "Full member section", "Youth Member")),
        *((text, 1) for text in ("affiliate", "Affiliated Supporters", "AS", "TU", "union member")),
        *((text, 1) for text in ("affiliated_supporter", "Trade Union Affiliate", "levy-payer")),
        *((text, 2) for text in ("registered_supporter", "RS", "£25 supporter", "Registered")),
        *((text, 2) for text in ("£3 supporters", "reg. supporter")),
    ],
)
def test_a_section_has_many_names(text: str, at: int) -> None:
    assert words().section_of(text, SAMPLE) == at


@pytest.mark.parametrize("text", ["", "supporter", "suspended member", "3", "lapsed", "Unite"])
def test_a_word_that_may_mean_anything_is_left_to_be_decided(text: str) -> None:
    assert words().section_of(text, SAMPLE) is None


def test_a_contest_may_call_its_sections_what_it_likes() -> None:
    assert words().section_of("FM", OTHERWISE) == 0
    assert words().section_of("TU", OTHERWISE) == 1
    assert words().section_of("£25s", OTHERWISE) == 2
    assert words().section_of("RS", OTHERWISE) is None


def test_of_two_sections_that_one_word_means_none_is_guessed() -> None:
    both = {place_key("full member"): 1, place_key("party member"): 2}
    assert words().section_of("FM", both) is None
    assert words().section_of("Party Member", both) == 2


def test_two_names_of_one_section_are_one() -> None:
    assert words().section_of("FM", {place_key("member"): 1, place_key("full member"): 1}) == 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("GMB Union", "GMB"),
        ("unite the union", "Unite"),
        ("Unite (the Union)", "Unite"),
        ("T&G", "Unite"),
        ("Amicus", "Unite"),
        ("Transport and General Workers Union", "Unite"),
        ("Union of Shop, Distributive & Allied Workers", "Usdaw"),
        ("USDAW", "Usdaw"),
        ("Communication Workers' Union", "CWU"),
        ("Fire Brigades Union", "FBU"),
        ("Bakers", "BFAWU"),
        ("Bakers, Food and Allied Workers Union", "BFAWU"),
        ("Community Trade Union", "Community"),
        ("MU", "Musicians' Union"),
        ("National Union of Mineworkers", "NUM"),
        ("Unison - the public service union", "UNISON"),
        ("NALGO", "UNISON"),
        ("Fabians", "Fabian Society"),
        ("Co-op Party", "Co-operative Party"),
        ("Co-op", "Co-operative Party"),
    ],
)
def test_an_affiliate_has_many_names(text: str, name: str) -> None:
    assert words().affiliate_of(text, {key: IDS[it] for key, it in UNIONS.items()}) == IDS[name]


@pytest.mark.parametrize("text", ["", "the union", "Prospect", "Students", "BECTU"])
def test_an_affiliate_that_the_contest_has_not_is_nobody_else(text: str) -> None:
    assert words().affiliate_of(text, {key: IDS[it] for key, it in UNIONS.items()}) is None


@given(st.sampled_from(sorted(UNIONS)))
def test_every_name_of_the_contest_means_itself(key: str) -> None:
    assert (
        words().affiliate_of(key.upper(), {it: IDS[name] for it, name in UNIONS.items()})
        == (IDS[UNIONS[key]])
    )


@pytest.mark.parametrize(
    "text", ["Y", "yes", "TRUE", "1", "1.0", "v", "✓", "✔\ufe0f", "Ticked", "-1"]
)
def test_a_yes_is_a_yes(text: str) -> None:
    assert words().yes_or_no(text) is True
    assert words().barred(text) is True
    assert words().eligible(text) is True


@pytest.mark.parametrize("text", ["N", "no", "FALSE", "0", "0.0", "✗"])
def test_a_no_is_a_no(text: str) -> None:
    assert words().yes_or_no(text) is False
    assert words().barred(text) is False
    assert words().eligible(text) is False


@pytest.mark.parametrize("text", ["", "  ", "-", "n/a", "NULL"])
def test_a_blank_bars_nobody_and_takes_nobodys_vote(text: str) -> None:
    assert words().yes_or_no(text) is False
    assert words().barred(text) is False
    assert words().eligible(text) is True


@pytest.mark.parametrize("text", ["perhaps", "✓✗", "2"])
def test_what_is_neither_is_left_to_be_decided(text: str) -> None:
    assert words().yes_or_no(text) is None
    assert words().barred(text) is None
    assert words().eligible(text) is None


def test_a_cross_is_a_no_except_where_it_may_be_a_tick() -> None:
    assert words().yes_or_no("x") is False
    assert words().barred("X") is None
    assert words().eligible("x") is None


@pytest.mark.parametrize(
    "text",
    [
        *("Opted-out", "opt_out", "DNC", "Do not call", "TPS", "Don’t call", "unsubscribed"),
        *("2016-08-03 10:11:12", "03/08/2016", "3 Aug 2016", "Deceased"),
    ],
)
def test_whoever_asked_not_to_be_rung_is_barred(text: str) -> None:
    assert words().barred(text) is True


@pytest.mark.parametrize("text", ["Opted-in", "Opt in", "OK to call", "subscribed"])
def test_whoever_agreed_to_calls_is_not_barred(text: str) -> None:
    assert words().barred(text) is False


def test_statuses_say_who_has_a_vote() -> None:
    may = ["Active", "current", "PAID UP", "in good standing", "Eligible"]
    may_not = [
        "Lapsed",
        "resigned",
        "Expired",
        "suspended",
        "Deceased",
        "not-eligible",
        "Ineligible",
    ]
    assert {words().eligible(text) for text in may} == {True}
    assert {words().eligible(text) for text in may_not} == {False}
    assert words().eligible("in arrears") is None


def test_the_dead_are_known() -> None:
    assert words().is_deceased("Deceased")
    assert words().is_deceased(" RIP ")
    assert not words().is_deceased("lapsed")
    assert not words().is_deceased("")


@given(st.text(max_size=30))
def test_no_text_is_too_strange_to_be_asked_about(text: str) -> None:
    for answer in (words().yes_or_no(text), words().barred(text), words().eligible(text)):
        assert answer in {True, False, None}
    assert words().section_of(text, SAMPLE) in {0, 1, 2, None}


def test_a_name_that_two_bodies_share_is_a_mistake_in_the_file() -> None:
    with pytest.raises(ValueError, match="union a b"):
        Meanings.from_document(
            {
                "sections": {"one": ["Union A and B"], "other": ["union a, b"]},
                "affiliates": {},
                "blank": {"words": []},
                "yes": {"words": []},
                "no": {"words": []},
                "barred": {"words": [], "not": []},
                "eligible": {"words": [], "not": []},
                "deceased": {"words": []},
            }
        )
