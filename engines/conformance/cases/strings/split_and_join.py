print("a b  c".split(), "a b  c".split(" "), " a b ".split(), "".split(), "".split(","), "a,b,,c".split(","))
print("a b c d".split(None, 2), "a,b,c,d".split(",", 2), "a,b,c,d".rsplit(",", 2), " a b  c ".split(None, 1), " a b  c ".rsplit(None, 1), "abc".split("b", 0))
print("a--b--c".split("--"), "aaa".split("a"), "a\tb\nc\u2003d".split())
print("one\ntwo\r\nthree\rfour".splitlines(), "a\n\nb\n".splitlines(), "a\nb".splitlines(True), "".splitlines(), "a\x0bb\x1cc\u2028d".splitlines())
print(",".join(["a", "b"]), "".join([]), "-".join("abc"), ", ".join(("x",)), " ".join({"k": 1, "l": 2}))
for call in (lambda: "a".split(""), lambda: ",".join(["a", 1]), lambda: ",".join(5), lambda: ",".join([None]), lambda: "a".split(5)):
    try:
        print(call())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
