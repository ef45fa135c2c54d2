for text in ("plain", "it's", 'say "hi"', "both ' and \"", "tab\tnew\nline\r", "back\\slash", "\x00\x07\x1b\x7f", "é€😀", "\xa0\xad\u200b\u2028", ""):
    print(repr(text), len(text))
print("a\
b", 'c' "d" 'e', r"raw\n", "\101\x41\u0041\U00000041\N{LATIN SMALL LETTER A}")
print("""triple
 "quoted" line""", '''it's''')
print(ascii("é€😀\n'"), [repr("a"), "b'"], {"k'": 'v"'})
print(ord("a"), ord("€"), ord("😀"), chr(97), chr(8364), chr(128512), len("😀é"), "😀é"[1])
for call in (lambda: ord("ab"), lambda: ord(""), lambda: chr(-1), lambda: chr(1114112), lambda: ord(5), lambda: chr("a")):
    try:
        print(call())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
