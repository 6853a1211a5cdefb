-- Each connection waits some milliseconds before it asks, as told: so the rate is ours, not the server's.
local pause

function init(args)
	pause = tonumber(args[1])
end

function delay()
	return pause
end
