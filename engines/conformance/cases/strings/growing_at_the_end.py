# Strings built by appending: every value that was seen on the way keeps its text, whoever appends next.


def build(pieces):
    text = ""
    seen = []
    for piece in pieces:
        text += piece
        seen.append(text)
    return text, seen


text, seen = build([f"{i}," for i in range(2000)])
print(len(text), hash(text) == hash(",".join(map(str, range(2000))) + ","))
print(all(text.startswith(part) for part in seen), [len(part) for part in seen[::250]])

# Two that go on from the same place.
stem = "ab" * 400 + "|"
stem += "stem"
left = stem + "left"
right = stem + "right"
left_again = stem + "left"
print(left[-9:], right[-9:], left == left_again, left is right, stem[-4:])
longer = left + "1" + "2"
print(longer[-8:], left[-4:], (right + "!")[-7:], stem.endswith("stem"))

# A text appended to itself, and prefixes of one buffer to one another.
double = stem
for _ in range(4):
    double += double
print(len(double), double.count("stem"), double == stem * 16)
parts = [stem]
for i in range(30):
    parts.append(parts[-1] + parts[i // 2][: i + 1])
print([len(part) for part in parts][::6], parts[-1][-20:])

# Wide characters join late, or at once.
mixed = "x" * 600
for i in range(300):
    mixed += "y" if i % 3 else "é"
    if i == 100:
        narrow = mixed[:600] + "z"
print(len(mixed), mixed[598:606], mixed.count("é"), narrow[-3:], narrow.isascii(), mixed.isascii())
wide = "\N{SNOWMAN}" * 200
kept = wide + "a"
for _ in range(3):
    wide += "a\U0001F600"
    kept = kept + "b"
print(len(wide), wide[-6:], kept[-4:], wide[:200] == kept[:200])


# Attributes, items, closures and generators hold such texts too.
class Log:
    text = ""

    def add(self, piece):
        self.text += piece
        return self


log = Log()
for i in range(1500):
    log.add("line %d\n" % i)
table = {"k": ""}
for i in range(1500):
    table["k"] += str(i)
print(len(log.text), log.text.count("\n"), Log.text == "", len(table["k"]), table["k"][-8:])
names = {log.text: 1}
log.add("!")
print(log.text in names, log.text[:-1] in names)
print(sum(map(ord, log.text)), log.text.encode()[-6:], log.text.split("\n")[700], sorted(log.text)[-1])
