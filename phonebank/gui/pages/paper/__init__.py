"""The Paper page: call sheets are printed, and what came of them is entered row by row."""
