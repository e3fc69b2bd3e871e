"""A PDF to a printer, two-sided, and what became of the job. No Qt.

Nothing here knows a dossier, a database or a paper's wording: bytes go in, reports come back.
"""
