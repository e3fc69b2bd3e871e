"""Procedures, papers, fees, calendars and form texts as versioned data.

Reads and checks the files and turns them into domain values; it keeps nothing.
"""
