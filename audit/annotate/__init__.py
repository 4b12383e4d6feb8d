"""The models' room: the only one that imports stanza and torch, and only when an article is to be annotated."""

import os

os.environ.setdefault("GOMP_SPINCOUNT", "1000")
"""How often a thread of torch looks for work before it sleeps. By default 300,000 times: beside two other busy programs on two cores, an
article of 1,023 words then took 20 to 48 seconds instead of one. Read when torch is loaded.

See https://gcc.gnu.org/onlinedocs/libgomp/GOMP_005fSPINCOUNT.html.
"""
