samples = ['', 'a', 'A', 'aB', '1', '½', '²', '٣', 'ß', 'ǆ', 'Ǆ', 'ﬁ', 'İ', 'ı', 'Σ', 'ΑΣ', 'ς', 'a1', ' ', '\t', '\u3000', '\x1c', '\x85', 'é', 'e\u0301', '中', '\U0001F600', 'Title Case', 'They\'re', 'x_1', '_', '1x', 'class', '\x00', 'ŉ', 'Ⅷ', '①', '\u0345', 'Ω', 'ﬀ', 'ᾳ', 'ᾼ', "o'neil mc-donald"]
for s in samples:
    flags = ''.join('01'[f()] for f in (s.isalpha, s.isdigit, s.isdecimal, s.isnumeric, s.isalnum, s.isspace, s.isupper, s.islower, s.istitle, s.isidentifier, s.isprintable, s.isascii))
    print(ascii(s), flags, ascii(s.upper()), ascii(s.lower()), ascii(s.title()), ascii(s.capitalize()), ascii(s.swapcase()), ascii(s.casefold()))
