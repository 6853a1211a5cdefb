-- For wrk. Behind "--": "pages" and paths that are asked for in turn, with cookies of its own behind a tab if it has some; or
-- "forms" and a file whose lines are path, cookie and body of one POST each, none of which is sent twice; or "files", the same
-- with a second file: the body, in which @BODY@ is what the line says. At the end one line of JSON tells what was measured.
local kind, lines, whole
local paths, at = {}, 0
local threads = {}
spare, refused = 0, 0

function setup(thread)
	threads[#threads + 1] = thread
end

local function read_lines(name)
	local file = assert(io.open(name))
	lines = file:lines()
end

function init(args)
	kind = args[1] or "pages"
	if kind == "pages" then
		for i = 2, #args do
			paths[i - 1] = args[i]
		end
		response = nil -- wrk is faster without them
		if #paths == 0 then
			request = nil
		end
	else
		read_lines(args[2])
		wrk.headers["Origin"] = args[3]
		wrk.headers["Content-Type"] = kind == "forms" and "application/x-www-form-urlencoded" or "multipart/form-data; boundary=bench"
		if kind == "files" then
			whole = assert(io.open(args[4])):read("*a")
		end
	end
end

local function page()
	at = at % #paths + 1
	local path, cookie = paths[at]:match("^([^\t]*)\t(.*)$")
	if cookie then
		wrk.headers["Cookie"] = cookie
	end
	return wrk.format("GET", path or paths[at])
end

local function form()
	local line = lines()
	if not line then
		spare = spare + 1
		return wrk.format("GET", "/limit/2?hello")
	end
	local path, cookie, body = line:match("^([^\t]*)\t([^\t]*)\t(.*)$")
	wrk.headers["Cookie"] = cookie
	if whole then
		body = whole:gsub("@BODY@", body, 1)
	end
	return wrk.format("POST", path, nil, body)
end

function request()
	if kind == "pages" then
		return page()
	end
	return form()
end

function response(status)
	if status ~= 303 then
		refused = refused + 1
	end
end

function done(summary, latency)
	local lost, no = 0, 0
	for _, thread in ipairs(threads) do
		lost = lost + thread:get("spare")
		no = no + thread:get("refused")
	end
	local errors = summary.errors
	io.write(string.format('\n{"requests":%d,"seconds":%.6f,"p50":%.3f,"p99":%.3f,"status":%d,"socket":%d,"spare":%d,"refused":%d}\n',
		summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
		errors.status, errors.connect + errors.read + errors.write + errors.timeout, lost, no))
end
