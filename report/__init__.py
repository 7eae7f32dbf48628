"""The vocabulary: what a report says. Standard library only."""
