"""`_codecs.encode`, which pickles of protocol 2 call for bytes."""


def encode(text, encoding="utf-8", errors="strict"):
    return text.encode(encoding, errors)
