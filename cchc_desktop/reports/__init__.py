"""Lists and figures as files for other programs: workbooks that a spreadsheet opens.

A report is told its values, as a paper is; it asks no store, no rule and no clock.
"""
