"""`make bench`: speed and size as ratios within one run. Nothing in here is a test; `test_*` only prove the big desk."""
