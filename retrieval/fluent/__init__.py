"""A language model as a guest: it proposes, code disposes.

Where the rules are unsure it fills the same `Question` from closed lists; where prose is told it words what was looked
up. Every number, name and quote of its text is held against what it was shown (`lock`), every citation is made by code,
and whatever goes wrong leaves the reply that was composed without it.
"""
