print("nested runs")
