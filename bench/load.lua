-- wrk asks this file for every request: the templates of scenarios.ts, filled in as loadNode.ts does it.
-- Arguments: method, secret key, path, item, wrapper, items a request, referrals, run.

local n = 0
local method, headers, path, item, before, after, items, referrals, run

-- A template as a list of texts and tokens, split once.
local function split(template)
  local parts, from = {}, 1
  while true do
    local first, last, token = template:find("{([nkax])}", from)
    parts[#parts + 1] = template:sub(from, (first or 0) - 1)
    if first == nil then return parts end
    parts[#parts + 1] = token
    from = last + 1
  end
end

local function fill(parts, number)
  local friend = 1 + number * 7919 % referrals
  local out = {}
  for i, part in ipairs(parts) do
    if i % 2 == 1 then out[i] = part
    elseif part == "n" then out[i] = run .. "-" .. number
    elseif part == "k" then out[i] = tostring(friend)
    elseif part == "a" then out[i] = tostring(math.floor((friend + 4) / 5))
    else out[i] = string.format("%06d", math.floor((friend + 4) / 5)) end
  end
  return table.concat(out)
end

function init(args)
  method = args[1]
  headers = { ["authorization"] = "Bearer " .. args[2], ["content-type"] = "application/json" }
  path, item = split(args[3]), split(args[4])
  local at = args[5]:find("%*") or 1
  before, after = args[5]:sub(1, at - 1), args[5]:sub(at + 1)
  items, referrals, run = tonumber(args[6]), tonumber(args[7]), args[8]
end

function request()
  n = n + 1
  if method == "GET" then return wrk.format(method, fill(path, n), headers) end
  local bodies = {}
  for i = 1, items do bodies[i] = fill(item, (n - 1) * items + i) end
  return wrk.format(method, fill(path, n), headers, before .. table.concat(bodies, ",") .. after)
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('\nRESULT {"requests":%d,"seconds":%f,"p50":%f,"p99":%f,"failed":%d,"broken":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
