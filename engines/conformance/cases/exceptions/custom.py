class AppError(Exception):
    pass


class CodedError(AppError):
    def __init__(self, code, message="default"):
        super().__init__(f"[{code}] {message}")
        self.code = code


class StrError(AppError):
    def __str__(self):
        return "custom str"


class NoSuper(Exception):
    def __init__(self, a, b):
        self.a = a


class WithDefaults(ValueError):
    code = 7


def attempt(make):
    try:
        raise make()
    except CodedError as error:
        print("coded", error.code, error, repr(error), error.args)
    except AppError as error:
        print("app", error, repr(error), error.args)
    except (ValueError, KeyError) as error:
        print("value or key", error, getattr(error, "code", None), repr(error))
    except Exception as error:
        print("other", error, repr(error), error.args)


attempt(lambda: CodedError(5))
attempt(lambda: CodedError(6, message="six"))
attempt(lambda: AppError())
attempt(lambda: AppError("x", "y"))
attempt(lambda: StrError("ignored"))
attempt(lambda: NoSuper(1, 2))
attempt(lambda: WithDefaults("w"))
attempt(lambda: WithDefaults)
attempt(lambda: KeyError("k"))
attempt(lambda: 5)
attempt(lambda: str)
attempt(lambda: CodedError)
