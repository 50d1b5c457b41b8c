"""Run one command and say what it cost: `spawn.py OUTPUT COMMAND...`.

This is a program of its own, importing next to nothing, because the peak memory of a child
starts at that of the process it was split from: nothing can be measured below it.
Prints the exit code, processor seconds (user and system, with those of the child's own
children that it waited for), wall seconds, and peak kilobytes of the largest process.
"""

import os
import sys
import time


def main() -> None:
    output, command = sys.argv[1], sys.argv[2:]
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, output, flags, 0o600),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    start = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - start
    kilobytes = usage.ru_maxrss // (1024 if sys.platform == "darwin" else 1)
    code = os.waitstatus_to_exitcode(status)
    print(code, usage.ru_utime + usage.ru_stime, wall, kilobytes)


if __name__ == "__main__":
    main()
