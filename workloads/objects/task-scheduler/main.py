"""A small operating system: processes of several kinds exchange messages under priorities."""

READY = "ready"
WAITING = "waiting"
FINISHED = "finished"


class Message:
    def __init__(self, sender, kind, payload):
        self.sender = sender
        self.kind = kind
        self.payload = payload


class Mailbox:
    """First in, first out, on two stacks."""

    def __init__(self):
        self.arriving = []
        self.leaving = []

    def __len__(self):
        return len(self.arriving) + len(self.leaving)

    def put(self, message):
        self.arriving.append(message)

    def take(self):
        if not self.leaving:
            while self.arriving:
                self.leaving.append(self.arriving.pop())
        return self.leaving.pop()


class Process:
    """Subclasses say what happens in one time slice by overriding `on_message` or `step`."""

    def __init__(self, name, priority):
        self.name = name
        self.priority = priority
        self.state = READY
        self.mailbox = Mailbox()
        self.kernel = None
        self.slices = 0

    def send(self, target, kind, payload):
        self.kernel.deliver(target, Message(self.name, kind, payload))

    def step(self):
        if len(self.mailbox):
            self.on_message(self.mailbox.take())
        else:
            self.state = WAITING

    def on_message(self, message):
        raise NotImplementedError(self.name)

    def summary(self):
        return f"{self.name}:{self.slices}"


class Producer(Process):
    """Sends `count` jobs, but never has more than `window` of them unanswered."""

    def __init__(self, name, priority, target, count, window):
        super().__init__(name, priority)
        self.target = target
        self.remaining = count
        self.window = window
        self.unanswered = 0
        self.seed = count

    def step(self):
        if self.remaining and self.unanswered < self.window:
            self.seed = (self.seed * 1103515245 + 12345) % 2147483648
            self.remaining -= 1
            self.unanswered += 1
            self.send(self.target, "job", [self.seed >> 16 & 0xFF, self.remaining])
        elif self.unanswered == 0:
            self.state = FINISHED
        else:
            super().step()

    def on_message(self, message):
        self.unanswered -= 1


class Compressor(Process):
    """Packs jobs into blocks; a full block goes to the disk, each job is answered."""

    def __init__(self, name, priority, disk, block_size):
        super().__init__(name, priority)
        self.disk = disk
        self.block_size = block_size
        self.block = []

    def on_message(self, message):
        if message.kind == "job":
            value, number = message.payload
            self.block.append((value * 31 + number) % 251)
            if len(self.block) == self.block_size:
                self.send(self.disk, "write", self.block)
                self.block = []
            self.send(message.sender, "done", number)
        else:
            self.send("logger", "stored", message.payload)


class Disk(Process):
    """Is busy for some ticks with each block."""

    def __init__(self, name, priority, ticks_per_block):
        super().__init__(name, priority)
        self.ticks_per_block = ticks_per_block
        self.busy = 0
        self.current = None
        self.checksum = 0

    def step(self):
        if self.current is None:
            super().step()
            return
        self.busy -= 1
        if self.busy == 0:
            for value in self.current.payload:
                self.checksum = (self.checksum * 257 + value) % 1000003
            self.send(self.current.sender, "stored", self.checksum)
            self.current = None

    def on_message(self, message):
        self.current = message
        self.busy = self.ticks_per_block

    def summary(self):
        return f"{super().summary()}:{self.checksum}"


class Logger(Process):
    def __init__(self, name, priority):
        super().__init__(name, priority)
        self.entries = 0
        self.trace = 0

    def on_message(self, message):
        self.entries += 1
        self.trace = (self.trace * 3 + message.payload) % 1000003

    def summary(self):
        return f"{super().summary()}:{self.entries}:{self.trace}"


class Kernel:
    """Runs the ready process of the highest priority; equal priorities take turns."""

    def __init__(self, processes):
        self.queues = [[], [], []]
        self.processes = {}
        self.ticks = 0
        for process in processes:
            process.kernel = self
            self.processes[process.name] = process
            self.queues[process.priority].append(process)

    def deliver(self, target, message):
        process = self.processes[target]
        process.mailbox.put(message)
        if process.state == WAITING:
            process.state = READY
            self.queues[process.priority].append(process)

    def next_ready(self):
        for queue in self.queues:
            if queue:
                return queue.pop(0)
        return None

    def run(self):
        process = self.next_ready()
        while process is not None:
            self.ticks += 1
            process.slices += 1
            process.step()
            if process.state == READY:
                self.queues[process.priority].append(process)
            process = self.next_ready()


def run(size):
    kernel = Kernel([
        Producer("scanner", 2, "fast", size, window=4),
        Producer("printer", 2, "slow", size, window=2),
        Producer("network", 1, "fast", size // 2, window=6),
        Compressor("fast", 1, "disk", block_size=4),
        Compressor("slow", 2, "disk", block_size=9),
        Disk("disk", 0, ticks_per_block=3),
        Logger("logger", 2),
    ])
    kernel.run()
    parts = [process.summary() for process in kernel.processes.values()]
    return f"{kernel.ticks} ticks; " + " ".join(parts)


if __name__ == "__main__":
    print(run(35000))
