"""A conversation in the hand."""
