"""A text adventure played by a script: a world of rooms and things, a parser of sentences, rules."""


class Thing:
    def __init__(self, name, weight, *, fixed=False, opens=None):
        self.name = name
        self.weight = weight
        self.fixed = fixed
        self.opens = opens
        self.inside = []
        self.place = None

    def move_to(self, place):
        if self.place is not None:
            self.place.remove(self)
        self.place = place.inside
        self.place.append(self)

    def describe(self):
        if self.inside:
            return f"a {self.name} holding {listed(self.inside)}"
        return f"a {self.name}"


class Lamp(Thing):
    def __init__(self, oil):
        super().__init__("lamp", 3)
        self.oil = oil
        self.lit = False

    def burn(self):
        if self.lit:
            self.oil -= 1
            self.lit = self.oil > 0

    def describe(self):
        return "a burning lamp" if self.lit else "a dark lamp"


class Room:
    def __init__(self, name, *, dark=False):
        self.name = name
        self.dark = dark
        self.exits = {}
        self.locked = {}
        self.inside = []
        self.visits = 0

    def connect(self, direction, other, back, key=None):
        self.exits[direction] = other
        other.exits[back] = self
        if key is not None:
            self.locked[direction] = key


class Refusal(Exception):
    """A command that is understood and cannot be done; its text is the answer."""


def listed(things):
    names = sorted([thing.describe() for thing in things])
    if len(names) == 1:
        return names[0]
    return ", ".join(names[:-1]) + " and " + names[-1]


SYNONYMS = {"get": "take", "grab": "take", "put": "drop", "n": "north", "s": "south", "e": "east", "w": "west", "light": "burn", "l": "look"}
FILLERS = {"the", "a", "an", "to", "please", "with", "up"}
DIRECTIONS = {"north", "south", "east", "west"}


class Game:
    def __init__(self):
        self.rooms = [Room("hall"), Room("garden"), Room("cellar", dark=True), Room("library"), Room("tower", dark=True), Room("kitchen")]
        hall, garden, cellar, library, tower, kitchen = self.rooms
        hall.connect("north", garden, "south")
        hall.connect("east", library, "west")
        hall.connect("west", kitchen, "east")
        kitchen.connect("north", cellar, "south", key="iron key")
        library.connect("north", tower, "south", key="silver key")
        self.lamp = Lamp(400)
        box = Thing("box", 20, fixed=True, opens="silver key")
        placed = [
            (self.lamp, kitchen), (Thing("iron key", 1), garden), (Thing("book", 4), library), (box, cellar), (Thing("rope", 5), garden),
            (Thing("crown", 9), tower), (Thing("spoon", 1), kitchen), (Thing("stone", 12), garden), (Thing("statue", 90, fixed=True), hall),
        ]
        for thing, room in placed:
            thing.move_to(room)
        Thing("silver key", 1).move_to(box)
        self.room = hall
        self.inside = []
        self.score = 0
        self.commands = {"look": self.look, "take": self.take, "drop": self.drop, "burn": self.burn, "open": self.open, "inventory": self.inventory}

    def in_the_dark(self):
        return self.room.dark and not (self.lamp.lit and self.lamp in self.inside + self.room.inside)

    def find(self, name, *places):
        for place in places:
            for thing in place:
                if thing.name == name or thing.name.endswith(" " + name):
                    return thing
        raise Refusal(f"There is no {name}.")

    def look(self, name):
        if self.in_the_dark():
            return "It is dark."
        seen = f" You see {listed(self.room.inside)}." if self.room.inside else ""
        return f"You are in the {self.room.name}.{seen} Ways lead {', '.join(sorted(self.room.exits))}."

    def take(self, name):
        if self.in_the_dark():
            raise Refusal("You grope about.")
        thing = self.find(name, self.room.inside)
        if thing.fixed:
            raise Refusal(f"The {thing.name} does not move.")
        if sum([held.weight for held in self.inside]) + thing.weight > 20:
            raise Refusal("That is too much to carry.")
        thing.move_to(self)
        self.score += 5 if thing.name == "crown" else 0
        return "Taken."

    def drop(self, name):
        self.find(name, self.inside).move_to(self.room)
        return "Dropped."

    def burn(self, name):
        thing = self.find(name, self.inside, self.room.inside)
        if not isinstance(thing, Lamp):
            raise Refusal(f"The {thing.name} does not burn.")
        if thing.oil <= 0:
            raise Refusal("No oil is left.")
        thing.lit = True
        return "There is light."

    def open(self, name):
        if self.in_the_dark():
            raise Refusal("You grope about.")
        thing = self.find(name, self.room.inside)
        if thing.opens is None or not thing.inside:
            raise Refusal("Nothing happens.")
        found = listed(thing.inside)
        for held in list(thing.inside):
            held.move_to(self.room)
        self.score += 3
        return f"Out falls {found}."

    def inventory(self, name):
        return f"You carry {listed(self.inside)}." if self.inside else "You carry nothing."

    def go(self, direction):
        if direction not in self.room.exits:
            raise Refusal("There is no way.")
        key = self.room.locked.get(direction)
        if key is not None:
            self.find(key, self.inside)
            del self.room.locked[direction]
            self.score += 2
        self.room = self.room.exits[direction]
        self.room.visits += 1
        return self.look("")

    def answer(self, sentence):
        """One command; the lamp burns down while we think."""
        self.lamp.burn()
        words = [SYNONYMS.get(word, word) for word in sentence.lower().strip(" .!").split() if word not in FILLERS]
        try:
            if not words:
                raise Refusal("What?")
            verb = words[0]
            if verb in DIRECTIONS:
                return self.go(verb)
            if verb == "go" and len(words) == 2:
                return self.go(words[1])
            command = self.commands.get(verb)
            if command is None:
                raise Refusal(f"I do not know how to {verb}.")
            return command(" ".join(words[1:]))
        except Refusal as refusal:
            return str(refusal)


SENTENCES = [
    "n", "go south", "take the iron key", "GET LAMP", "light the lamp!", "east", "west", "go north", "open the box", "take silver key", "look", "drop stone",
    "grab the stone", "put rope", "take rope please", "sing", "inventory", "go up", "take crown", "take statue", "s", "drop the lamp", "pick up the book", "take book",
]


def run(size):
    finished = answers = characters = checksum = score = visits = 0
    seed = 4711
    game = Game()
    for turn in range(size):
        seed = (seed * 1103515245 + 12345) % 2147483648
        text = game.answer(SENTENCES[seed // 65536 % len(SENTENCES)])
        answers += 1
        characters += len(text)
        checksum = (checksum * 31 + len(text) * 7 + ord(text[-2])) % 1000000007
        if game.score >= 12 or turn % 700 == 699:
            finished += game.score >= 12
            score += game.score
            visits += sum([room.visits for room in game.rooms])
            game = Game()
    return f"{answers} answers of {characters} characters, {finished} games won, score {score}, {visits} rooms entered, checksum {checksum}"


if __name__ == "__main__":
    print(run(220000))
