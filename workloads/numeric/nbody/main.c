#include "port.h"

#include <math.h>

enum { COUNT = 6 };
static const double GRAVITY = 1.0;
static const double TIME_STEP = 0.0078125;

struct body {
    double mass, x, y, z, vx, vy, vz, ax, ay, az;
};

static void drift(struct body *body, double dt) {
    body->x += dt * body->vx;
    body->y += dt * body->vy;
    body->z += dt * body->vz;
}

static void kick(struct body *body, double dt) {
    body->vx += dt * body->ax;
    body->vy += dt * body->ay;
    body->vz += dt * body->az;
}

static double kinetic_energy(const struct body *body) {
    double speed_squared = body->vx * body->vx + body->vy * body->vy + body->vz * body->vz;
    return 0.5 * body->mass * speed_squared;
}

static void build_system(struct body bodies[COUNT]) {
    double star_mass = 100.0;
    bodies[0] = (struct body){.mass = star_mass};
    for (int index = 1; index < COUNT; index++) {
        double radius = 1.5 * index + 0.25 * index * index;
        double speed = sqrt(GRAVITY * star_mass / radius);
        double tilt = 0.03125 * index;
        /* Alternate planets start on the two axes so that they do not line up. */
        if (index % 2) {
            bodies[index] = (struct body){.mass = 0.015625 * index, .x = radius, .z = tilt, .vy = speed};
        } else {
            bodies[index] = (struct body){.mass = 0.015625 * index, .y = -radius, .z = -tilt, .vx = speed};
        }
    }
}

static void accelerate(struct body bodies[COUNT]) {
    for (int i = 0; i < COUNT; i++) {
        bodies[i].ax = bodies[i].ay = bodies[i].az = 0.0;
    }
    for (int i = 0; i < COUNT; i++) {
        struct body *first = &bodies[i];
        for (int j = i + 1; j < COUNT; j++) {
            struct body *second = &bodies[j];
            double dx = second->x - first->x;
            double dy = second->y - first->y;
            double dz = second->z - first->z;
            double squared = dx * dx + dy * dy + dz * dz;
            double strength = GRAVITY / (squared * sqrt(squared));
            double pull = strength * second->mass;
            first->ax += dx * pull;
            first->ay += dy * pull;
            first->az += dz * pull;
            pull = strength * first->mass;
            second->ax -= dx * pull;
            second->ay -= dy * pull;
            second->az -= dz * pull;
        }
    }
}

static double energy(const struct body bodies[COUNT]) {
    double total = 0.0;
    for (int i = 0; i < COUNT; i++) {
        const struct body *body = &bodies[i];
        total += kinetic_energy(body);
        for (int j = i + 1; j < COUNT; j++) {
            const struct body *other = &bodies[j];
            double dx = other->x - body->x;
            double dy = other->y - body->y;
            double dz = other->z - body->z;
            total -= GRAVITY * body->mass * other->mass / sqrt(dx * dx + dy * dy + dz * dz);
        }
    }
    return total;
}

char *run(int64_t size) {
    struct body bodies[COUNT];
    build_system(bodies);
    double before = energy(bodies);
    accelerate(bodies);
    for (int64_t step = 0; step < size; step++) {
        for (int i = 0; i < COUNT; i++) {
            kick(&bodies[i], TIME_STEP / 2);
            drift(&bodies[i], TIME_STEP);
        }
        accelerate(bodies);
        for (int i = 0; i < COUNT; i++) {
            kick(&bodies[i], TIME_STEP / 2);
        }
    }
    char first[32], last[32], x[32];
    return text_of("energy %s -> %s, star at %s", repr(before, first), repr(energy(bodies), last), repr(bodies[0].x, x));
}
