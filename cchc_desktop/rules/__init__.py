"""The law: pure functions, one module a family; each public rule names its legal source.

Rules never fetch: what they need is passed in.
"""
