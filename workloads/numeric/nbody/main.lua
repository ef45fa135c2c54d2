local sqrt = math.sqrt
local GRAVITY = 1.0
local TIME_STEP = 0.0078125

local Body = {}
Body.__index = Body

function Body.new(mass, x, y, z, vx, vy, vz)
  local body = { mass = mass, x = x, y = y, z = z, vx = vx, vy = vy, vz = vz, ax = 0.0, ay = 0.0, az = 0.0 }
  return setmetatable(body, Body)
end

function Body:drift(dt)
  self.x = self.x + dt * self.vx
  self.y = self.y + dt * self.vy
  self.z = self.z + dt * self.vz
end

function Body:kick(dt)
  self.vx = self.vx + dt * self.ax
  self.vy = self.vy + dt * self.ay
  self.vz = self.vz + dt * self.az
end

function Body:kinetic_energy()
  local speed_squared = self.vx * self.vx + self.vy * self.vy + self.vz * self.vz
  return 0.5 * self.mass * speed_squared
end

local function build_system()
  local star_mass = 100.0
  local bodies = { Body.new(star_mass, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0) }
  for index = 1, 5 do
    local radius = 1.5 * index + 0.25 * index * index
    local speed = sqrt(GRAVITY * star_mass / radius)
    local tilt = 0.03125 * index
    -- Alternate planets start on the two axes so that they do not line up.
    if index % 2 == 1 then
      bodies[#bodies + 1] = Body.new(0.015625 * index, radius, 0.0, tilt, 0.0, speed, 0.0)
    else
      bodies[#bodies + 1] = Body.new(0.015625 * index, 0.0, -radius, -tilt, speed, 0.0, 0.0)
    end
  end
  return bodies
end

local function accelerate(bodies)
  for _, body in ipairs(bodies) do
    body.ax, body.ay, body.az = 0.0, 0.0, 0.0
  end
  local count = #bodies
  for i = 1, count do
    local first = bodies[i]
    for j = i + 1, count do
      local second = bodies[j]
      local dx = second.x - first.x
      local dy = second.y - first.y
      local dz = second.z - first.z
      local squared = dx * dx + dy * dy + dz * dz
      local strength = GRAVITY / (squared * sqrt(squared))
      local pull = strength * second.mass
      first.ax = first.ax + dx * pull
      first.ay = first.ay + dy * pull
      first.az = first.az + dz * pull
      pull = strength * first.mass
      second.ax = second.ax - dx * pull
      second.ay = second.ay - dy * pull
      second.az = second.az - dz * pull
    end
  end
end

local function energy(bodies)
  local total = 0.0
  for i, body in ipairs(bodies) do
    total = total + body:kinetic_energy()
    for j = i + 1, #bodies do
      local other = bodies[j]
      local dx = other.x - body.x
      local dy = other.y - body.y
      local dz = other.z - body.z
      total = total - GRAVITY * body.mass * other.mass / sqrt(dx * dx + dy * dy + dz * dz)
    end
  end
  return total
end

-- The shortest digits that read back the same, as Python prints a float.
local function repr(value)
  for digits = 1, 17 do
    local text = string.format("%." .. digits .. "g", value)
    if tonumber(text) == value then
      return text:find("%.") and text or text .. ".0"
    end
  end
end

local function run(size)
  local bodies = build_system()
  local before = energy(bodies)
  accelerate(bodies)
  for _ = 1, size do
    for _, body in ipairs(bodies) do
      body:kick(TIME_STEP / 2)
      body:drift(TIME_STEP)
    end
    accelerate(bodies)
    for _, body in ipairs(bodies) do
      body:kick(TIME_STEP / 2)
    end
  end
  return string.format("energy %s -> %s, star at %s", repr(before), repr(energy(bodies)), repr(bodies[1].x))
end

return { run = run }
