print("package runs")
VERSION = "1.0"
from .inside import name as exported_name

exported = exported_name() + "!"
