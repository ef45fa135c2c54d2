"""Spheres over a chequered floor: vectors with overloaded operators, shapes with one interface."""

from math import floor, sqrt

EPSILON = 1e-6


class Vector:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    __rmul__ = __mul__

    def __neg__(self):
        return Vector(-self.x, -self.y, -self.z)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def length(self):
        return sqrt(self.dot(self))

    def unit(self):
        return self * (1.0 / self.length())

    def reflected(self, normal):
        return self - 2.0 * self.dot(normal) * normal


class Ray:
    def __init__(self, origin, direction):
        self.origin = origin
        self.direction = direction

    def at(self, distance):
        return self.origin + distance * self.direction


class Material:
    def __init__(self, colour, reflection=0.0):
        self.colour = colour
        self.reflection = reflection

    def colour_at(self, point):
        return self.colour


class Chequered(Material):
    def __init__(self, colour, other, reflection=0.0):
        super().__init__(colour, reflection)
        self.other = other

    def colour_at(self, point):
        if (floor(point.x) + floor(point.z)) % 2:
            return self.other
        return self.colour


class Sphere:
    def __init__(self, centre, radius, material):
        self.centre = centre
        self.radius = radius
        self.material = material

    def distance(self, ray):
        """How far along the ray the surface is, or None."""
        to_centre = self.centre - ray.origin
        along = to_centre.dot(ray.direction)
        discriminant = self.radius * self.radius - (to_centre.dot(to_centre) - along * along)
        if discriminant < 0.0:
            return None
        half_chord = sqrt(discriminant)
        if along - half_chord > EPSILON:
            return along - half_chord
        if along + half_chord > EPSILON:
            return along + half_chord
        return None

    def normal(self, point):
        return (point - self.centre) * (1.0 / self.radius)


class Floor:
    def __init__(self, height, material):
        self.height = height
        self.material = material

    def distance(self, ray):
        if ray.direction.y == 0.0:
            return None
        distance = (self.height - ray.origin.y) / ray.direction.y
        return distance if distance > EPSILON else None

    def normal(self, point):
        return Vector(0.0, 1.0, 0.0)


class Scene:
    def __init__(self, shapes, light, ambient=0.125):
        self.shapes = shapes
        self.light = light
        self.ambient = ambient

    def nearest(self, ray):
        best = None
        best_distance = 0.0
        for shape in self.shapes:
            distance = shape.distance(ray)
            if distance is not None and (best is None or distance < best_distance):
                best, best_distance = shape, distance
        return best, best_distance

    def brightness(self, point, normal):
        to_light = self.light - point
        light_distance = to_light.length()
        direction = to_light * (1.0 / light_distance)
        facing = normal.dot(direction)
        if facing <= 0.0:
            return self.ambient
        blocker, distance = self.nearest(Ray(point, direction))
        if blocker is not None and distance < light_distance:
            return self.ambient
        return self.ambient + (1.0 - self.ambient) * facing

    def trace(self, ray, depth=3):
        shape, distance = self.nearest(ray)
        if shape is None:
            height = 0.5 * (ray.direction.y + 1.0)
            return Vector(1.0 - 0.5 * height, 1.0 - 0.25 * height, 1.0)
        point = ray.at(distance)
        normal = shape.normal(point)
        material = shape.material
        colour = material.colour_at(point) * self.brightness(point, normal)
        if material.reflection > 0.0 and depth > 0:
            mirrored = Ray(point, ray.direction.reflected(normal).unit())
            colour = colour * (1.0 - material.reflection) + self.trace(mirrored, depth - 1) * material.reflection
        return colour


def build_scene():
    white = Vector(0.9375, 0.9375, 0.9375)
    black = Vector(0.125, 0.125, 0.125)
    shapes = [Floor(0.0, Chequered(white, black, reflection=0.125))]
    for index in range(5):
        centre = Vector(-3.0 + 1.5 * index, 0.75 + 0.125 * index, 4.0 + 0.5 * (index % 2))
        colour = Vector(0.25 * (index % 4), 0.5, 1.0 - 0.1875 * index)
        shapes.append(Sphere(centre, 0.5 + 0.0625 * index, Material(colour, reflection=0.25 * (index % 3))))
    return Scene(shapes, light=Vector(-4.0, 6.0, 0.0))


def channel(value):
    return int(255.0 * min(1.0, max(0.0, value)))


def run(size):
    scene = build_scene()
    camera = Vector(0.0, 1.25, -2.0)
    checksum = 0
    brightest = 0
    for row in range(size):
        for column in range(size):
            direction = Vector((column + 0.5) / size - 0.5, 0.5 - (row + 0.5) / size, 1.0)
            colour = scene.trace(Ray(camera, direction.unit()))
            red, green, blue = channel(colour.x), channel(colour.y), channel(colour.z)
            brightest = max(brightest, red + green + blue)
            checksum = (checksum * 257 + red * 65536 + green * 256 + blue) % 1000000007
    return f"{size}x{size} image, brightest {brightest}, checksum {checksum}"


if __name__ == "__main__":
    print(run(200))
