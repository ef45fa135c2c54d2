local floor = math.floor

local function new_entry(key, value)
  return { key = key, value = value, previous = nil, next = nil, uses = 1 }
end

-- A doubly linked list in a ring around a head that holds nothing.
local Chain = {}
Chain.__index = Chain

function Chain.new()
  local head = new_entry(nil, nil)
  head.previous, head.next = head, head
  return setmetatable({ head = head }, Chain)
end

function Chain:add(entry)
  local last = self.head.previous
  entry.previous = last
  entry.next = self.head
  last.next = entry
  self.head.previous = entry
end

function Chain:remove(entry)
  entry.previous.next = entry.next
  entry.next.previous = entry.previous
end

function Chain:oldest()
  return self.head.next
end

function Chain:is_empty()
  return self.head.next == self.head
end

local Cache = {}
Cache.__index = Cache

local function new_cache(class, name, capacity, load)
  return setmetatable({ name = name, capacity = capacity, load = load, entries = {}, count = 0, hits = 0, misses = 0 }, class)
end

function Cache:get(key)
  local entry = self.entries[key]
  if entry then
    self.hits = self.hits + 1
    self:touch(entry)
    return entry.value
  end
  self.misses = self.misses + 1
  if self.count >= self.capacity then
    local victim = self:evict()
    self.entries[victim.key] = nil
    self.count = self.count - 1
  end
  entry = new_entry(key, self.load(key))
  self.entries[key] = entry
  self.count = self.count + 1
  self:admit(entry)
  return entry.value
end

function Cache:touch(_) end

local FirstIn = setmetatable({}, Cache)
FirstIn.__index = FirstIn

function FirstIn:admit(entry)
  self.chain:add(entry)
end

function FirstIn:evict()
  local victim = self.chain:oldest()
  self.chain:remove(victim)
  return victim
end

local LeastRecent = setmetatable({}, FirstIn)
LeastRecent.__index = LeastRecent

function LeastRecent:touch(entry)
  self.chain:remove(entry)
  self.chain:add(entry)
end

-- One chain for each number of uses.
local LeastOften = setmetatable({}, Cache)
LeastOften.__index = LeastOften

function LeastOften:chain(uses)
  local chain = self.chains[uses]
  if chain == nil then
    chain = Chain.new()
    self.chains[uses] = chain
  end
  return chain
end

function LeastOften:touch(entry)
  local chain = self.chains[entry.uses]
  chain:remove(entry)
  if chain:is_empty() then
    self.chains[entry.uses] = nil
    if self.fewest == entry.uses then
      self.fewest = self.fewest + 1
    end
  end
  entry.uses = entry.uses + 1
  self:chain(entry.uses):add(entry)
end

function LeastOften:admit(entry)
  self.fewest = 1
  self:chain(1):add(entry)
end

function LeastOften:evict()
  local chain = self.chains[self.fewest]
  local victim = chain:oldest()
  chain:remove(victim)
  if chain:is_empty() then
    self.chains[self.fewest] = nil
  end
  return victim
end

-- Some pages are asked for far more often; what is popular drifts.
local function requests(count, pages)
  return coroutine.wrap(function()
    local seed = 77
    for number = 0, count - 1 do
      seed = (seed * 16807) % 2147483647
      local code = floor(seed / 64)
      local popular = floor(code % pages * (floor(code / 7) % pages) / pages)
      coroutine.yield((popular + floor(number / 500)) % pages)
    end
  end)
end

local function run(size)
  local loads = 0
  local function load(key)
    loads = loads + 1
    return key * 2654435761 % 4294967296
  end
  local first, recent, often = new_cache(FirstIn, "FirstIn", 100, load), new_cache(LeastRecent, "LeastRecent", 100, load), new_cache(LeastOften, "LeastOften", 100, load)
  first.chain, recent.chain, often.chains, often.fewest = Chain.new(), Chain.new(), {}, 1
  local caches = { first, recent, often }
  local checksum = 0
  for page in requests(size, 1000) do
    for _, cache in ipairs(caches) do
      checksum = (checksum * 31 + cache:get(page)) % 1000000007
    end
  end
  local told = {}
  for i, cache in ipairs(caches) do
    told[i] = string.format("%s %d/%d", cache.name, cache.hits, cache.misses)
  end
  return string.format("%s, %d loads, checksum %d", table.concat(told, ", "), loads, checksum)
end

return { run = run }
