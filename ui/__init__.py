"""The screens: Qt Widgets only. No SQL, no PDF and no rule may live here.

Screens speak to services and domain values.
"""
