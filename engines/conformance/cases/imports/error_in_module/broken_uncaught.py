class ModuleError(Exception):
    pass


raise ModuleError("raised in a module")
