def make():
    class Local(Exception):
        def __str__(self): return 'local text'
    return Local
raise make()
