"""The door of the program. Any Python 3 can read it and say which is needed."""

import gc
import re
import sys

OLDEST, NEWEST = (3, 11), (3, 13)
QT_PACKAGES = (
    "libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3 libglib2.0-0 libxkbcommon-x11-0 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-randr0 libxcb-sync1 "
    "libxcb-xfixes0 libxcb-xkb1 libx11-xcb1"
)


def main() -> int:
    """Run the command line and answer its status."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        return _refuse(
            "phonebank needs Python 3.11, 3.12 or 3.13 and this is {}.{}: run  "
            "sudo apt-get install python3.11 python3.11-venv  (or install one in another way) and "
            "then  make demo.".format(*sys.version_info)
        )
    if sys.argv[1:2] == ["--parse-workbook"]:  # a frozen program has no other way to its modules
        from phonebank.spreadsheets import workbook_child

        return workbook_child.main(sys.argv[2:])
    try:
        from phonebank import cli

        status = cli.main(sys.argv[1:])
        _leave_cycles()
        return status
    except ImportError as error:
        if "PySide6" not in (error.name or "") and "PySide6" not in (error.path or ""):
            raise
        return _refuse(lacking(error))


def _leave_cycles() -> None:
    """A command ends at once: Python need not look through all that it has for what goes anyway.

    What Qt has is taken down in its own order.
    """
    if "PySide6" not in sys.modules:
        gc.freeze()


def lacking(error: ImportError) -> str:
    """One sentence for a window that cannot open: what is not on this computer, what mends it."""
    library = re.search(r"lib[\w.+-]+?\.so[.\d]*", str(error))
    if library is None:
        return (
            "The window cannot open because the package PySide6-Essentials is not installed: run  "
            + sys.executable
            + " -m pip install PySide6-Essentials  and start phonebank again."
        )
    return (
        "The window cannot open because this computer lacks " + library.group() + ": run  "
        "sudo apt-get install " + QT_PACKAGES + "  (or the same for your system) and start "
        "phonebank again; commands that need no window work without it."
    )


def _refuse(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
