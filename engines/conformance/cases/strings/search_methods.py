text = "the cat sat on the mat"
print(text.find("the"), text.find("the", 1), text.find("dog"), text.find("", 5), text.find("t", -3), text.rfind("the"), text.rfind("x"))
print(text.index("cat"), text.rindex("at"), text.count("at"), text.count(""), text.count("t", 5, 12), "aaaa".count("aa"))
print(text.startswith("the"), text.startswith("cat", 4), text.startswith(("dog", "the")), text.endswith("mat"), text.endswith("the", 0, 3), text.endswith(()))
print("cat" in text, "dog" in text, "" in text, "dog" not in text)
print("".find(""), "abc".find("", 3), "abc".find("", 4), "abc".rfind(""), "abc".find("c", 0, -1))
for call in (lambda: text.index("dog"), lambda: text.rindex("dog"), lambda: 5 in text, lambda: text.find(5), lambda: text.startswith(5), lambda: text.count(None)):
    try:
        print(call())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
print("a,b".partition(","), "a,b,c".rpartition(","), "ab".partition(","), "ab".rpartition(","))
print("prefix-x".removeprefix("prefix-"), "x.py".removesuffix(".py"), "x".removeprefix("y"))
