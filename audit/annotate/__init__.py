"""The models. Only this package imports stanza and torch, and only when there is an article to annotate."""

import os

os.environ.setdefault("GOMP_SPINCOUNT", "1000")
"""How often a thread of torch looks for work before it sleeps. By default 300,000 times: beside two other busy programs on two cores, an
article of 1,023 words then took 20 to 48 seconds instead of one. Read when torch is loaded.

See https://gcc.gnu.org/onlinedocs/libgomp/GOMP_005fSPINCOUNT.html.
"""

os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "32")
"""How many shapes of matrices oneDNN, under torch, keeps code for. By default 1,024: batches hardly ever have the same shape, and a worker
went on growing for thousands of articles. As fast with few.

See https://uxlfoundation.github.io/oneDNN/dev_guide_primitive_cache.html.
"""
