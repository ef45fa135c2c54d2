local floor = math.floor

-- Reads one character that `accepts` allows, or splits into two without reading.
local function new_state(accepts, out, other)
  return { accepts = accepts, out = out, other = other, seen_at = -1 }
end

local function literal(wanted)
  return function(letter) return letter == wanted end
end

local function any()
  return function(letter) return letter ~= "\n" end
end

local function member(letters, negated)
  return function(letter) return (letters[letter] == true) ~= negated end
end

local function connect(loose, target)
  for _, open in ipairs(loose) do
    open[1][open[2]] = target
  end
end

-- Recursive descent; every method returns the entry state and the states whose `out` is still open.
local Compiler = {}
Compiler.__index = Compiler

function Compiler:peek()
  return self.pattern:sub(self.position, self.position)
end

function Compiler:take()
  local letter = self:peek()
  self.position = self.position + 1
  return letter
end

function Compiler:alternatives()
  local start, loose = self:sequence()
  while self:peek() == "|" do
    self:take()
    local other_start, other_loose = self:sequence()
    start = new_state(nil, start, other_start)
    for _, open in ipairs(other_loose) do
      loose[#loose + 1] = open
    end
  end
  return start, loose
end

function Compiler:sequence()
  local start, loose = self:repeated()
  while self:peek() ~= "" and self:peek() ~= "|" and self:peek() ~= ")" do
    local following, following_loose = self:repeated()
    connect(loose, following)
    loose = following_loose
  end
  return start, loose
end

function Compiler:repeated()
  local start, loose = self:atom()
  while self:peek() == "*" or self:peek() == "+" or self:peek() == "?" do
    local mark = self:take()
    local split = new_state(nil, start, nil)
    if mark == "?" then
      loose[#loose + 1] = { split, "other" }
      start = split
    else
      connect(loose, split)
      loose = { { split, "other" } }
      if mark == "*" then
        start = split
      end
    end
  end
  return start, loose
end

function Compiler:atom()
  local letter = self:take()
  if letter == "(" then
    local start, loose = self:alternatives()
    self:take()
    return start, loose
  end
  local accepts
  if letter == "[" then
    accepts = self:character_class()
  elseif letter == "." then
    accepts = any()
  else
    if letter == "\\" then
      letter = self:take()
    end
    accepts = literal(letter)
  end
  local state = new_state(accepts)
  return state, { { state, "out" } }
end

function Compiler:character_class()
  local negated = self:peek() == "^"
  if negated then
    self:take()
  end
  local letters = {}
  while self:peek() ~= "]" do
    local first = self:take()
    if self:peek() == "-" then
      self:take()
      for code = first:byte(), self:take():byte() do
        letters[string.char(code)] = true
      end
    else
      letters[first] = true
    end
  end
  self:take()
  return member(letters, negated)
end

local function compile(pattern)
  local compiler = setmetatable({ pattern = pattern, position = 1 }, Compiler)
  local start, loose = compiler:alternatives()
  local final = new_state(nil)
  connect(loose, final)
  return start, final
end

local Matcher = {}
Matcher.__index = Matcher

-- Adds a state and everything reached from it without reading.
function Matcher:follow(state, states)
  if state.seen_at == self.generation then
    return
  end
  state.seen_at = self.generation
  if state.accepts == nil and state ~= self.final then
    self:follow(state.out, states)
    self:follow(state.other, states)
  else
    states[#states + 1] = state
  end
end

local function contains(states, wanted)
  for _, state in ipairs(states) do
    if state == wanted then
      return true
    end
  end
  return false
end

-- The position after the longest match that begins there, or -1.
function Matcher:match_end(text, begin)
  self.generation = self.generation + 1
  local current = {}
  self:follow(self.start, current)
  local finish = contains(current, self.final) and begin or -1
  for position = begin, #text do
    local letter = text:sub(position, position)
    self.generation = self.generation + 1
    local following = {}
    for _, state in ipairs(current) do
      if state.accepts ~= nil and state.accepts(letter) then
        self:follow(state.out, following)
      end
    end
    if #following == 0 then
      return finish
    end
    if contains(following, self.final) then
      finish = position + 1
    end
    current = following
  end
  return finish
end

function Matcher:find_all(text)
  local found = {}
  local position = 1
  while position <= #text do
    local finish = self:match_end(text, position)
    if finish > position then
      found[#found + 1] = text:sub(position, finish - 1)
      position = finish
    else
      position = position + 1
    end
  end
  return found
end

local PATTERNS = {
  [=[[a-z]+@[a-z]+(\.[a-z]+)+]=],
  [=[[0-9]+-[0-9]+-[0-9]+]=],
  "(https?|ftp)://[^ \n]+",
  [=[\([^()]*\)]=],
  "(a|b|ab)*abb?",
}
local WORDS = {
  [0] = "mail", "ann@example.org", "12", "2024-05-17", "http://a.example/x?y=1", "(see", "note)", "ababb", "aab", "bob@b.c.d", "ftp://old", "(ok)", "end.",
}

local function make_text(count)
  local seed = 7
  local words = {}
  for number = 0, count - 1 do
    seed = (seed * 16807) % 2147483647
    words[#words + 1] = WORDS[floor(seed / 64) % 13]
    words[#words + 1] = number % 12 == 11 and "\n" or " "
  end
  return table.concat(words)
end

local function run(size)
  local text = make_text(size)
  local parts = {}
  for i, pattern in ipairs(PATTERNS) do
    local start, final = compile(pattern)
    local matcher = setmetatable({ start = start, final = final, generation = 0 }, Matcher)
    local found = matcher:find_all(text)
    local checksum = 0
    for _, match in ipairs(found) do
      checksum = (checksum * 31 + #match * match:byte(-1)) % 1000003
    end
    parts[i] = string.format("%d:%d", #found, checksum)
  end
  return string.format("%d characters, matches %s", #text, table.concat(parts, " "))
end

return { run = run }
