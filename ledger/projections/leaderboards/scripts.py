"""What runs inside Redis, each atomically. All keys of an organisation share one hash tag, `{organisation}`.

- `{org}:boards` (hash): position, the chain's hash there in hex, generation: what the boards show. Absent: nothing may
  be read. At the same position another hash is of another history.
- `{org}:board:SCOPE:PERIOD` (sorted set): employee by points, negated, so that ties come by employee_no. Whom
  deductions brought below zero stand in it, and are not shown.
- `{org}:board-names` (set): the names of all boards' keys.
- `{org}:rebuilding`: the token of whoever rebuilds them, for a few seconds.
"""

from __future__ import annotations

from typing import Any

from ledger.projections.leaderboards.projection import Changes

_ADD = """
-- From ARGV[first] on, for each group: how many boards, their indexes, how many employees, (employee, negated points)…
local function add(first)
    local i = first
    while ARGV[i] do
        local boards = {}
        for n = 1, tonumber(ARGV[i]) do
            boards[n] = KEYS[tonumber(ARGV[i + n]) + 3]
            redis.call('SADD', KEYS[3], boards[n])
        end
        i = i + #boards + 1
        local last = i + 2 * tonumber(ARGV[i])
        for at = i + 1, last, 2 do
            for _, board in ipairs(boards) do
                local points = redis.call('ZINCRBY', board, ARGV[at + 1], ARGV[at])
                if points == '0' or points == '-0' then
                    redis.call('ZREM', board, ARGV[at])
                end
            end
        end
        i = last + 1
    end
end
"""

APPLY = f"""{_ADD}
-- KEYS: boards, rebuilding, board-names, board…; ARGV: generation, from, its hash, to, its hash, then groups
if redis.call('EXISTS', KEYS[2]) == 1 then return 'rebuilding' end
local at = redis.call('HMGET', KEYS[1], 'generation', 'position', 'hash')
if at[1] ~= ARGV[1] then return 'gap' end
if at[2] == ARGV[4] and at[3] ~= ARGV[5] then return 'gap' end
if tonumber(at[2]) >= tonumber(ARGV[4]) then return 'known' end
if at[2] ~= ARGV[2] or at[3] ~= ARGV[3] then return 'gap' end
add(6)
redis.call('HSET', KEYS[1], 'position', ARGV[4], 'hash', ARGV[5])
return 'applied'
"""
"""Adds a page's points if the boards stand where the page begins: else a page was missed, or is known already, or
an older dump was restored, or they are of another history."""

BEGIN = """
-- KEYS: boards, rebuilding, board-names; ARGV: token, milliseconds
if not redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then return 0 end
redis.call('DEL', KEYS[1])
for _, board in ipairs(redis.call('SMEMBERS', KEYS[3])) do redis.call('UNLINK', board) end
redis.call('DEL', KEYS[3])
return 1
"""
"""Claims the rebuild, and clears the boards: readers turn to PostgreSQL."""

LOAD = f"""{_ADD}
-- KEYS: boards, rebuilding, board-names, board…; ARGV: token, milliseconds, then groups
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
redis.call('PEXPIRE', KEYS[2], ARGV[2])
add(3)
return 1
"""

FINISH = """
-- KEYS: boards, rebuilding, board-names; ARGV: token, generation, position, its hash
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'generation', ARGV[2], 'position', ARGV[3], 'hash', ARGV[4])
redis.call('DEL', KEYS[2])
return 1
"""

READ = """
-- KEYS: boards, board; ARGV: limit, me or ''
local at = redis.call('HMGET', KEYS[1], 'generation', 'position', 'hash')
if not at[2] or not at[3] then return false end
local items = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', '(0', 'WITHSCORES', 'LIMIT', 0, ARGV[1])
local mine, better = false, 0
if ARGV[2] ~= '' then
    mine = redis.call('ZSCORE', KEYS[2], ARGV[2])
    if mine and tonumber(mine) >= 0 then mine = false end
    if mine then better = redis.call('ZCOUNT', KEYS[2], '-inf', '(' .. mine) end
end
return {at[1], at[2], at[3], items, mine, better}
"""


def keys(organisation: str) -> list[str]:
    """boards, rebuilding, board-names."""
    return [f"{{{organisation}}}:{name}" for name in ("boards", "rebuilding", "board-names")]


def board_key(organisation: str, scope: str, period: str) -> str:
    return f"{{{organisation}}}:board:{scope}:{period}"


def groups(organisation: str, changes: Changes) -> tuple[list[str], list[Any]]:
    """Board keys and arguments of APPLY and LOAD: each change stands on a board of every scope and period."""
    boards: dict[str, int] = {}
    arguments: list[Any] = []
    for (tag, month, departments), people in changes.items():
        scopes = ("organisation", f"tag:{tag}", *(f"department:{code}" for code in dict.fromkeys(departments)))
        indexes = [
            boards.setdefault(board_key(organisation, scope, period), len(boards) + 1)
            for scope in scopes
            for period in (month, month[:4], "all")
        ]
        arguments += [len(indexes), *indexes, len(people)]
        for employee, points in people.items():
            arguments += (employee, -points)
    return list(boards), arguments
