"""Gravity among a star and its planets: velocity Verlet integration over objects."""

from math import sqrt

GRAVITY = 1.0
TIME_STEP = 0.0078125


class Body:
    def __init__(self, mass, position, velocity):
        self.mass = mass
        self.x, self.y, self.z = position
        self.vx, self.vy, self.vz = velocity
        self.ax = self.ay = self.az = 0.0

    def drift(self, dt):
        self.x += dt * self.vx
        self.y += dt * self.vy
        self.z += dt * self.vz

    def kick(self, dt):
        self.vx += dt * self.ax
        self.vy += dt * self.ay
        self.vz += dt * self.az

    def kinetic_energy(self):
        speed_squared = self.vx * self.vx + self.vy * self.vy + self.vz * self.vz
        return 0.5 * self.mass * speed_squared


def build_system():
    star_mass = 100.0
    bodies = [Body(star_mass, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0))]
    for index in range(1, 6):
        radius = 1.5 * index + 0.25 * index * index
        speed = sqrt(GRAVITY * star_mass / radius)
        tilt = 0.03125 * index
        # Alternate planets start on the two axes so that they do not line up.
        if index % 2:
            position, velocity = (radius, 0.0, tilt), (0.0, speed, 0.0)
        else:
            position, velocity = (0.0, -radius, -tilt), (speed, 0.0, 0.0)
        bodies.append(Body(0.015625 * index, position, velocity))
    return bodies


def accelerate(bodies):
    for body in bodies:
        body.ax = body.ay = body.az = 0.0
    count = len(bodies)
    for i in range(count):
        first = bodies[i]
        for j in range(i + 1, count):
            second = bodies[j]
            dx = second.x - first.x
            dy = second.y - first.y
            dz = second.z - first.z
            squared = dx * dx + dy * dy + dz * dz
            strength = GRAVITY / (squared * sqrt(squared))
            pull = strength * second.mass
            first.ax += dx * pull
            first.ay += dy * pull
            first.az += dz * pull
            pull = strength * first.mass
            second.ax -= dx * pull
            second.ay -= dy * pull
            second.az -= dz * pull


def energy(bodies):
    total = 0.0
    for i, body in enumerate(bodies):
        total += body.kinetic_energy()
        for other in bodies[i + 1:]:
            dx = other.x - body.x
            dy = other.y - body.y
            dz = other.z - body.z
            total -= GRAVITY * body.mass * other.mass / sqrt(dx * dx + dy * dy + dz * dz)
    return total


def run(size):
    bodies = build_system()
    before = energy(bodies)
    accelerate(bodies)
    for _ in range(size):
        for body in bodies:
            body.kick(TIME_STEP / 2)
            body.drift(TIME_STEP)
        accelerate(bodies)
        for body in bodies:
            body.kick(TIME_STEP / 2)
    return f"energy {before!r} -> {energy(bodies)!r}, star at {bodies[0].x!r}"


if __name__ == "__main__":
    print(run(50000))
