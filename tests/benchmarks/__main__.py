"""Prints one table of speeds, each a ratio to a floor measured in the same run, and keeps it."""

import json
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

RESULTS = Path(__file__).parent / "results.json"


def main() -> int:
    machine = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
    }
    marks: list[dict[str, float | str]] = []
    write("   ".join(f"{name} {value}" for name, value in machine.items()))
    write(f"{'job':40} {'ratio':>8} {'mark':>8} {'growth':>8}")
    write("no marks yet")
    RESULTS.write_text(json.dumps({**machine, "marks": marks}, indent=2) + "\n", "utf-8")
    return 0


def write(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
