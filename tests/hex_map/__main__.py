"""Writes resources/hex_map.csv again: python -m tests.hex_map."""

import sys

from phonebank.locations import resource
from tests.hex_map.layout import computed, share_kept, written


def main() -> None:
    """Replace the file, and say how many neighbours it keeps."""
    cells = computed()
    resource("constituencies.csv").with_name("hex_map.csv").write_text(written(cells), "utf-8")
    for far in (1, 2):
        sys.stdout.write(f"{share_kept(cells, far):.1%} of neighbours within {far}\n")


if __name__ == "__main__":
    main()
