"""The last net: a bug is logged without anybody's name in it, and told in a box."""

import faulthandler
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from phonebank.domain.errors import PhonebankError

LOG = logging.getLogger("phonebank")
Tell = Callable[[str, str], None]


def keep_log(folder: Path) -> Path:
    """Log bugs to a file in `folder`, and crashes of the interpreter beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "phonebank.log"
    logging.basicConfig(
        filename=path, level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s"
    )
    faulthandler.enable((folder / "crash.log").open("a", encoding="utf-8"))
    return path


def where_it_broke(error: BaseException) -> str:
    """The kind of error and the lines it came through; its message may name people and is left."""
    places, trace = [], error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return f"{type(error).__name__} at {' < '.join(reversed(places))}"


def sentence_for(error: BaseException) -> str:
    """What a person is told: an error's own sentence, or that this is our mistake."""
    if isinstance(error, PhonebankError):
        return error.sentence
    LOG.error("%s", where_it_broke(error))
    return (
        "This is a mistake in phonebank, not yours. What was saved is kept. "
        "Try again; if it comes back, send us the file phonebank.log."
    )


def install(tell: Tell) -> None:
    """Tell about every exception that nobody caught; what a job raises, the window tells."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        tell("Something went wrong", sentence_for(error))

    sys.excepthook = hook
