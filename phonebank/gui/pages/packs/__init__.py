"""The packs page: lists taken home in a file, their way back, and what was put by."""
