-- Sends the requests of a file, each under an Idempotency-Key of its own, and counts the answers by status.
--
-- LEDGER_BENCH_REQUESTS: one request per line: METHOD, PATH, TOKEN, BODY, apart by tabs; TOKEN and BODY may be
-- empty. LEDGER_BENCH_RUN: a word that no other run has used, the start of all keys.

local threads = {}
local lines = {}
local run = os.getenv("LEDGER_BENCH_RUN")

function setup(thread)
   thread:set("number", #threads)
   table.insert(threads, thread)
end

-- Everything but the key is put together before the clock starts.
function init(args)
   counts, example, sent = {}, "", 0
   for line in io.lines(os.getenv("LEDGER_BENCH_REQUESTS")) do
      local method, path, token, body = line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)$")
      local head = method .. " " .. path .. " HTTP/1.1\r\nHost: " .. wrk.headers["Host"] .. "\r\n"
      if token ~= "" then head = head .. "Authorization: Bearer " .. token .. "\r\nIdempotency-Key: " end
      local tail = "\r\n\r\n" .. body
      if method ~= "GET" then
         tail = "\r\nContent-Type: application/json\r\nContent-Length: " .. #body .. tail
      end
      if token == "" then tail = tail:gsub("^\r\n", "") end
      table.insert(lines, {head, tail, token ~= ""})
   end
end

function request()
   sent = sent + 1
   local line = lines[(sent * 7 + number * 3) % #lines + 1]
   if line[3] then
      return line[1] .. run .. "-" .. number .. "-" .. sent .. line[2]
   end
   return line[1] .. line[2]
end

function response(status, headers, body)
   counts[status] = (counts[status] or 0) + 1
   if status ~= 201 and status ~= 200 and example == "" then example = body end
end

local function quoted(text)
   return '"' .. text:sub(1, 500):gsub("[%c\"\\\128-\255]", " ") .. '"'
end

function done(summary, latency, requests)
   local totals, example = {}, ""
   for _, thread in ipairs(threads) do
      for status, count in pairs(thread:get("counts")) do totals[status] = (totals[status] or 0) + count end
      if example == "" then example = thread:get("example") end
   end
   local parts = {}
   for status, count in pairs(totals) do table.insert(parts, '"' .. status .. '":' .. count) end
   local errors = summary.errors
   io.write("\n", string.format(
      '{"seconds":%.6f,"statuses":{%s},"example":%s,"broken":%d,"timeouts":%d,"p50":%.3f,"p99":%.3f,"max":%.3f}\n',
      summary.duration / 1e6, table.concat(parts, ","), quoted(example),
      errors.connect + errors.read + errors.write, errors.timeout,
      latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3))
end
