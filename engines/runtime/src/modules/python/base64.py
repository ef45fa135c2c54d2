"""Encodings of bytes in letters: base 16, 32, 64, 85."""

import binascii as _binascii
from _binascii import _b2a_radix

__all__ = ["encode", "decode", "encodebytes", "decodebytes", "b64encode", "b64decode", "b32encode", "b32decode",
           "b32hexencode", "b32hexdecode", "b16encode", "b16decode", "b85encode", "b85decode", "a85encode", "a85decode",
           "standard_b64encode", "standard_b64decode", "urlsafe_b64encode", "urlsafe_b64decode"]


def _bytes_from_decode_data(s):
    if isinstance(s, str):
        try:
            return s.encode("ascii")
        except UnicodeEncodeError:
            raise ValueError("string argument should contain only ASCII characters")
    if isinstance(s, (bytes, bytearray)):
        return s
    try:
        return memoryview(s).tobytes()
    except TypeError:
        raise TypeError("argument should be a bytes-like object or ASCII string, not %r" % s.__class__.__name__) from None


def b64encode(s, altchars=None):
    encoded = _binascii.b2a_base64(s, newline=False)
    if altchars is not None:
        assert len(altchars) == 2, repr(altchars)
        return encoded.translate(bytes.maketrans(b"+/", altchars))
    return encoded


def b64decode(s, altchars=None, validate=False):
    s = _bytes_from_decode_data(s)
    if altchars is not None:
        altchars = _bytes_from_decode_data(altchars)
        assert len(altchars) == 2, repr(altchars)
        s = s.translate(bytes.maketrans(altchars, b"+/"))
    return _binascii.a2b_base64(s, strict_mode=validate)


def standard_b64encode(s):
    return b64encode(s)


def standard_b64decode(s):
    return b64decode(s)


_to_urlsafe = bytes.maketrans(b"+/", b"-_")
_from_urlsafe = bytes.maketrans(b"-_", b"+/")


def urlsafe_b64encode(s):
    return b64encode(s).translate(_to_urlsafe)


def urlsafe_b64decode(s):
    return b64decode(_bytes_from_decode_data(s).translate(_from_urlsafe))


_B32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_B32_HEX = b"0123456789ABCDEFGHIJKLMNOPQRSTUV"
_pairs = {}


def _b32encode(alphabet, s):
    pairs = _pairs.get(alphabet)
    if pairs is None:
        letters = [bytes((c,)) for c in alphabet]
        pairs = _pairs[alphabet] = [a + b for a in letters for b in letters]
    s = bytes(s)
    left = len(s) % 5
    if left:
        s += b"\0" * (5 - left)
    out = bytearray()
    from_bytes = int.from_bytes
    for i in range(0, len(s), 5):
        word = from_bytes(s[i:i + 5], "big")
        out += pairs[word >> 30] + pairs[word >> 20 & 1023] + pairs[word >> 10 & 1023] + pairs[word & 1023]
    padding = {1: 6, 2: 4, 3: 3, 4: 1}.get(left, 0)
    if padding:
        out[-padding:] = b"=" * padding
    return bytes(out)


