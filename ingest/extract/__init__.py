"""What a document says: who reports, for which year, which figures."""
