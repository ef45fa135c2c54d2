from .. import VERSION


def depth():
    return f"deep {VERSION} {__name__}"
