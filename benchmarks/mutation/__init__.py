"""Mutation testing of configurations: a line on which a pass rests is changed, and the verdict has to turn.

A compliant line that can vanish unnoticed would be a hole in a check or a parser. What survives is explained where that
can be proved (``explain``), and what cannot is held against ``reasons.yml``, where a person has said why.
"""
