"""A shift of thirty calls by keyboard alone: every branch of the page, checked in the file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import text

from phonebank.domain.permits import Role
from phonebank.gui.pages.call.entries import Draft
from phonebank.gui.pages.call.page import CallPage
from phonebank.services.campaigns import shipped_outcomes
from phonebank.services.signing_in import add_caller, sign_in
from phonebank.store.database import Database
from tests.stories.conftest import Person
from tests.stories.test_an_evening import opens_the_demonstration, signs_in

NIA = "Nia Test"
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
CHORDS = {
    "Enter": (Qt.Key.Key_Return, None),
    "Esc": (Qt.Key.Key_Escape, None),
    "Back": (Qt.Key.Key_Backspace, None),
    "Alt+A": (Qt.Key.Key_A, ALT),
    "Alt+0": (Qt.Key.Key_0, ALT),
}


@dataclass(frozen=True)
class Made:
    """One call: the keys, what the caller types into the note, and what is to be stored."""

    keys: str
    outcome: str
    note: str = ""
    intention: str | None = None
    strength: str | None = None
    ballot: str | None = None
    previous_vote: str | None = None
    do_not_call: bool = False
    is_promised: bool = False


def spoke(keys: str, intention: str, **told: Any) -> Made:
    return Made(keys, "spoke", intention=intention, **told)


THIRTY = (
    Made("2", "no-answer"),
    spoke("1 S", "Smith"),
    spoke("1 S F B", "Smith", strength="firm", ballot="returned"),
    spoke("1 S L Y I", "Smith", strength="leaning", ballot="received"),
    spoke("1 C F R X E", "Corbyn", strength="firm", ballot="not-received"),
    spoke("1 U Y", "undecided", ballot="received", note="2 sons, both S not C"),
    spoke("1 W", "wont-say"),
    spoke("1 N", "wont-vote"),
    spoke("1 C V 2", "Corbyn", previous_vote="Burnham"),
    spoke("1 S 0", "Smith", do_not_call=True),
    Made("0", "do-not-call"),
    Made("3 L", "machine-message"),
    Made("3 N", "machine"),
    Made("4 E", "not-in"),
    Made("4 R", "refused-by-other"),
    Made("4 M", "not-eligible"),
    Made("4 D", "deceased"),
    Made("5", "busy"),
    Made("6", "wrong-number"),
    Made("7", "dead-number"),
    Made("8", "failed"),
    Made("1 K H", "callback", is_promised=True),
    Made("1 T K R F", "callback", is_promised=True),
    Made("1 T G", "not-now"),
    Made("1 T B", "broke-off"),
    Made("1 T L", "language"),
    Made("1 T A", "unable"),
    Made("2 Alt+0", "no-answer", do_not_call=True),
    spoke("1 S F Back 1 C", "Corbyn", strength="firm"),
    spoke("1 U Alt+A O M Esc", "undecided", note="asks about trains"),
)


def types_keys(person: Person, keys: str) -> None:
    for one in keys.split():
        key, held = CHORDS.get(one) or (Qt.Key(ord(one)), None)
        person.presses(key, held)


def call_page(person: Person) -> CallPage:
    page = person.view.pages["Call"]
    assert isinstance(page, CallPage)
    return page


def has_gone_on(page: CallPage, draft: Draft) -> bool:
    """Whether that call is saved and somebody else is up."""
    is_another_up = page.in_hand.draft is not None and page.in_hand.draft is not draft
    return is_another_up and not page.switchboard.is_occupied


def makes(person: Person, made: Made) -> int:
    """Enter the call and save it; the id of the elector who was rung."""
    page = call_page(person)
    person.waits(lambda: page.in_hand.draft is not None and not page.switchboard.is_saving)
    draft = page.in_hand.draft
    assert draft is not None
    types_keys(person, made.keys)
    if made.note:
        page.setFocus()
        person.presses(Qt.Key.Key_Slash)
        field = QApplication.focusWidget()
        assert isinstance(field, QWidget)
        QTest.keyClicks(field, made.note)
    person.presses(Qt.Key.Key_Return, CTRL)
    person.waits(lambda: has_gone_on(page, draft))
    return draft.served.card.id


def stored(db: Database) -> list[dict[str, Any]]:
    """Nia's calls that count, in the order in which they were made."""
    nia = sign_in(db, NIA).caller_id
    with db.read() as session:
        rows = session.execute(
            text(
                "SELECT * FROM call WHERE caller_id = :nia AND outcome IS NOT NULL AND call_id "
                "NOT IN (SELECT supersedes FROM call WHERE supersedes IS NOT NULL) ORDER BY id"
            ),
            {"nia": nia},
        )
        return [dict(row) for row in rows.mappings()]


def count(db: Database, words: str) -> int:
    with db.read() as session:
        return int(session.execute(text(f"SELECT count(*) FROM {words}")).scalar_one())


def test_a_shift_of_thirty_calls_by_keyboard_alone(person: Person, tmp_path: Path) -> None:
    db = opens_the_demonstration(person, tmp_path)
    add_caller(db, sign_in(db), "Una Reed", Role.VOLUNTEER, is_mp=True)
    signs_in(person, NIA)
    person.waits(lambda: "Call" in person.view.pages)
    person.waits(lambda: isinstance(person.view.stack.currentWidget(), CallPage))
    person.waits(lambda: bool(call_page(person).views.questions.footer.beside.mps))

    rung = [makes(person, made) for made in THIRTY]

    assert {made.outcome for made in THIRTY} == set(shipped_outcomes())
    calls = stored(db)
    assert len(calls) == 30
    for made, elector, call in zip(THIRTY, rung, calls, strict=True):
        told = (made.keys, elector, made.outcome, made.note)
        assert (made.keys, call["elector_id"], call["outcome"], call["note"]) == told
        for name in ("intention", "strength", "ballot", "previous_vote", "do_not_call"):
            kept = bool(call[name]) if name == "do_not_call" else call[name]
            assert (made.keys, name, kept) == (made.keys, name, getattr(made, name))
        assert bool(call["callback_at"]) == made.is_promised
        assert call["seconds"] is not None
    assert count(db, "draft") == 0
    assert count(db, "passed_on WHERE done_at IS NULL") == 1
    assert count(db, "follow_up WHERE note = 'asks about trains'") == 1

    person.presses(Qt.Key.Key_Z, CTRL)
    person.waits(lambda: person.sees("was taken back"))
    assert len(stored(db)) == 29
