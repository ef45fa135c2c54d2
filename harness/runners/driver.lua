-- Runs one port on Lua 5.4 or LuaJIT and answers the harness: the worker protocol of harness/README.md.
--
-- The port is a chunk that returns a table with `run`. The timed region holds `tostring(run(size))` and nothing else;
-- events are held back until the loop is over; what the program prints goes nowhere.
--
-- Plain Lua has no wall clock finer than a second. There iterations are timed in CPU time of the process (`os.clock`, in
-- microseconds), which differs from wall time by what other processes took; LuaJIT reads the real clocks by its ffi.
local out = io.stdout
local has_ffi, ffi = pcall(require, "ffi")
local wall, cpu, main_ns

if has_ffi then
  ffi.cdef([[typedef struct { long s; long ns; } driver_time; int clock_gettime(int id, driver_time *now);]])
  local slot = ffi.new("driver_time")
  local function reader(id)
    return function()
      ffi.C.clock_gettime(id, slot)
      return tonumber(slot.s) * 1e9 + tonumber(slot.ns)
    end
  end
  wall, cpu = reader(1), reader(3) -- CLOCK_MONOTONIC and CLOCK_THREAD_CPUTIME_ID of Linux
  main_ns = wall()
else
  wall = function() return os.clock() * 1e9 end
  cpu, main_ns = wall, 0 -- not known: the harness takes the moment this line arrives
end

print = function() end
io.write = print

-- JSON text of a number or a string.
local function quote(value)
  if type(value) == "number" then
    return string.format("%.0f", value)
  end
  return '"' .. value:gsub('[%c"\\]', function(c) return string.format("\\u%04x", c:byte()) end) .. '"'
end

local function event(name, ...)
  local parts, fields = { '{"event":"', name, '"' }, { ... }
  for i = 1, #fields, 2 do
    parts[#parts + 1] = ',"' .. fields[i] .. '":' .. quote(fields[i + 1])
  end
  return table.concat(parts) .. "}\n"
end

local function send(lines)
  out:write(table.concat(lines))
  out:flush()
end

local function fail(kind, message)
  send({ event("error", "kind", kind, "message", tostring(message):match("[^\n]*")) })
  os.exit(1)
end

local function peak_rss_bytes()
  local status = io.open("/proc/self/status")
  local text = status and status:read("*a") or ""
  return (tonumber(text:match("VmHWM:%s*(%d+)")) or 0) * 1024
end

-- Compiles and runs the chunk, telling how long each step took.
local function load_port(path, lines)
  local start = wall()
  local chunk, message = loadfile(path)
  if not chunk then
    fail("syntax", message)
  end
  local compiled = wall()
  local port = chunk()
  local loaded = wall()
  lines[#lines + 1] = event("phase", "name", "compile", "wall_ns", compiled - start)
  lines[#lines + 1] = event("phase", "name", "load", "wall_ns", loaded - compiled)
  return port
end

-- The timed loop. A result is sent where it differs from the one before.
local function iterate(run, size, count, budget_ns, lines)
  local index, spent, previous = 0, 0, nil
  repeat
    local cpu_start, start = cpu(), wall()
    local text = tostring(run(size))
    local finish, cpu_finish = wall(), cpu()
    local fields = { "index", index, "wall_ns", finish - start, "cpu_ns", cpu_finish - cpu_start }
    if text ~= previous then
      fields[7], fields[8] = "text", text
    end
    lines[#lines + 1] = event("iteration", (table.unpack or unpack)(fields))
    index, spent, previous = index + 1, spent + (finish - start), text
  until index >= count or (budget_ns > 0 and spent >= budget_ns)
end

send({ event("main", "monotonic_ns", main_ns) })
local request = io.read("*l") or ""
local function number(name) return tonumber(request:match('"' .. name .. '":(-?%d+)')) or 0 end
local function word(name)
  local text = request:gsub("\\\\", "\1"):gsub('\\"', "\2"):match('"' .. name .. '":"([^"]*)"') or ""
  return (text:gsub("\1", "\\"):gsub("\2", '"'))
end
if number("protocol") ~= 1 then
  fail("protocol", "this driver speaks protocol 1")
end
local lines = {}
local fine, message = xpcall(function()
  local port = load_port(word("path"), lines)
  local run = port[word("entry")]
  iterate(run, number("size"), math.max(1, number("iterations")), number("time_budget_ms") * 1e6, lines)
end, function(error) return error end)
if not fine then
  fail("program", message)
end
local jit_on = jit and jit.status() and 1 or 0
lines[#lines + 1] = '{"event":"counters","values":{"jit_on":' .. jit_on .. ',"jit_off":' .. (1 - jit_on) .. "}}\n"
lines[#lines + 1] = event("end", "monotonic_ns", has_ffi and wall() or 0, "peak_rss_bytes", peak_rss_bytes())
send(lines)
