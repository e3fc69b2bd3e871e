"""What leaves a desk for the city and comes back: the day package, its seal, its keys.

It knows the values of the domain and no service; what it is given it packs, what it opens it checks.
"""
