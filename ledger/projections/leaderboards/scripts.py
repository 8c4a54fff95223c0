"""What runs inside Redis, each atomically. All keys of an organisation share one hash tag, `{organisation}`.

- `{org}:boards` (hash): position, generation: what the boards show. Absent: nothing may be read.
- `{org}:board:SCOPE:PERIOD` (sorted set): employee by points, negated, so that ties come by employee_no.
- `{org}:board-names` (set): the names of all boards' keys.
- `{org}:rebuilding`: the token of whoever rebuilds them, for a few seconds.
"""

from __future__ import annotations

APPLY = """
-- KEYS: boards, rebuilding, board-names, board…
-- ARGV: generation, from, to, then (index of board, employee, points)…
if redis.call('EXISTS', KEYS[2]) == 1 then return 'rebuilding' end
local at = redis.call('HMGET', KEYS[1], 'generation', 'position')
if at[1] ~= ARGV[1] then return 'gap' end
if tonumber(at[2]) >= tonumber(ARGV[3]) then return 'known' end
if at[2] ~= ARGV[2] then return 'gap' end
for i = 4, #ARGV, 3 do
    local board = KEYS[tonumber(ARGV[i]) + 3]
    if ARGV[i + 2] == '0' then
        redis.call('ZREM', board, ARGV[i + 1])
    else
        redis.call('ZADD', board, -tonumber(ARGV[i + 2]), ARGV[i + 1])
        redis.call('SADD', KEYS[3], board)
    end
end
redis.call('HSET', KEYS[1], 'position', ARGV[3])
return 'applied'
"""
"""Takes a page's absolute scores if the boards stand where the page begins: else a page was missed, or an older
dump restored."""

BEGIN = """
-- KEYS: boards, rebuilding, board-names; ARGV: token, milliseconds
if not redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then return 0 end
redis.call('DEL', KEYS[1])
for _, board in ipairs(redis.call('SMEMBERS', KEYS[3])) do redis.call('UNLINK', board) end
redis.call('DEL', KEYS[3])
return 1
"""
"""Claims the rebuild, and clears the boards: readers turn to PostgreSQL."""

LOAD = """
-- KEYS: boards, rebuilding, board-names, board…; ARGV: token, milliseconds, then (index, employee, points)…
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
redis.call('PEXPIRE', KEYS[2], ARGV[2])
for i = 3, #ARGV, 3 do
    local board = KEYS[tonumber(ARGV[i]) + 3]
    redis.call('ZADD', board, -tonumber(ARGV[i + 2]), ARGV[i + 1])
    redis.call('SADD', KEYS[3], board)
end
return 1
"""

FINISH = """
-- KEYS: boards, rebuilding, board-names; ARGV: token, generation, position
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'generation', ARGV[2], 'position', ARGV[3])
redis.call('DEL', KEYS[2])
return 1
"""

READ = """
-- KEYS: boards, board; ARGV: limit, me or ''
local at = redis.call('HMGET', KEYS[1], 'generation', 'position')
if not at[2] then return false end
local items = redis.call('ZRANGE', KEYS[2], 0, tonumber(ARGV[1]) - 1, 'WITHSCORES')
local mine, better = false, 0
if ARGV[2] ~= '' then
    mine = redis.call('ZSCORE', KEYS[2], ARGV[2])
    if mine then better = redis.call('ZCOUNT', KEYS[2], '-inf', '(' .. mine) end
end
return {at[1], at[2], items, mine, better}
"""


def keys(organisation: str) -> list[str]:
    """boards, rebuilding, board-names."""
    return [f"{{{organisation}}}:{name}" for name in ("boards", "rebuilding", "board-names")]


def board_key(organisation: str, scope: str, period: str) -> str:
    return f"{{{organisation}}}:board:{scope}:{period}"
