# One call, many classes: what each finds is kept by shape as long as its class stays as it is.
class Shape:
    def area(self):
        return 1

    def scaled(self, k, plus=0):
        return self.area() * k + plus

    def hook(self, k):
        return k


def family(k):
    class Member(Shape):
        def area(self):
            return k

    if k % 3 == 0:
        Member.hook = lambda self, n: n + k
    return Member


classes = [family(k) for k in range(14)]
members = [cls() for cls in classes]


def run(n, members):
    total = 0
    for i in range(n):
        member = members[i % len(members)]
        total += member.scaled(2) + member.area() + member.hook(i & 3)
    return total


print(run(14000, members))


def changing(n):
    totals = []
    total = 0
    for i in range(n):
        member = members[i % len(members)]
        total += member.area() + member.hook(1)
        if i == n // 8:
            classes[3].area = lambda self: 1000
        elif i == 2 * n // 8:
            members[4].area = lambda: 5000
        elif i == 3 * n // 8:
            Shape.hook = lambda self, k: 20
        elif i == 4 * n // 8:
            del classes[3].area
        elif i == 5 * n // 8:
            del members[4].area
        elif i == 6 * n // 8:
            members[5].__class__ = classes[6]
        elif i == 7 * n // 8:
            members[7] = family(7)()
        if i % (n // 8) == n // 8 - 1:
            totals.append(total)
            total = 0
    return totals


print(changing(11200))


def short_lived(n):
    total = 0
    for i in range(n):
        if i % 50 == 0:
            member = family(i % 9)()
        total += member.area() + member.scaled(1, plus=2)
    return total


print(short_lived(6000))


class Text(str):
    def area(self):
        return len(self)


def builtins(n):
    things = [Text("abc"), members[0], "x", 5, [1]]
    total = missing = 0
    for i in range(n):
        try:
            total += things[i % 5].area()
        except AttributeError:
            missing += 1
        total += len(str(things[i % 3].__str__()[:2]))
    return total, missing


print(builtins(5000))


# Natives by their bodies: arguments left out, wrong ones, errors from within.
def natives(n):
    total = 0
    failed = {}
    for i in range(n):
        text = f"a,b,{i}"
        total += len(text.split(",")) + len(text.split(",", 1)) + text.find("b") + text.find("b", 3) + text.count("a")
        total += len(text.replace(",", "")) + len(text.replace(",", "--", 1)) + text.startswith("a") + isinstance(text, str)
        total += round(i / 7) + len(text.strip()) + len(text.ljust(12)) + len(text.ljust(12, "."))
        try:
            if i % 4 == 0:
                text.index("z")
            elif i % 4 == 1:
                text.ljust("z")
            elif i % 4 == 2:
                isinstance(text, 3)
            else:
                getattr(text, "nothing")
        except (ValueError, TypeError, AttributeError) as error:
            failed[str(error)] = failed.get(str(error), 0) + 1
    return total, failed


print(natives(4000))
