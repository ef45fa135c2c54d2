"""`urllib`: the part that takes addresses apart. There is no network."""
