"""How many articles are audited at once, and where: in this process, in worker processes, on a cluster.

The work on an article is the same everywhere (``work``). ``batches`` divides the input, and an engine
does the work: ``local``, or ``dispatch`` with workers.
"""
