"""Turns this process into a server whose life is tied to its parent's.

Run as a program, never imported by the service:

    python -I -S child.py PARENT_PID DEATH_SIGNAL UID GID COMMAND [ARGUMENT...]

A program of its own rather than a `preexec_fn`: Python code between fork and exec can deadlock in a
process that has threads. Exits with 70 when it cannot do its work or the parent is gone.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
EX_SOFTWARE = 70


def main() -> None:
    """Change the user, ask for the death signal, become COMMAND."""
    parent, death_signal, uid, gid = (int(argument) for argument in sys.argv[1:5])
    command = sys.argv[5:]
    libc = ctypes.CDLL(None, use_errno=True)
    # Python ignores SIGPIPE, and a background shell may have left SIGINT ignored: both would be inherited.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    if os.geteuid() == 0:
        os.setgroups([gid])
        os.setgid(gid)
        os.setuid(uid)
    os.umask(0o077)
    # After the change of user, which clears it.
    if libc.prctl(PR_SET_PDEATHSIG, death_signal, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    # A parent that died before the prctl sends nothing any more.
    if os.getppid() != parent:
        sys.exit(EX_SOFTWARE)
    os.execv(command[0], command)


if __name__ == "__main__":
    try:
        main()
    except OSError as problem:
        print(f"cannot start {sys.argv[5]}: {problem}", file=sys.stderr)
        sys.exit(EX_SOFTWARE)
