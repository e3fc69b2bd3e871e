"""Papers as PDF bytes; reportlab, qrcode and python-barcode live only here.

A paper is a pure, deterministic function of a value and its stationery.
"""
