"""SQLite and nothing else: journal, projections, number books, search, drafts, migrations.

`engine.py` alone knows which engine is open; other rooms see repositories of plain functions.
"""
