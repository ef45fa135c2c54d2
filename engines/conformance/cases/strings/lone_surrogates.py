text = "a\ud800b"
print(repr(text), len(text), text[1] == chr(0xD800), text == "a" + chr(0xD800) + "b", ord(text[1]))
try:
    print(text)
except UnicodeEncodeError as error:
    print(type(error).__name__, error)
