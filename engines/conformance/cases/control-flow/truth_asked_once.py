class B:
    def __init__(self, name, value):
        self.name, self.value = name, value

    def __bool__(self):
        print(self.name, end=" ")
        return self.value

    def __repr__(self):
        return f"<{self.name}>"


T, F = lambda n: B(n, True), lambda n: B(n, False)
for x in (T, F):
    for y in (T, F):
        for z in (T, F):
            print(x("x") and y("y") or z("z"))
            print((x("x") or y("y")) and z("z"))
            print((x("x") and y("y")) and z("z"))
            print(x("x") or (y("y") and z("z")))
            print(not (x("x") and y("y")) or z("z"))
            if x("x") and y("y") or z("z"):
                print("yes")
            while x("x") and (y("y") or z("z")):
                print("loop")
                break
