"""The embedding model that the repository carries: its training data, the command that trains it, and the model.

`python -m retrieval.embedding.train` makes `model/` anew, in sentence-transformers' own format.
"""
