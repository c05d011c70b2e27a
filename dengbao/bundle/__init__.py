"""The evidence bundle: snapshot, inventory, results and reports in one archive that proves itself, offline.

``pack`` makes it, ``verify`` holds its files against their hashes, its manifest against a signature, and its verdicts
against what the packed evidence gives when it is judged again, as of its own date.
"""
