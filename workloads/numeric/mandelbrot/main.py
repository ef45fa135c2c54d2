"""Escape times of the Mandelbrot set over a grid, folded into one checksum."""

STEP_LIMIT = 60


def escape_time(c_re, c_im):
    z_re = 0.0
    z_im = 0.0
    for step in range(STEP_LIMIT):
        re_squared = z_re * z_re
        im_squared = z_im * z_im
        if re_squared + im_squared > 4.0:
            return step
        z_im = 2.0 * z_re * z_im + c_im
        z_re = re_squared - im_squared + c_re
    return STEP_LIMIT


def run(size):
    inside = 0
    checksum = 0
    for row in range(size):
        c_im = 2.0 * row / size - 1.0
        for column in range(size):
            c_re = 3.0 * column / size - 2.0
            steps = escape_time(c_re, c_im)
            if steps == STEP_LIMIT:
                inside += 1
            checksum = (checksum * 31 + steps) % 1000003
    return f"{inside} of {size * size} points inside, checksum {checksum}"


if __name__ == "__main__":
    print(run(460))
