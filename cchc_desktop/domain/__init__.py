"""Values, events and folding: what a desk talks about. Standard library only.

Nothing here reads a file, a clock or a database; every value is frozen.
"""
