"""The Telegram rendering of a conversation."""
