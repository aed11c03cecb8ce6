"""What the page says when something did not go as the caller meant it."""

NOT_SAVED, NOT_SKIPPED = "This call is not saved.", "This elector is not skipped."
UNDO_WAITS = "The last call is taken back as soon as it is saved."
HALF_ENTERED = ("This call is half entered.", "Save it first; then Undo takes that one back.")
TRY_AGAIN = "Try again"
NOT_HELD = "This call cannot be gone on with."
SKIP_THEM = "If nobody is on the line, skip them."


def skip_waits(name: str) -> str:
    return f"{name} is skipped as soon as the last call is saved."


def not_to_be_rung(name: str) -> str:
    return f"{name} is not to be rung from here any more."
