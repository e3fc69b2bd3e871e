"""The screens: layout and wiring, all connections at the end of the constructor. No rule and no question to a store."""
