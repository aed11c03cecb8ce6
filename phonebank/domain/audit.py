"""What people changed by hand, as the audit keeps it: kinds of lines, and words for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from phonebank.domain.corrections import LABELS
from phonebank.domain.report_entries import NOUNS
from phonebank.domain.sheet import Column, Kind, Row, Sheet, cell_text


class AuditKind(StrEnum):
    """What a line is about; whoever looks for one asks for its kind."""

    ELECTORS = "electors"
    BARRED = "not-to-be-called"
    DUPLICATES = "duplicates"
    PROMISES = "promises"
    LISTS = "lists"
    SHIFTS = "shifts"
    CALLERS = "callers"
    CONTEST = "contest"
    PACKS = "packs"
    IMPORTS = "imports"
    REPORTED = "reported"
    GIVEN_OUT = "given-out"

    @property
    def label(self) -> str:
        return self.value.replace("-", " ").capitalize()


class Asked(NamedTuple):
    """Which lines are wanted: of this person, of this kind, about who fits this text."""

    by: str | None = None
    kind: AuditKind | None = None
    elector: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One line; of a change of the whole campaign `elector` and the number are empty."""

    id: int
    at: datetime
    by: str
    action: str
    membership_number: str
    elector: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    @property
    def words(self) -> str:
        """What was done, as one says it."""
        return words_of(self.action)

    @property
    def changes(self) -> Sequence[str]:
        """A line for each fact, as it was and as it is."""
        facts = dict.fromkeys([*self.before, *self.after])
        told = (_change(fact, self.before.get(fact), self.after.get(fact)) for fact in facts)
        return [line for line in told if line]


WORDS: Mapping[AuditKind, Mapping[str, str]] = {
    AuditKind.ELECTORS: {"corrected": "Corrected", "moved": "Moved to another constituency"},
    AuditKind.BARRED: {
        "suppressed": "Not to be called any more",
        "suppression lifted": "May be called again",
    },
    AuditKind.DUPLICATES: {
        "merged": "Two electors made one",
        "merged undone": "Made two electors again",
        "kept apart": "Two electors kept apart",
        "kept apart undone": "No longer kept apart",
    },
    AuditKind.PROMISES: {
        "passed on": "Passed on to an MP, or taken back",
        "callback moved": "Callback moved",
        "case settled": "Organiser's case settled",
        "follow-up added": "Follow-up noted",
        "follow-up done": "Follow-up done",
    },
    AuditKind.LISTS: {
        "list made": "List made",
        "list changed": "List changed",
        "list open": "List opened",
        "list paused": "List paused",
        "list closed": "List closed",
        "list removed": "List removed",
        "leases released": "Held electors released",
        "reassigned": "Reassigned to another caller",
        "call sheets printed": "Call sheets printed",
    },
    AuditKind.SHIFTS: {
        "shift added": "Shift planned",
        "shift changed": "Shift changed",
        "shift removed": "Shift removed",
    },
    AuditKind.CALLERS: {"caller changed": "Caller changed"},
    AuditKind.CONTEST: {
        "contest changed": "Contest changed",
        "campaign archived": "Campaign archived",
        "campaign taken up again": "Campaign taken up again",
    },
    AuditKind.PACKS: {
        "pack issued": "Pack issued",
        "pack merged": "Return of a pack taken in",
        "merge undone": "Return of a pack undone",
        "pack recalled": "Pack recalled",
        "call taken from quarantine": "Doubtful call taken in",
        "call left from quarantine": "Doubtful call left out",
    },
    AuditKind.IMPORTS: {
        "undo-import": "Import undone",
        "decide": "Word of a file decided",
    },
    AuditKind.REPORTED: {
        f"{noun} {done}": f"{noun[0].upper()}{noun[1:]} {done}"
        for noun in NOUNS.values()
        for done in ("entered", "changed", "removed", "put back")
    },
    AuditKind.GIVEN_OUT: {
        "electors exported": "Electors given out",
        "audit exported": "Audit given out",
    },
}
BEGINNINGS: Mapping[str, tuple[AuditKind, str]] = {
    "suppressed +": (AuditKind.BARRED, "Number not to be rung: +{}"),
    "suppression of ": (AuditKind.BARRED, "Number may be rung: {}"),
}
"""Lines that name a number in their action, by how the action begins."""
COLUMNS = (
    Column("at", "When", Kind.TIME),
    Column("by", "Who", Kind.TEXT),
    Column("words", "What", Kind.TEXT),
    Column("membership_number", "Membership no", Kind.TEXT),
    Column("elector", "Elector", Kind.TEXT),
    Column("changes", "Change", Kind.TEXT),
)
_SAID = {action: words for each in WORDS.values() for action, words in each.items()}


def words_of(action: str) -> str:
    """Plain words for what was done; the action itself where a later version did it."""
    for beginning, (_, words) in BEGINNINGS.items():
        if action.startswith(beginning):
            return words.format(action.removeprefix(beginning).removesuffix(" lifted"))
    return _SAID.get(action, action.replace("-", " ").capitalize())


def sheet_of_audit(entries: Sequence[AuditEntry], base: str = "") -> Sheet:
    """The lines as the one table that screen, terminal and file show."""
    rows = [
        Row((it.at, it.by, it.words, it.membership_number, it.elector, "; ".join(it.changes)))
        for it in entries
    ]
    return Sheet("Audit", base, COLUMNS, rows)


def _change(fact: str, before: Any, after: Any) -> str:
    """ "Surname: Smyth → Smith", or what there is or was alone."""
    label = LABELS.get(fact) or f"{fact[:1].upper()}{fact[1:]}".replace("_", " ")
    was, became = in_words(before), in_words(after)
    if was == became:
        return f"{label}: {became}" if became else ""
    told = f"{was} → {became}" if was and became else became or f"{was} no more"
    return f"{label}: {told}"


def in_words(value: Any) -> str:
    """A fact as it is kept in JSON; times as people write them, lists one after another."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return _time_in(value)
        case Mapping():
            return ", ".join(f"{name} {in_words(it)}" for name, it in value.items())
        case list():
            inner = any(isinstance(it, list) for it in value)
            return ("; " if inner else ", ").join(filter(None, map(in_words, value)))
    return str(value)


def _time_in(text: str) -> str:
    if text[4:5] != "-" or text[10:11] != "T":
        return text
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return cell_text(Kind.TIME, at) if at.tzinfo else text
