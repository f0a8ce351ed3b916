"""Facts as a dataset: the record of runs, the database built from it, and the answers it gives.

write_run (factdb.record) → build (factdb.build) → query (factdb.query), open (factdb.base), answers
"""
