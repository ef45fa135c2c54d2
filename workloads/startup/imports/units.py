"""Amounts with units."""

FACTORS = {"g": 1, "kg": 1000, "t": 1000000}


class UnitError(ValueError):
    pass


class Weight:
    def __init__(self, amount, unit="g"):
        if unit not in FACTORS:
            raise UnitError(unit)
        self.grams = amount * FACTORS[unit]

    def __add__(self, other):
        return Weight(self.grams + other.grams)

    def __lt__(self, other):
        return self.grams < other.grams

    def __str__(self):
        for unit in ("t", "kg"):
            if self.grams >= FACTORS[unit]:
                return f"{self.grams / FACTORS[unit]:.1f} {unit}"
        return f"{self.grams} g"
