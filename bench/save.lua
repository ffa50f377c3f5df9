-- wrk script: each request saves one figure with a new value. Environment: TAKAR_COOKIE, TAKAR_TOKEN, TAKAR_FIGURES (ids, comma), TAKAR_SEED.
local ids = {}
for id in string.gmatch(os.getenv("TAKAR_FIGURES"), "%d+") do ids[#ids + 1] = id end
local cookie, token = os.getenv("TAKAR_COOKIE"), os.getenv("TAKAR_TOKEN")
local n = tonumber(os.getenv("TAKAR_SEED") or "0")
local thread_no = 0
function setup(thread) thread:set("first", thread_no * 50000); thread_no = thread_no + 1 end
function init(args) n = n + (first or 0) end
function request()
  n = n + 1
  local id = ids[n % #ids + 1]
  local body = string.format("_csrf=%s&indikator=%s&status=terisi&nilai=%d%%2C%02d&tanpa_bukti=uji", token, id, n % 1000000, n % 100)
  return wrk.format("POST", nil, {["Cookie"] = cookie, ["Content-Type"] = "application/x-www-form-urlencoded",
    ["Sec-Fetch-Site"] = "same-origin"}, body)
end
local bad = 0
function response(status, headers, body) if status >= 400 then bad = bad + 1; thread_bad = bad end end
function done(summary, latency, requests)
  io.write(string.format("RESULT %.0f %d %.2f\n", summary.requests / summary.duration * 1e6,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout, latency:percentile(99) / 1000))
end
