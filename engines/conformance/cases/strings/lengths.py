# Results of every length around those at which strings are stored or built in another way.
LENGTHS = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 511, 512, 513, 2047, 2048, 2049]


def letters(n):
    return "".join([chr(97 + i % 26) for i in range(n)])


def digest(text):
    value = 0
    for c in text:
        value = (value * 31 + ord(c)) % 1000000007
    return len(text), value


class Text(str):
    pass


for n in LENGTHS:
    text = letters(n)
    print(n, digest("-".join(text)), digest("".join(["", text, "", text])), digest(", ".join([text] * 3)), digest("é".join([text, "x"])))
    print(digest(text.center(n + 3)), digest(text.ljust(n + 9, ".")), digest(text.rjust(n + 40, "*")), digest(text.center(n + 2, "é")), text.rjust(n) is text)
    print(digest(("  " + text + " \t\n\x1f").strip()), digest(("  " + text + " ").lstrip()), digest(("\u2003" + text + "\x85 ").rstrip()), digest(text.strip("abz")))
    print(digest(f"<{text}>{n}{text[:5]}"), digest("%s|%5s|%-5s" % (text, text, text)), digest("{0}{1!r:>9}{0}".format(text, "q")))

for n in LENGTHS:
    text = "ab" * n
    for old, new in [("a", "a"), ("a", "x"), ("a", ""), ("a", "xyz"), ("ab", ""), ("ab", "c"), ("ba", "<&>"), ("b", "é"), ("zz", "y"), (text, "whole"), (text + "a", "more")]:
        if old:
            results = [text.replace(old, new, limit) for limit in (-1, 0, 1, 2, 31, 32, 33, n, 10 ** 9)]
            print(n, [digest(result) for result in results])
    print(digest(text.replace("", "-")), digest(text.replace("", "-", 3)), text.replace("zz", "y") is text)

print("a".replace("a", "b"), "a".replace("b", "c"), repr("a".replace("a", "")), repr("".replace("a", "b")), repr("".replace("", "b")))
print("aaa".replace("aa", "b"), "aaaa".replace("aa", "b"), "aaaaa".replace("aa", "b", 1), "abcabc".replace("abc", "abcabc"))
print(type(Text("abc").replace("b", Text("x"))), Text("abc").replace(Text("b"), "x"), type(Text("abc").replace("z", "")))
print("-".join([Text("a"), "b", Text("c")]), Text(", ").join("xyz"), type("".join([Text("one")])))
print(Text(" x ").strip(), Text("x").center(5, Text("+")), "x" in Text("text"), Text("e") in "text", "" in "", "t" in "t", "ab" in "b")
for call in ["'a'.replace(1, 'b')", "'a'.replace('a', None)", "'a'.find(1)", "1 in 'a'", "'a'.join([1])", "'a'.join(['b', b'c'])", "'a'.center(5, 'ab')", "'a'.partition(2)", "'abc'.count(3)"]:
    try:
        print(eval(call))
    except TypeError as error:
        print(call, error)

# Strings that only the calls hold, while others are made.
kept = []
for n in range(300):
    long = ("word %d " % n) * 100
    kept.append(digest((long + "a").replace("o" + str(n)[:0], "0" * (n % 7)).replace("word", "w" * 600, 2)))
    kept.append(digest((", " + "x" * 600).join([str(i) + "y" * 600 for i in range(3)])))
    kept.append(digest((str(n) * 200).center(900).rjust(1000, "!")))
print(kept[::37])
