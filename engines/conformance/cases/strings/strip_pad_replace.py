print(repr("  a b ".strip()), repr("  a ".lstrip()), repr("  a ".rstrip()), "xxaxyx".strip("xy"), "abc".strip("abc"), "abcba".lstrip("ab"), "a\n".rstrip("\n"))
print("|" + "ab".ljust(5) + "|" + "ab".rjust(5) + "|" + "ab".center(5) + "|" + "abc".center(6) + "|" + "ab".center(7, "*") + "|" + "ab".ljust(1) + "|")
print("42".zfill(5), "-42".zfill(5), "+4".zfill(4), "abc".zfill(2), "".zfill(2), "--1".zfill(5))
print("aXbXc".replace("X", "--"), "aaaa".replace("a", "b", 2), "abc".replace("", "-"), "abc".replace("", "-", 2), "abc".replace("x", "y"), "aaa".replace("aa", "b"))
print("a\tbc\td".expandtabs(), "a\tb".expandtabs(4), "\t|".expandtabs(3))
print("abc".translate({97: "x", 98: None, 99: 100}), "hello".translate(str.maketrans("el", "ip")), "abc".translate(str.maketrans("a", "1", "c")))
for call in (lambda: "a".center("b"), lambda: "a".ljust(3, "ab"), lambda: "a".replace("a"), lambda: "a".strip(1)):
    try:
        print(call())
    except TypeError as error:
        print(error)
