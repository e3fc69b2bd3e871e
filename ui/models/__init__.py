"""Rows that lists and tables show, made from what the services return."""
