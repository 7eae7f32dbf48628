"""One reader a format, one library a reader."""
