import java.util.ArrayList;
import java.util.List;

final class Main {
    private static final double GRAVITY = 1.0;
    private static final double TIME_STEP = 0.0078125;

    private static final class Body {
        final double mass;
        double x;
        double y;
        double z;
        double vx;
        double vy;
        double vz;
        double ax;
        double ay;
        double az;

        Body(double mass, double[] position, double[] velocity) {
            this.mass = mass;
            x = position[0];
            y = position[1];
            z = position[2];
            vx = velocity[0];
            vy = velocity[1];
            vz = velocity[2];
        }

        void drift(double dt) {
            x += dt * vx;
            y += dt * vy;
            z += dt * vz;
        }

        void kick(double dt) {
            vx += dt * ax;
            vy += dt * ay;
            vz += dt * az;
        }

        double kineticEnergy() {
            double speedSquared = vx * vx + vy * vy + vz * vz;
            return 0.5 * mass * speedSquared;
        }
    }

    private static List<Body> buildSystem() {
        double starMass = 100.0;
        List<Body> bodies = new ArrayList<>();
        bodies.add(new Body(starMass, new double[] {0.0, 0.0, 0.0}, new double[] {0.0, 0.0, 0.0}));
        for (int index = 1; index < 6; index++) {
            double radius = 1.5 * index + 0.25 * index * index;
            double speed = Math.sqrt(GRAVITY * starMass / radius);
            double tilt = 0.03125 * index;
            // Alternate planets start on the two axes so that they do not line up.
            if (index % 2 == 1) {
                bodies.add(new Body(0.015625 * index, new double[] {radius, 0.0, tilt}, new double[] {0.0, speed, 0.0}));
            } else {
                bodies.add(new Body(0.015625 * index, new double[] {0.0, -radius, -tilt}, new double[] {speed, 0.0, 0.0}));
            }
        }
        return bodies;
    }

    private static void accelerate(List<Body> bodies) {
        for (Body body : bodies) {
            body.ax = body.ay = body.az = 0.0;
        }
        int count = bodies.size();
        for (int i = 0; i < count; i++) {
            Body first = bodies.get(i);
            for (int j = i + 1; j < count; j++) {
                Body second = bodies.get(j);
                double dx = second.x - first.x;
                double dy = second.y - first.y;
                double dz = second.z - first.z;
                double squared = dx * dx + dy * dy + dz * dz;
                double strength = GRAVITY / (squared * Math.sqrt(squared));
                double pull = strength * second.mass;
                first.ax += dx * pull;
                first.ay += dy * pull;
                first.az += dz * pull;
                pull = strength * first.mass;
                second.ax -= dx * pull;
                second.ay -= dy * pull;
                second.az -= dz * pull;
            }
        }
    }

    private static double energy(List<Body> bodies) {
        double total = 0.0;
        for (int i = 0; i < bodies.size(); i++) {
            Body body = bodies.get(i);
            total += body.kineticEnergy();
            for (Body other : bodies.subList(i + 1, bodies.size())) {
                double dx = other.x - body.x;
                double dy = other.y - body.y;
                double dz = other.z - body.z;
                total -= GRAVITY * body.mass * other.mass / Math.sqrt(dx * dx + dy * dy + dz * dz);
            }
        }
        return total;
    }

    static Object run(long size) {
        List<Body> bodies = buildSystem();
        double before = energy(bodies);
        accelerate(bodies);
        for (long step = 0; step < size; step++) {
            for (Body body : bodies) {
                body.kick(TIME_STEP / 2);
                body.drift(TIME_STEP);
            }
            accelerate(bodies);
            for (Body body : bodies) {
                body.kick(TIME_STEP / 2);
            }
        }
        return "energy " + Driver.repr(before) + " -> " + Driver.repr(energy(bodies)) + ", star at " + Driver.repr(bodies.get(0).x);
    }
}
