"""Questions over the samples with the answers that the maker's figures give.

`python -m tests.questions tests/questions/samples.jsonl` writes the file again; `wenbao eval FILE` asks it. The
phrasings are written as people speak, apart from the word lists that the program understands with.
"""
