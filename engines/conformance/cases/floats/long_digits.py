for value in (0.1, 1 / 3, 1e-5, 123.456, 2.0 ** -40, 1e22, 9.999999, 0.5, 2 ** 60 + 0.0):
    print("%.0f %.5f %.25f %.40e" % (value, value, value, value))
    print(f"{value:.1f} {value:.15f} {value:.30g} {value:20.10f} {value:e}")
print("%.50f" % 5e-324, "%.3f" % 1e300 == "%.3f" % 1e300, len("%f" % 1e300), "%.0e" % 0.5, "%.0e" % 2.5e10)
print(f"{1e300:.0f}"[:40], f"{0.00001:g} {0.0001:g} {1e6:g} {1234567.0:g} {1e-7:.3g}")
