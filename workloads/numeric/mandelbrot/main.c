#include "port.h"

#include <inttypes.h>

enum { STEP_LIMIT = 60 };

static int64_t escape_time(double c_re, double c_im) {
    double z_re = 0.0, z_im = 0.0;
    for (int64_t step = 0; step < STEP_LIMIT; step++) {
        double re_squared = z_re * z_re;
        double im_squared = z_im * z_im;
        if (re_squared + im_squared > 4.0) {
            return step;
        }
        z_im = 2.0 * z_re * z_im + c_im;
        z_re = re_squared - im_squared + c_re;
    }
    return STEP_LIMIT;
}

char *run(int64_t size) {
    int64_t inside = 0, checksum = 0;
    for (int64_t row = 0; row < size; row++) {
        double c_im = 2.0 * (double)row / (double)size - 1.0;
        for (int64_t column = 0; column < size; column++) {
            double c_re = 3.0 * (double)column / (double)size - 2.0;
            int64_t steps = escape_time(c_re, c_im);
            if (steps == STEP_LIMIT) {
                inside++;
            }
            checksum = (checksum * 31 + steps) % 1000003;
        }
    }
    return text_of("%" PRId64 " of %" PRId64 " points inside, checksum %" PRId64, inside, size * size, checksum);
}
