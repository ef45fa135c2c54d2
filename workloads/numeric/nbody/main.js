"use strict";

const GRAVITY = 1;
const TIME_STEP = 0.0078125;

class Body {
  constructor(mass, position, velocity) {
    this.mass = mass;
    [this.x, this.y, this.z] = position;
    [this.vx, this.vy, this.vz] = velocity;
    this.ax = this.ay = this.az = 0;
  }

  drift(dt) {
    this.x += dt * this.vx;
    this.y += dt * this.vy;
    this.z += dt * this.vz;
  }

  kick(dt) {
    this.vx += dt * this.ax;
    this.vy += dt * this.ay;
    this.vz += dt * this.az;
  }

  kineticEnergy() {
    const speedSquared = this.vx * this.vx + this.vy * this.vy + this.vz * this.vz;
    return 0.5 * this.mass * speedSquared;
  }
}

function buildSystem() {
  const starMass = 100;
  const bodies = [new Body(starMass, [0, 0, 0], [0, 0, 0])];
  for (let index = 1; index < 6; index++) {
    const radius = 1.5 * index + 0.25 * index * index;
    const speed = Math.sqrt((GRAVITY * starMass) / radius);
    const tilt = 0.03125 * index;
    // Alternate planets start on the two axes so that they do not line up.
    if (index % 2) bodies.push(new Body(0.015625 * index, [radius, 0, tilt], [0, speed, 0]));
    else bodies.push(new Body(0.015625 * index, [0, -radius, -tilt], [speed, 0, 0]));
  }
  return bodies;
}

function accelerate(bodies) {
  for (const body of bodies) body.ax = body.ay = body.az = 0;
  const count = bodies.length;
  for (let i = 0; i < count; i++) {
    const first = bodies[i];
    for (let j = i + 1; j < count; j++) {
      const second = bodies[j];
      const dx = second.x - first.x;
      const dy = second.y - first.y;
      const dz = second.z - first.z;
      const squared = dx * dx + dy * dy + dz * dz;
      const strength = GRAVITY / (squared * Math.sqrt(squared));
      let pull = strength * second.mass;
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

function energy(bodies) {
  let total = 0;
  for (let i = 0; i < bodies.length; i++) {
    const body = bodies[i];
    total += body.kineticEnergy();
    for (const other of bodies.slice(i + 1)) {
      const dx = other.x - body.x;
      const dy = other.y - body.y;
      const dz = other.z - body.z;
      total -= (GRAVITY * body.mass * other.mass) / Math.sqrt(dx * dx + dy * dy + dz * dz);
    }
  }
  return total;
}

exports.run = (size) => {
  const bodies = buildSystem();
  const before = energy(bodies);
  accelerate(bodies);
  for (let step = 0; step < size; step++) {
    for (const body of bodies) {
      body.kick(TIME_STEP / 2);
      body.drift(TIME_STEP);
    }
    accelerate(bodies);
    for (const body of bodies) body.kick(TIME_STEP / 2);
  }
  return `energy ${before} -> ${energy(bodies)}, star at ${bodies[0].x}`;
};
