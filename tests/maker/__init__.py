"""The report maker: reports of invented bodies, with what each of them says beside it.

`python -m tests.maker samples/` writes the project's samples again, byte for byte. Bodies, figures and sentences are
invented; what is random comes from a seed. One road: `make` a report, lay it out as blocks, write it in a format.
"""
