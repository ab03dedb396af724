-- Counts the invoices of a run by how they were sent, and says how many are open.
local invoices = {{type = "pdf"}, {type = "pdf"}, {type = "paper"}}
for _, invoice in ipairs(invoices) do
  helpers.metrics.count("invoice.sent", 1, {type = invoice.type})
end
return helpers.metrics.gauge("invoice.open", 12)
