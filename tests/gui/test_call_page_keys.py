"""The key tree of the Call page, without a window."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from phonebank.domain.calls import CallEntry, check_entry
from phonebank.domain.clock import DEMO_EVENING
from phonebank.gui.pages.call import entries
from phonebank.gui.pages.call.choices import ANYBODYS, YES, Question
from phonebank.gui.pages.call.entries import Draft, entry_of, missing
from phonebank.gui.pages.call.key_tree import KeyTree, Said
from phonebank.locations import sample
from phonebank.services.campaigns import read_contest
from tests.conftest import OUTCOMES

CONTEST = read_contest(sample("contest.toml"))
TREE = KeyTree(CONTEST)
BANKED = KeyTree(CONTEST, is_banked=True)
NOW = DEMO_EVENING
CALLER = 7


def pressed(keys: str, tree: KeyTree = TREE, said: Said | None = None) -> Said:
    for key in keys.split():
        said = tree.press(said or Said(), key)
    return said or Said()


def entered(keys: str, tree: KeyTree = TREE, said: Said | None = None) -> CallEntry:
    served: Any = SimpleNamespace(card=SimpleNamespace(id=1), script=SimpleNamespace(id=3))
    draft = Draft(served, 5, pressed(keys, tree, said), uuid4())
    assert missing(tree, draft.said, NOW) == ""
    entry = entry_of(tree, draft, CALLER, NOW)
    check_entry(entry, OUTCOMES[entry.outcome])
    return entry


SPOKE = {"outcome": "spoke"}


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("2", {"outcome": "no-answer"}),
        ("3 L", {"outcome": "machine-message"}),
        ("3 N", {"outcome": "machine"}),
        ("4 E", {"outcome": "not-in"}),
        ("4 R", {"outcome": "refused-by-other"}),
        ("4 M", {"outcome": "not-eligible"}),
        ("4 D", {"outcome": "deceased"}),
        ("5", {"outcome": "busy"}),
        ("6", {"outcome": "wrong-number"}),
        ("7", {"outcome": "dead-number"}),
        ("8", {"outcome": "failed"}),
        ("0", {"outcome": "do-not-call", "do_not_call": False}),
        ("1 0", {"outcome": "do-not-call", "do_not_call": False}),
        ("1 T 0", {"outcome": "do-not-call", "do_not_call": False}),
        ("2 0", {"outcome": "no-answer", "do_not_call": True}),
        ("1 S 0", {"outcome": "spoke", "intention": "Smith", "do_not_call": True}),
        ("0 1 S", {"outcome": "spoke", "intention": "Smith", "do_not_call": True}),
        ("1 S", {"outcome": "spoke", "intention": "Smith", "strength": None}),
        ("1 S F", {"intention": "Smith", "strength": "firm"}),
        ("1 C L", {"intention": "Corbyn", "strength": "leaning"}),
        ("1 U", {"intention": "undecided"}),
        ("1 W", {"intention": "wont-say"}),
        ("1 N", {"intention": "wont-vote"}),
        ("1 S B", {"ballot": "returned"}),
        ("1 S Y", {"ballot": "received"}),
        ("1 S R", {"ballot": "not-received"}),
        ("1 S V 2", {"previous_vote": "Burnham", "outcome": "spoke"}),
        ("1 S V 7", {"previous_vote": "cant-recall"}),
        ("1 S X E", {"reasons": ("Brexit", "electability")}),
        ("1 S X E X", {"reasons": ("electability",)}),
        ("1 S M O", {"reasons": ("opposition",)}),
        ("1 S O", {"reasons": ()}),
        ("1 T G", {"outcome": "not-now"}),
        ("1 T B", {"outcome": "broke-off", "ballot": None}),
        ("1 T L", {"outcome": "language", "strength": None}),
        ("1 T A", {"outcome": "unable"}),
        ("1 K M", {"outcome": "callback", "callback_at": NOW + timedelta(minutes=30)}),
        ("1 T K H", {"outcome": "callback", "callback_at": NOW + timedelta(hours=2)}),
        ("1 K V", {"callback_at": NOW + timedelta(minutes=30), "callback_for": None}),
        ("1 K R", {"callback_at": NOW + timedelta(days=1)}),
        ("1 K R F", {"callback_for": CALLER}),
        ("1 K R F Y", {"callback_for": None}),
        ("1 S L K M", {"outcome": "callback", "intention": None, "strength": None}),
        ("1 S L K M S", {"outcome": "spoke", "intention": "Smith", "strength": "leaning"}),
        ("1 S 2", {"outcome": "no-answer", "intention": None}),
        ("1 S F 2 1", {"outcome": "spoke", "intention": "Smith", "strength": "firm"}),
        ("1 S C", {"intention": "Corbyn"}),
        ("1 S F F", {"strength": None}),
        ("1 S B B", {"ballot": None}),
        ("1 S F U", {"intention": "undecided", "strength": None}),
        ("1 S I W", {"intention": "wont-say", "reasons": ()}),
    ],
)
def test_keys_lead_to_one_call(keys: str, expected: dict[str, object]) -> None:
    entry = entered(keys)
    assert {name: getattr(entry, name) for name in expected} == expected
    assert (entry.elector_id, entry.caller_id, entry.number_id) == (1, CALLER, 5)


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ("", entries.MISSING[""]),
        ("3", entries.MISSING["machine?"]),
        ("3 0", entries.MISSING["machine?"]),
        ("4", entries.MISSING["not-in?"]),
        ("1", entries.NO_ANSWER_YET),
        ("1 T", entries.NO_REASON_YET),
        ("1 K", entries.NO_TIME_YET),
        ("1 K J", entries.NO_TIME_YET),
    ],
)
def test_what_is_missing_is_said(keys: str, sentence: str) -> None:
    assert missing(TREE, pressed(keys), NOW) == sentence


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [(-1, entries.TIME_IS_OVER), (5, entries.OUTSIDE_HOURS), (1, ""), (20, "")],
)
def test_a_time_of_ones_own_must_be_to_come_and_decent(hours: int, sentence: str) -> None:
    said = pressed("1 K J", said=Said(other_time=NOW + timedelta(hours=hours)))
    assert missing(TREE, said, NOW) == sentence


@pytest.mark.parametrize("key", ["S", "K", "T", "B", "E", "V", "M", "9", "Z"])
def test_a_key_without_a_button_does_nothing(key: str) -> None:
    assert TREE.press(Said(), key) == Said()


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("", ["reached"]),
        ("2", ["reached"]),
        ("3", ["reached", "machine"]),
        ("4", ["reached", "not-in"]),
        ("1", ["reached", "vote"]),
        ("1 T", ["reached", "vote", "cant-talk"]),
        ("1 K", ["reached", "vote", "cant-talk", "callback", "callback-for"]),
        ("1 S", ["reached", "vote", "strength", "ballot", "previous", "reasons"]),
        ("1 U", ["reached", "vote", "ballot", "previous", "reasons"]),
        ("1 W", ["reached", "vote", "ballot", "previous"]),
    ],
)
def test_questions_show_when_answers_make_them_relevant(keys: str, shown: list[str]) -> None:
    assert TREE.shown(pressed(keys)) == shown


def test_a_ballot_that_is_in_is_not_asked_for() -> None:
    said = pressed("1 S", BANKED)
    assert Question.BALLOT not in BANKED.shown(said)
    assert entered("1 S R", BANKED).ballot is None


def test_the_question_to_put_is_the_first_without_an_answer() -> None:
    asked = [TREE.asked(pressed(keys)) for keys in ("", "1", "1 S", "1 S L", "1 S L Y", "2")]
    assert asked == ["reached", "vote", "strength", "ballot", "reasons", None]
    assert TREE.asked(pressed("1 S L Y I")) is None


def test_digits_belong_to_the_previous_vote_while_it_is_asked_for() -> None:
    asking = pressed("1 S V")
    assert pressed("9", said=asking) == asking
    answered = pressed("1", said=asking)
    assert (answered.to(Question.PREVIOUS), answered.to(Question.REACHED)) == ("Corbyn", YES)
    assert not answered.asks_previous
    assert pressed("2", said=answered).to(Question.REACHED) == "no-answer"


def test_changing_the_first_answer_keeps_the_others_for_when_it_comes_back() -> None:
    said = TREE.change_first(pressed("1 S F"))
    assert said.is_blank
    assert TREE.shown(said) == [Question.REACHED]
    assert entered("1", said=said).strength == "firm"


def test_a_callback_is_for_anybody_until_the_caller_says_for_me() -> None:
    assert pressed("1 K").to(Question.CALLBACK_FOR) == ANYBODYS


def test_no_two_buttons_on_the_page_have_the_same_key() -> None:
    for keys in ("1 T", "1 K", "1 S M", "3", "4"):
        said = pressed(keys)
        rows = [q for q in TREE.shown(said) if q not in {Question.PREVIOUS}]
        caps = [choice.key for q in rows for choice in TREE.choices(q)]
        assert len(caps) == len(set(caps)), keys


def test_our_candidate_comes_first() -> None:
    assert [it.slug for it in TREE.choices(Question.VOTE)][:2] == ["Smith", "Corbyn"]
