GRAVITY = 1.0
TIME_STEP = 0.0078125

class Body
  attr_accessor :mass, :x, :y, :z, :vx, :vy, :vz, :ax, :ay, :az

  def initialize(mass, position, velocity)
    @mass = mass
    @x, @y, @z = position
    @vx, @vy, @vz = velocity
    @ax = @ay = @az = 0.0
  end

  def drift(dt)
    @x += dt * @vx
    @y += dt * @vy
    @z += dt * @vz
  end

  def kick(dt)
    @vx += dt * @ax
    @vy += dt * @ay
    @vz += dt * @az
  end

  def kinetic_energy
    speed_squared = @vx * @vx + @vy * @vy + @vz * @vz
    0.5 * @mass * speed_squared
  end
end

def build_system
  star_mass = 100.0
  bodies = [Body.new(star_mass, [0.0, 0.0, 0.0], [0.0, 0.0, 0.0])]
  (1...6).each do |index|
    radius = 1.5 * index + 0.25 * index * index
    speed = Math.sqrt(GRAVITY * star_mass / radius)
    tilt = 0.03125 * index
    # Alternate planets start on the two axes so that they do not line up.
    if index.odd?
      position = [radius, 0.0, tilt]
      velocity = [0.0, speed, 0.0]
    else
      position = [0.0, -radius, -tilt]
      velocity = [speed, 0.0, 0.0]
    end
    bodies << Body.new(0.015625 * index, position, velocity)
  end
  bodies
end

def accelerate(bodies)
  bodies.each { |body| body.ax = body.ay = body.az = 0.0 }
  count = bodies.length
  count.times do |i|
    first = bodies[i]
    (i + 1...count).each do |j|
      second = bodies[j]
      dx = second.x - first.x
      dy = second.y - first.y
      dz = second.z - first.z
      squared = dx * dx + dy * dy + dz * dz
      strength = GRAVITY / (squared * Math.sqrt(squared))
      pull = strength * second.mass
      first.ax += dx * pull
      first.ay += dy * pull
      first.az += dz * pull
      pull = strength * first.mass
      second.ax -= dx * pull
      second.ay -= dy * pull
      second.az -= dz * pull
    end
  end
end

def energy(bodies)
  total = 0.0
  bodies.each_with_index do |body, i|
    total += body.kinetic_energy
    bodies[i + 1..].each do |other|
      dx = other.x - body.x
      dy = other.y - body.y
      dz = other.z - body.z
      total -= GRAVITY * body.mass * other.mass / Math.sqrt(dx * dx + dy * dy + dz * dz)
    end
  end
  total
end

def run(size)
  bodies = build_system
  before = energy(bodies)
  accelerate(bodies)
  size.times do
    bodies.each do |body|
      body.kick(TIME_STEP / 2)
      body.drift(TIME_STEP)
    end
    accelerate(bodies)
    bodies.each { |body| body.kick(TIME_STEP / 2) }
  end
  "energy #{before} -> #{energy(bodies)}, star at #{bodies[0].x}"
end
