"""Use cases, one module a desk of work.

The only callers of rules, store, documents and printing together.
"""
