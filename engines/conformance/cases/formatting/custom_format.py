class Money:
    def __init__(self, cents):
        self.cents = cents

    def __format__(self, spec):
        if spec == "short":
            return f"{self.cents // 100}"
        return f"<{spec}:{self.cents}>"

    def __str__(self):
        return f"{self.cents / 100:.2f} EUR"

    def __repr__(self):
        return f"Money({self.cents})"


class Plain:
    def __str__(self):
        return "plain"


money = Money(1250)
print(f"{money} {money:short} {money!s} {money!r} {money!r:>15} {money:a{1 + 1}b}")
print("{} {:short} {!r}".format(money, money, money), "%s %r" % (money, money))
print(format(money), format(money, "short"), f"{Plain()}", f"{Plain()!s:>8}")
try:
    f"{Plain():>8}"
except TypeError as error:
    print(error)
