#include "port.h"

#include <inttypes.h>

char *run(int64_t size) { return text_of("%" PRId64, size); }
