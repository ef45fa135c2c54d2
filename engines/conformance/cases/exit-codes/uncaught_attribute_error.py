class Thing:
    color = 1


Thing().colour
