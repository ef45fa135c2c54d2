require "set"

KEYWORDS = Set["let", "if", "while", "end"]

def classify(letter)
  return "letter" if letter.match?(/[a-zA-Z]/)
  return "digit" if letter.match?(/[0-9]/)
  return "space" if letter == " "
  return "quote" if letter == '"'

  "sign"
end

# State and class of a character to the next state and what to do.
LEXER = {
  ["start", "letter"] => ["word", "begin"],
  ["start", "digit"] => ["number", "begin"],
  ["start", "space"] => ["start", "skip"],
  ["start", "quote"] => ["text", "begin"],
  ["start", "sign"] => ["start", "single"],
  ["word", "letter"] => ["word", "more"],
  ["word", "digit"] => ["word", "more"],
  ["number", "digit"] => ["number", "more"],
  ["text", "quote"] => ["start", "close"]
}.freeze

def lex(source)
  tokens = []
  state = "start"
  first = position = 0
  while position < source.length
    letter = source[position]
    move = LEXER[[state, classify(letter)]]
    if move.nil?
      if state == "text"
        position += 1
        next
      end
      word = source[first...position]
      tokens << [KEYWORDS.include?(word) ? "keyword" : state, word]
      state = "start"
      next
    end
    state, action = move
    if action == "begin"
      first = position
    elsif action == "single"
      tokens << ["sign", letter]
    elsif action == "close"
      tokens << ["text", source[first + 1...position]]
    end
    position += 1
  end
  tokens << [state, source[first..]] if state != "start"
  tokens
end

# Numbered packets with acknowledgement; some get lost.
class Connection
  attr_reader :expected, :delivered, :resets

  def initialize
    @state = "closed"
    @expected = 0
    @delivered = 0
    @resets = 0
  end

  def receive(kind, number)
    if @state == "closed"
      if kind == "syn"
        @state = "opening"
        @expected = number + 1
        return "syn-ack"
      end
      return "reset"
    elsif @state == "opening"
      if kind == "ack"
        @state = "open"
        return ""
      elsif kind == "syn"
        @expected = number + 1
        return "syn-ack"
      end
    elsif @state == "open"
      if kind == "data"
        if number == @expected
          @expected += 1
          @delivered += 1
        end
        return "ack"
      elsif kind == "fin"
        @state = "closing"
        return "fin-ack"
      elsif kind == "ack"
        return ""
      end
    elsif @state == "closing"
      if kind == "ack"
        @state = "closed"
        return ""
      elsif kind == "fin"
        return "fin-ack"
      end
    end
    @state = "closed"
    @resets += 1
    "reset"
  end
end

# The state is the method that handles the next tick.
class Lift
  attr_reader :waiting, :carried, :moved

  def initialize(floors)
    @waiting = [0] * floors
    @floor = 0
    @direction = 1
    @carried = 0
    @moved = 0
    @tick = method(:idle)
  end

  def tick
    @tick.call
  end

  def wanted_ahead
    floor = @floor + @direction
    while floor >= 0 && floor < @waiting.length
      return true if @waiting[floor] != 0

      floor += @direction
    end
    false
  end

  def idle
    @waiting.each do |count|
      if count != 0
        @tick = method(:moving)
        return
      end
    end
  end

  def moving
    if @waiting[@floor] != 0
      @tick = method(:loading)
    elsif wanted_ahead
      @floor += @direction
      @moved += 1
    else
      @direction = -@direction
      @tick = method(:idle) unless wanted_ahead
    end
  end

  def loading
    @waiting[@floor] -= 1
    @carried += 1
    @tick = method(:moving) if @waiting[@floor] == 0
  end
end

KINDS = ["syn", "ack", "data", "data", "data", "data", "fin", "ack"].freeze
LINES = ['let x1 = 40 + 2', 'while x1 > "ten" end', 'if ab12 < 77 let s = "a b c" end', 'x=y*(z3-14)'].freeze

def run(size)
  tokens = kinds = 0
  (size / 40).times do |number|
    lex(LINES[number % 4]).each do |kind, word|
      tokens += 1
      kinds = (kinds * 31 + kind.length * 7 + word.length) % 1000003
    end
  end
  connection = Connection.new
  lift = Lift.new(12)
  answers = 0
  seed = 3
  size.times do
    seed = (seed * 16807) % 2147483647
    code = seed / 64
    answer = connection.receive(KINDS[code % 8], connection.expected - code / 8 % 5 / 4)
    answers = (answers * 31 + answer.length) % 1000003
    lift.waiting[code / 16 % 12] += 1 if code % 9 == 0
    lift.tick
  end
  "#{tokens} tokens #{kinds}, #{connection.delivered} delivered, #{connection.resets} resets, answers #{answers}, " \
    "#{lift.carried} carried over #{lift.moved} floors"
end