def _b32decode(alphabet, s, casefold=False, map01=None):
    s = _bytes_from_decode_data(s)
    if len(s) % 8:
        raise _binascii.Error("Incorrect padding")
    if map01 is not None:
        map01 = _bytes_from_decode_data(map01)
        assert len(map01) == 1, repr(map01)
        s = s.translate(bytes.maketrans(b"01", b"O" + map01))
    if casefold:
        s = s.upper()
    length = len(s)
    s = s.rstrip(b"=")
    padding = length - len(s)
    values = {c: i for i, c in enumerate(alphabet)}
    out = bytearray()
    word = 0
    for i in range(0, len(s), 8):
        word = 0
        for c in s[i:i + 8]:
            value = values.get(c)
            if value is None:
                raise _binascii.Error("Non-base32 digit found") from None
            word = word << 5 | value
        out += word.to_bytes(5, "big") if len(s[i:i + 8]) == 8 else b""
    if length % 8 or padding not in {0, 1, 3, 4, 6}:
        raise _binascii.Error("Incorrect padding")
    if padding and length:
        word <<= 5 * padding
        out += word.to_bytes(5, "big")[:(43 - 5 * padding) // 8]
    return bytes(out)


def b32encode(s):
    return _b32encode(_B32, s)


def b32decode(s, casefold=False, map01=None):
    return _b32decode(_B32, s, casefold, map01)


def b32hexencode(s):
    return _b32encode(_B32_HEX, s)


def b32hexdecode(s, casefold=False):
    return _b32decode(_B32_HEX, s, casefold)


def b16encode(s):
    return _binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    s = _bytes_from_decode_data(s)
    if casefold:
        s = s.upper()
    if s.translate(None, b"0123456789ABCDEF"):
        raise _binascii.Error("Non-base16 digit found")
    return _binascii.unhexlify(s)


_A85 = bytes(range(33, 118))
_B85 = (b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~")


def _fold(words, length, pad):
    """Words of five letters as one text, without the letters of filling bytes."""
    padding = -length % 4
    if padding and not pad:
        return words[:-padding]
    return words


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    b = bytes(b)
    text = _b2a_radix(b, 5, _A85)
    padding = -len(b) % 4
    if b"!!!!!" in text or foldspaces:
        words = [text[i:i + 5] for i in range(0, len(text), 5)]
        if padding and not pad:
            words[-1] = b"!!!!!" [:5 - padding] if words[-1] == b"!!!!!" else words[-1][:5 - padding]
        words = [b"z" if w == b"!!!!!" else b"y" if foldspaces and w == b"+<VdL" else w for w in words]
        result = b"".join(words)
    else:
        result = _fold(text, len(b), pad)
    if adobe:
        result = b"<~" + result
    if wrapcol:
        wrapcol = max(2 if adobe else 1, wrapcol)
        chunks = [result[i:i + wrapcol] for i in range(0, len(result), wrapcol)]
        if adobe and len(chunks[-1]) + 2 > wrapcol:
            chunks.append(b"")
        result = b"\n".join(chunks)
    if adobe:
        result += b"~>"
    return result


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b" \t\n\r\v"):
    b = _bytes_from_decode_data(b)
    if adobe:
        if not b.endswith(b"~>"):
            raise ValueError("Ascii85 encoded byte sequences must end with {!r}".format(b"~>"))
        b = b[2:-2] if b.startswith(b"<~") else b[:-2]
    out = bytearray()
    word = count = 0
    for c in b + b"u" * 4:
        if 33 <= c <= 117:
            word = word * 85 + c - 33
            count += 1
            if count == 5:
                if word > 0xFFFFFFFF:
                    raise ValueError("Ascii85 overflow") from None
                out += word.to_bytes(4, "big")
                word = count = 0
        elif c == 122:
            if count:
                raise ValueError("z inside Ascii85 5-tuple")
            out += b"\0\0\0\0"
        elif foldspaces and c == 121:
            if count:
                raise ValueError("y inside Ascii85 5-tuple")
            out += b"    "
        elif c not in ignorechars:
            raise ValueError("Non-Ascii85 digit found: %c" % c)
    padding = 4 - count
    return bytes(out[:-padding] if padding else out)


def b85encode(b, pad=False):
    b = bytes(b)
    return _fold(_b2a_radix(b, 5, _B85), len(b), pad)


_b85_values = None


def b85decode(b):
    global _b85_values
    b = _bytes_from_decode_data(b)
    if _b85_values is None:
        _b85_values = [None] * 256
        for i, c in enumerate(_B85):
            _b85_values[c] = i
    values = _b85_values
    padding = -len(b) % 5
    b = b + b"~" * padding
    out = bytearray()
    for i in range(0, len(b), 5):
        word = 0
        for j, c in enumerate(b[i:i + 5]):
            value = values[c]
            if value is None:
                raise ValueError("bad base85 character at position %d" % (i + j)) from None
            word = word * 85 + value
        if word > 0xFFFFFFFF:
            raise ValueError("base85 overflow in hunk starting at byte %d" % i) from None
        out += word.to_bytes(4, "big")
    return bytes(out[:-padding] if padding else out)


def encodebytes(s):
    s = bytes(s)
    return b"".join(_binascii.b2a_base64(s[i:i + 57]) for i in range(0, len(s), 57))


def decodebytes(s):
    return _binascii.a2b_base64(s)


def encode(input, output):
    while True:
        s = input.read(57)
        if not s:
            break
        output.write(_binascii.b2a_base64(s))


def decode(input, output):
    while True:
        line = input.readline()
        if not line:
            break
        output.write(_binascii.a2b_base64(line))
