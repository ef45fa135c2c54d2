"""`html`: characters that mean something in HTML, and references to characters (the named ones of XHTML's Latin set)."""

import re

__all__ = ["escape", "unescape"]

_LATIN = (
    "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil "
    "sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute "
    "Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc "
    "atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide "
    "oslash ugrave uacute ucirc uuml yacute thorn yuml"
)
_names = {name: chr(160 + i) for i, name in enumerate(_LATIN.split())}
_names.update(
    quot='"', amp="&", lt="<", gt=">", apos="'", QUOT='"', AMP="&", LT="<", GT=">", euro="\u20ac", hellip="\u2026", mdash="\u2014",
    ndash="\u2013", lsquo="\u2018", rsquo="\u2019", ldquo="\u201c", rdquo="\u201d", bull="\u2022", trade="\u2122", larr="\u2190",
    uarr="\u2191", rarr="\u2192", darr="\u2193", alpha="\u03b1", beta="\u03b2", gamma="\u03b3", delta="\u03b4", pi="\u03c0",
    sigma="\u03c3", omega="\u03c9", infin="\u221e", ne="\u2260", le="\u2264", ge="\u2265", sum="\u2211", radic="\u221a",
)
# These need no semicolon.
_bare = sorted(set(_LATIN.split()) | {"quot", "amp", "lt", "gt", "QUOT", "AMP", "LT", "GT"}, key=len, reverse=True)


def escape(s, quote=True):
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return s.replace('"', "&quot;").replace("'", "&#x27;") if quote else s


def _character(match):
    text = match.group(1)
    if text[0] == "#":
        number = int(text[2:].rstrip(";"), 16) if text[1] in "xX" else int(text[1:].rstrip(";"))
        if 0x80 <= number <= 0x9F:
            return bytes([number]).decode("cp1252", "replace").replace("\ufffd", chr(number))
        if 0xD800 <= number <= 0xDFFF or number > 0x10FFFF or number == 0:
            return "\ufffd"
        if number < 0x20 and number not in (9, 10, 12, 13) or 0x7F <= number <= 0x9F or number & 0xFFFE == 0xFFFE:
            return "" if number not in (13,) else "\r"
        return chr(number)
    if text.endswith(";") and text[:-1] in _names:
        return _names[text[:-1]]
    for name in _bare:
        if text.startswith(name):
            return _names[name] + text[len(name) :]
    return "&" + text


_reference = re.compile(r"&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)")


def unescape(s):
    return _reference.sub(_character, s) if "&" in s else s
