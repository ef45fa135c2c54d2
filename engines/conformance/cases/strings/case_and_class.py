words = ["hello World", "ABC", "abc1", "123", "", " ", "a b", "Title Case", "ß", "éÉ", "x_1", "½", "²", "٣", "ǆ", "ﬁ"]
for word in words:
    print(repr(word), word.upper(), word.lower(), word.title(), word.capitalize(), word.swapcase(), word.casefold())
    print(word.isalpha(), word.isdigit(), word.isalnum(), word.isspace(), word.isupper(), word.islower(), word.istitle(), word.isdecimal(), word.isnumeric(), word.isidentifier(), word.isascii(), word.isprintable())
print("they're bill's friends".title(), "ΑΣ".lower(), "İ".lower() == "i̇")
