"""A question gets an Answer."""
