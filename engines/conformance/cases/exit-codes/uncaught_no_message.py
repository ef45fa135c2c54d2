class Nested:
    class Error(Exception):
        pass


raise Nested.Error
