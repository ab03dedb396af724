-- Never ends by itself: the host stops it, and nobody else notices.
while true do
end
