for s in ("it's", 'say "hi"', 'both \' and "', '\\', '\n\r\t\0\x07\x1b', '\x7f\x80\x9f\xa0\xad', 'é€😀', '\u200b\u2028\ufeff', '\ud800'.encode('utf-8', 'replace').decode(), '\U000e0001', '\u0378', 'a\u0301', '\x00' * 2):
    print(ascii(repr(s)), len(repr(s)), ascii(s))
print(repr(b'it\'s'), repr(b'"'), repr(b'\'"'), repr(bytes(range(0, 40))), repr(bytes(range(120, 140))), repr(bytearray(b"a'b")))
print('\x41\u0042\U00000043\N{LATIN SMALL LETTER D}\101\60\7'.encode(), b'\x41\101\n', '\
continued', r'\n\x41', R'\'', br'\n', Rb'\t', u'u', '''triple 'quoted' "text"''')
print(repr('\ud83d'), ascii('\ud83d\ude00'), len('\ud83d\ude00'), '\udc80'.encode('utf-8', 'surrogateescape'))
try: '\ud800'.encode()
except UnicodeEncodeError as e: print(e)
try: print('a\udfffb'.encode('utf-8', 'strict'))
except UnicodeEncodeError as e: print(e, e.start, e.end, repr(e.object))
