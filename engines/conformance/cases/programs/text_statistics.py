TEXT = """It was a bright day, and the clocks were striking.
The day was cold; the clocks, however, were warm!
A clock is a clock is a clock."""


def words(text):
    result = []
    for line in text.splitlines():
        for word in line.lower().split():
            word = word.strip(".,;!?")
            if word:
                result.append(word)
    return result


def frequencies(items):
    table = {}
    for item in items:
        table[item] = table.get(item, 0) + 1
    return table


found = words(TEXT)
table = frequencies(found)
print(len(found), len(table))
for word, count in sorted(table.items(), key=lambda pair: (-pair[1], pair[0]))[:6]:
    print(f"{word:<10}{count:>3} {'*' * count}")
by_length = {}
for word in table:
    by_length.setdefault(len(word), []).append(word)
for length in sorted(by_length):
    print("%2d: %s" % (length, ", ".join(sorted(by_length[length]))))
longest = max(table, key=lambda w: (len(w), w))
print(longest, sum([len(w) for w in found]) / len(found), round(len(found) / 3, 2))
print(" ".join([w[::-1] for w in found[:5]]), TEXT.count("clock"), TEXT.replace("clock", "watch").splitlines()[-1])
