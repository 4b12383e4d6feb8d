"""How many articles are audited at once, and where: in this process, in worker processes, on a cluster.

The rooms' own work is the same everywhere (``work``); ``batches`` cuts it, and an engine does it: ``local``, or ``dispatch`` with workers.
"""
