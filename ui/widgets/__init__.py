"""The parts that every screen is made of: painted or styled widgets that know the theme and nothing of the desk's work.

Nothing is imported here on purpose, so that a screen loads only the parts it uses.
"""
