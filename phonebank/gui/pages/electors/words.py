"""What is known of an elector, as lines to read."""

from collections.abc import Iterator

from phonebank.domain.corrections import LABELS
from phonebank.domain.electors import (
    AuditRow,
    ElectorCard,
    FollowUpRow,
    NumberRow,
    Origin,
    PastCall,
    SuppressionRow,
)
from phonebank.domain.figures import EM_DASH
from phonebank.domain.sheet import Kind, cell_text

NEXT_CALL = "Next call"
_MAY_BREAK = "\u200b"  # a line may end there
_SAID = {
    "undecided": "undecided",
    "wont-say": "won’t say",
    "wont-vote": "won’t vote",
    "not-a-member": "not a member then",
    "did-not-vote": "did not vote",
    "cant-recall": "can’t recall",
    "not-asked": "not asked",
    "not-received": "not received",
}


def said(slug: str | None) -> str:
    """An answer as a person reads it; a candidate goes by the short name."""
    return _SAID.get(slug, slug) if slug else ""


def joined(*parts: str | None, by: str = ", ") -> str:
    """The parts that there are."""
    return by.join(part for part in parts if part)


def answer_of(card: ElectorCard) -> str:
    """ "Smith, firm, said 3 Sep 18:20"."""
    if card.intention is None:
        return "none yet"
    told = f"said {cell_text(Kind.TIME, card.intention_at)}" if card.intention_at else None
    return joined(said(card.intention), card.strength, told)


def next_call_of(card: ElectorCard) -> str:
    """Whether and when they are rung again."""
    if not card.on_roll:
        return "never: off the roll"
    if card.suppressed:
        return f"never: {card.suppressed.replace('-', ' ')}"
    if card.not_again:
        return f"not again: {card.not_again}"
    if card.due_at is None:
        return "any time"
    when = cell_text(Kind.TIME, card.due_at)
    return f"callback promised for {when}" if card.is_promised else f"from {when}"


def facts_of(card: ElectorCard) -> list[tuple[str, str]]:
    """Caption and fact, in the order of the panel; only what is known."""
    facts = [
        ("Answer", answer_of(card)),
        ("Voted last time", said(card.previous_vote)),
        ("Ballot", said(card.ballot)),
        ("Attempts", str(card.attempts)),
        (NEXT_CALL, next_call_of(card)),
        ("Section", card.section or ""),
        ("Affiliate", card.affiliate or ""),
        ("Joined", cell_text(Kind.DATE, card.joined_on) if card.joined_on else ""),
        ("Recruited by", card.recruited_by),
        ("Address", joined(card.address, card.postcode)),
        ("Email", card.email.replace("@", f"@{_MAY_BREAK}")),
    ]
    return [(caption, fact) for caption, fact in facts if fact]


def number_line(number: NumberRow) -> str:
    """ "07700 900142 ext. 12, mobile, wrong number"."""
    status = {"wrong": "wrong number", "dead": "dead number", "barred": "not to be called"}
    unusable = None if number.e164 else "cannot be rung"
    kind = number.kind if number.e164 else None
    has_extension = number.extension and number.extension not in number.written
    written = f"{number.written} ext. {number.extension}" if has_extension else number.written
    return joined(written, kind, unusable or status.get(number.status))


def call_heading(call: PastCall) -> str:
    """When and by whom, and which attempt it was."""
    tried = f"attempt {call.attempt}" if call.attempt else "taken back"
    return joined(cell_text(Kind.TIME, call.called_at), call.caller, tried)


def call_line(call: PastCall) -> str:
    """What came of it."""
    ballot = f"ballot {said(call.ballot)}" if call.ballot else None
    return joined(call.outcome, said(call.intention), call.strength, ballot)


def suppression_line(row: SuppressionRow) -> str:
    """ "Do not call, Ruth, since 3 Sep 18:20", of a number with the number first."""
    what = row.kind.replace("-", " ")
    told = joined(what, row.source, f"since {cell_text(Kind.TIME, row.since)}")
    return f"{row.e164}: {told}" if row.e164 else told[:1].upper() + told[1:]


def follow_up_line(row: FollowUpRow) -> str:
    """ "Poster: for the window. Ruth, 3 Sep 18:20", and when it was done."""
    what = joined(row.kind.label, row.note, by=": ")
    told = joined(row.caller, cell_text(Kind.TIME, row.at))
    done = f"Done {cell_text(Kind.TIME, row.done_at)}." if row.done_at else ""
    return joined(f"{what}. {told}.", done, by=" ")


def origin_line(origin: Origin) -> str:
    """From which file an elector came."""
    when = cell_text(Kind.TIME, origin.at)
    return f"Came with {origin.file_name} ({origin.read_as}), imported {when}."


def audit_heading(row: AuditRow) -> str:
    """When, by whom, and what was done."""
    action = row.action.replace("-", " ")
    return joined(cell_text(Kind.TIME, row.at), row.caller, action)


def audit_lines(row: AuditRow) -> Iterator[str]:
    """ "Surname: Smyth → Smith", a line for each fact."""
    for fact in dict.fromkeys([*row.before, *row.after]):
        label = LABELS.get(fact, fact.replace("_", " ").capitalize())
        before, after = row.before.get(fact) or EM_DASH, row.after.get(fact) or EM_DASH
        yield f"{label}: {before} → {after}"
