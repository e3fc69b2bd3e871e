"""The receiving end: takes packages, folds them with the desks' own code, answers, and shows the city's figures.

It knows domain, reports, sync, catalogue and the engine of `store`; never a desk's services. PostgreSQL keeps the
record of many wards; SQLite is enough to try it on one machine.
"""
