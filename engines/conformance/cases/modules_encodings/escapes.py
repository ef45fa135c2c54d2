"""`unicode_escape` and `raw_unicode_escape`."""

import warnings

warnings.simplefilter("ignore")

texts = ["plain", "tab\tnew\nline\rquote'\"back\\slash", "é\x80\xff\0\x7f", "Ω€", "\U0001f600", "\ud800", "\\u0041", ""]
for codec in ("unicode_escape", "raw_unicode_escape", "Unicode-Escape"):
    for text in texts:
        data = text.encode(codec)
        print(codec, data, ascii(data.decode(codec)), data.decode(codec) == text)
print(ascii(rb"a\n\x41\u00e9\U0001F600\101\7\'\"\\".decode("unicode_escape")))
for data in (rb"\q\8", b"a\\\nb", rb"\\u0041\u0041", rb"\\\u0041", b"\xe9\\t", rb"\1234", rb"\777"):
    for codec in ("unicode_escape", "raw_unicode_escape"):
        print(data, codec, ascii(data.decode(codec)))
for data in (rb"ab\x4", rb"\x", rb"\xzz!", rb"\u12", rb"\u12g4", rb"\U0011", rb"\U00110000", b"a\\", rb"\N", rb"\N{}", rb"\N{x"):
    for codec in ("unicode_escape", "raw_unicode_escape"):
        try:
            print(data, ascii(data.decode(codec)))
        except UnicodeDecodeError as e:
            print(data, e, e.start, e.end, e.encoding)
        print(ascii(data.decode(codec, "replace")), ascii(data.decode(codec, "ignore")))
