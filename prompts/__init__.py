"""What a language model is told: text files, and their loader."""
