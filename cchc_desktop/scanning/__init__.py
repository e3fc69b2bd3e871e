"""Pages from a scanner of this machine, and pages made into one PDF. No Qt.

Nothing here knows a dossier or a database: a device and wishes go in, pictures of pages come back.
"""
