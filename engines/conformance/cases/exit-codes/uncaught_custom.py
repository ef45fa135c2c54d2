class AppError(Exception):
    def __str__(self):
        return f"code {self.args[0]}"


print("start")
raise AppError(5)
