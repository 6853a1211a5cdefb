-- For wrk: asks for the paths behind "--" in turn.
local paths = {}
local next = 0

function init(args)
	for i = 1, #args do
		paths[i] = args[i]
	end
end

function request()
	next = next % #paths + 1
	return wrk.format("GET", paths[next])
end
