WHO = "our json"


def dumps(value):
    return f"our {value}"
