-- What a tenant wrote for its invoices. The shop runs it with those that came since the last time;
-- what it counts is the tenant's own metric, user.invoice.processed_count.

function run(invoices, open)
  for _, invoice in ipairs(invoices) do
    if invoice.cents > 100000 then
      helpers.metrics.count("invoice.rejected_count", 1, {reason = "amount"})
    else
      helpers.metrics.count("invoice.processed_count", 1, {plan = invoice.plan})
    end
  end
  helpers.metrics.gauge("invoice.open", open)
end

-- Somebody wants to know it by customer. A guard says no: the answer tells why, and nothing breaks.
function mistake()
  return helpers.metrics.count("invoice.processed_count", 1, {email = "ann@mail.example"})
end
