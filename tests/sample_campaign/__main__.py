"""Writes the made files of sample_data again: python -m tests.sample_campaign."""

from pathlib import Path

from tests.sample_campaign.campaign import make_campaign
from tests.sample_campaign.writing import files_of

SAMPLE_DATA = Path(__file__).parents[2] / "sample_data"


def main() -> None:
    """Replace the three made files; the others are written by hand and are left alone."""
    for name, content in files_of(make_campaign()).items():
        (SAMPLE_DATA / name).write_bytes(content)


if __name__ == "__main__":
    main()
