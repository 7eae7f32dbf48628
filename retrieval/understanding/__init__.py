"""Words for bodies, years, cells and operations."""
