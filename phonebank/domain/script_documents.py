"""Scripts as documents: as they are stored, and as a TOML file that a person can edit."""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from phonebank.domain.errors import InputRefused
from phonebank.domain.scripts import Asked, Placeholder, Script, Stage, checked
from phonebank.domain.usual_script import USUAL

E = TypeVar("E", bound=StrEnum)
KEYS = ("privacy", "any_reason", "questions", "stages", "reason_tips", "answer_tips")
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\t": "\\t"}


def to_document(script: Script) -> dict[str, Any]:
    """The script as it is stored, whole."""
    return {
        "privacy": script.privacy,
        "any_reason": script.any_reason,
        "questions": [asked.value for asked in Asked if asked in script.questions],
        "stages": {stage.value: script.stages[stage] for stage in Stage},
        "reason_tips": dict(script.reason_tips),
        "answer_tips": dict(script.answer_tips),
    }


def from_document(document: object) -> Script:
    """The script of a document, the usual words where it says nothing; InputRefused otherwise."""
    told = _table("script", document)
    _check_known("part of a script", told, KEYS)
    stages = _texts("stages", told.get("stages", {}))
    named = {_one_of(Stage, "stage", name): words for name, words in stages.items()}
    return checked(
        Script(
            stages={**USUAL.stages, **named},
            reason_tips=_texts("reason_tips", told.get("reason_tips", USUAL.reason_tips)),
            answer_tips=_texts("answer_tips", told.get("answer_tips", USUAL.answer_tips)),
            any_reason=_text("any_reason", told.get("any_reason", USUAL.any_reason)),
            privacy=_text("privacy", told.get("privacy", USUAL.privacy)),
            questions=_questions(told.get("questions", list(Asked))),
        )
    )


def in_toml(script: Script) -> str:
    """The script as a file for a person to edit; `from_document` takes what is read of it."""
    known = ", ".join(placeholder.written for placeholder in Placeholder)
    document = to_document(script)
    lines = [f"# Filled in for each call: {known}.", ""]
    lines += [f"{key} = {_quoted(document[key])}" for key in ("privacy", "any_reason")]
    lines += ["# The vote is always asked; of the other questions only those that stand here."]
    lines += [f"questions = [{', '.join(map(_quoted, document['questions']))}]"]
    for table in ("stages", "reason_tips", "answer_tips"):
        lines += ["", f"[{table}]"]
        lines += [f"{_quoted(name)} = {_quoted(words)}" for name, words in document[table].items()]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A TOML string; one of several lines keeps them, so that a person can read it."""
    escaped = "".join(map(_sign, text))
    return f'"""\n{escaped}"""' if "\n" in text else f'"{escaped}"'


def _sign(sign: str) -> str:
    if sign in _ESCAPED:
        return _ESCAPED[sign]
    is_plain = sign == "\n" or (sign >= " " and sign != "\x7f")
    return sign if is_plain else f"\\u{ord(sign):04x}"


def _questions(told: object) -> frozenset[Asked]:
    if not isinstance(told, list):
        raise _refused("“questions” is not a list")
    return frozenset(_one_of(Asked, "question", _text("questions", it)) for it in told)


def _texts(key: str, told: object) -> dict[str, str]:
    return {name: _text(f"{key}.{name}", words) for name, words in _table(key, told).items()}


def _text(key: str, told: object) -> str:
    if not isinstance(told, str):
        raise _refused(f"“{key}” is not text")
    return told


def _table(key: str, told: object) -> Mapping[str, object]:
    if not isinstance(told, Mapping):
        raise _refused(f"“{key}” is not a table")
    return told


def _one_of(kind: type[E], what: str, name: str) -> E:
    known = {one.value: one for one in kind}
    _check_known(what, [name], list(known))
    return known[name]


def _check_known(what: str, names: Iterable[str], known: Collection[str]) -> None:
    strange = [name for name in names if name not in known]
    if strange:
        raise _refused(f"there is no {what} “{strange[0]}”", known)


def _refused(wrong: str, known: Iterable[str] = ()) -> InputRefused:
    listed = ", ".join(known)
    return InputRefused(
        f"This script cannot be used: {wrong}.",
        kept="The script was not saved.",
        next_step=f"Known: {listed}." if listed else "Write one out with --to to see how it is.",
    )
