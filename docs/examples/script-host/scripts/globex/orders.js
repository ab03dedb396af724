// Counts orders by where they came from.
for (const channel of ['web', 'web', 'shop']) {
  helpers.metrics.count('orders.taken', 1, {channel});
}
// Whatever looks like personal data is refused, and the answer says why.
helpers.metrics.count('orders.taken', 1, {email: 'someone@example.org'});
