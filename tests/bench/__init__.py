"""`make bench`: speed and size as ratios within one run. No figure is a test; `test_*` only prove the big desk."""
