package io.tallystick.examples.quickstart;

/** Who has scripts of their own in the shop. */
enum Tenant {
  ACME("acme", 260),
  GLOBEX("globex", 110),
  INITECH("initech", 40);

  private static final double OF_PLAN_PRO = 0.7;

  private final String id;
  private final double invoicesPerHour;

  Tenant(String id, double invoicesPerHour) {
    this.id = id;
    this.invoicesPerHour = invoicesPerHour;
  }

  String id() {
    return id;
  }

  double invoicesPerHour(String plan) {
    return invoicesPerHour * (plan.equals("pro") ? OF_PLAN_PRO : 1 - OF_PLAN_PRO);
  }

  /** How many invoices wait while people are so busy. */
  long openInvoices(double activity) {
    return Math.round(invoicesPerHour / 8 * (0.3 + activity));
  }
}
