"""What goes on paper: call sheets as PDF."""
