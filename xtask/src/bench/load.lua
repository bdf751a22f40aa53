-- What wrk sends, and what it prints at the end.
--
-- Arguments: method, path, body, secret key, a file with a value for {id} on each line, milliseconds between the requests
-- of a connection, and a word that makes {n} another one in each run. An empty argument leaves its part out.

local requests, next_request, number = {}, 0, 0
local method, path, body, run, pause

function init(args)
  method, path, body, pause, run = args[1], args[2], args[3], tonumber(args[6]), args[7]
  wrk.headers["Authorization"] = "Bearer " .. args[4]
  wrk.headers["Content-Type"] = "application/json"
  if pause then
    delay = function() return pause end
  end
  if body:find("{n}", 1, true) then
    request = fresh
    return
  end
  if args[5] == "" then
    requests[1] = wrk.format(method, path, nil, body ~= "" and body or nil)
  else
    for value in io.lines(args[5]) do
      local filled = path:gsub("{id}", value)
      requests[#requests + 1] = wrk.format(method, filled, nil, body ~= "" and body or nil)
    end
  end
end

function request()
  next_request = next_request % #requests + 1
  return requests[next_request]
end

-- A request like no other, for what can be created only once.
function fresh()
  number = number + 1
  local filled = body:gsub("{n}", run .. "-" .. number)
  return wrk.format(method, path, nil, filled)
end

function done(summary, latency, _)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("RESULT %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(99), failed))
end
