print("a" < "b", "a" < "B", "abc" < "abd", "ab" < "abc", "" < "a", "é" > "z", "😀" > "\uffff", "a" == "a", "a" != "b")
print("ab" * 3, 3 * "ab", "ab" * 0, "ab" * -1, "a" + "b" + "c", "" * 100)
text = "x"
text += "y"
text *= 2
print(text, max("hello"), min("hello"), sorted("hello"), list("abc"), tuple("ab"), len("hello"), "".join(reversed("abc")))
for character in "añ😀":
    print(character, ord(character))
print("a" "b" == "ab", text is not None, bool(""), bool(" "), str(), str(5), str("x"), str(None), str([1, "a"]))
for call in (lambda: "a" + 1, lambda: 1 + "a", lambda: "a" < 1, lambda: "a" >= None, lambda: "a" - "b", lambda: "abc"[3], lambda: "abc"[-4], lambda: text["a"], lambda: text[1.0], lambda: ""[0]):
    try:
        print(call())
    except (TypeError, IndexError) as error:
        print(type(error).__name__, error)
try:
    text[0] = "z"
except TypeError as error:
    print(error)
try:
    del text[0]
except TypeError as error:
    print(error)
