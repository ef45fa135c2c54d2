local floor = math.floor
local KEYWORDS = { ["let"] = true, ["if"] = true, ["while"] = true, ["end"] = true }

local function classify(letter)
  if letter:find("%a") then
    return "letter"
  end
  if letter:find("%d") then
    return "digit"
  end
  if letter == " " then
    return "space"
  end
  if letter == '"' then
    return "quote"
  end
  return "sign"
end

-- State and class of a character to the next state and what to do.
local LEXER = {
  ["start letter"] = { "word", "begin" },
  ["start digit"] = { "number", "begin" },
  ["start space"] = { "start", "skip" },
  ["start quote"] = { "text", "begin" },
  ["start sign"] = { "start", "single" },
  ["word letter"] = { "word", "more" },
  ["word digit"] = { "word", "more" },
  ["number digit"] = { "number", "more" },
  ["text quote"] = { "start", "close" },
}

local function lex(source)
  local tokens = {}
  local state = "start"
  local begin, position = 1, 1
  while position <= #source do
    local letter = source:sub(position, position)
    local move = LEXER[state .. " " .. classify(letter)]
    if move == nil then
      if state == "text" then
        position = position + 1
      else
        local word = source:sub(begin, position - 1)
        tokens[#tokens + 1] = { KEYWORDS[word] and "keyword" or state, word }
        state = "start"
      end
    else
      local action = move[2]
      state = move[1]
      if action == "begin" then
        begin = position
      elseif action == "single" then
        tokens[#tokens + 1] = { "sign", letter }
      elseif action == "close" then
        tokens[#tokens + 1] = { "text", source:sub(begin + 1, position - 1) }
      end
      position = position + 1
    end
  end
  if state ~= "start" then
    tokens[#tokens + 1] = { state, source:sub(begin) }
  end
  return tokens
end

-- Numbered packets with acknowledgement; some get lost.
local Connection = {}
Connection.__index = Connection

function Connection:receive(kind, number)
  if self.state == "closed" then
    if kind == "syn" then
      self.state = "opening"
      self.expected = number + 1
      return "syn-ack"
    end
    return "reset"
  elseif self.state == "opening" then
    if kind == "ack" then
      self.state = "open"
      return ""
    elseif kind == "syn" then
      self.expected = number + 1
      return "syn-ack"
    end
  elseif self.state == "open" then
    if kind == "data" then
      if number == self.expected then
        self.expected = self.expected + 1
        self.delivered = self.delivered + 1
      end
      return "ack"
    elseif kind == "fin" then
      self.state = "closing"
      return "fin-ack"
    elseif kind == "ack" then
      return ""
    end
  elseif self.state == "closing" then
    if kind == "ack" then
      self.state = "closed"
      return ""
    elseif kind == "fin" then
      return "fin-ack"
    end
  end
  self.state = "closed"
  self.resets = self.resets + 1
  return "reset"
end

-- The state is the method that handles the next tick.
local Lift = {}
Lift.__index = Lift

function Lift.new(floors)
  local waiting = {}
  for i = 0, floors - 1 do
    waiting[i] = 0
  end
  return setmetatable({ waiting = waiting, floors = floors, floor = 0, direction = 1, carried = 0, moved = 0, tick = Lift.idle }, Lift)
end

function Lift:wanted_ahead()
  local ahead = self.floor + self.direction
  while ahead >= 0 and ahead < self.floors do
    if self.waiting[ahead] ~= 0 then
      return true
    end
    ahead = ahead + self.direction
  end
  return false
end

function Lift:idle()
  for i = 0, self.floors - 1 do
    if self.waiting[i] ~= 0 then
      self.tick = Lift.moving
      return
    end
  end
end

function Lift:moving()
  if self.waiting[self.floor] ~= 0 then
    self.tick = Lift.loading
  elseif self:wanted_ahead() then
    self.floor = self.floor + self.direction
    self.moved = self.moved + 1
  else
    self.direction = -self.direction
    if not self:wanted_ahead() then
      self.tick = Lift.idle
    end
  end
end

function Lift:loading()
  self.waiting[self.floor] = self.waiting[self.floor] - 1
  self.carried = self.carried + 1
  if self.waiting[self.floor] == 0 then
    self.tick = Lift.moving
  end
end

local KINDS = { [0] = "syn", "ack", "data", "data", "data", "data", "fin", "ack" }
local LINES = { [0] = "let x1 = 40 + 2", 'while x1 > "ten" end', 'if ab12 < 77 let s = "a b c" end', "x=y*(z3-14)" }

local function run(size)
  local tokens, kinds = 0, 0
  for number = 0, floor(size / 40) - 1 do
    for _, token in ipairs(lex(LINES[number % 4])) do
      tokens = tokens + 1
      kinds = (kinds * 31 + #token[1] * 7 + #token[2]) % 1000003
    end
  end
  local connection = setmetatable({ state = "closed", expected = 0, delivered = 0, resets = 0 }, Connection)
  local lift = Lift.new(12)
  local answers, seed = 0, 3
  for _ = 1, size do
    seed = (seed * 16807) % 2147483647
    local code = floor(seed / 64)
    local answer = connection:receive(KINDS[code % 8], connection.expected - floor(floor(code / 8) % 5 / 4))
    answers = (answers * 31 + #answer) % 1000003
    if code % 9 == 0 then
      local wanted = floor(code / 16) % 12
      lift.waiting[wanted] = lift.waiting[wanted] + 1
    end
    lift:tick()
  end
  return string.format(
    "%d tokens %d, %d delivered, %d resets, answers %d, %d carried over %d floors",
    tokens, kinds, connection.delivered, connection.resets, answers, lift.carried, lift.moved
  )
end

return { run = run }
