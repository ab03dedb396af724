package io.tallystick.core.record;

/**
 * What memory series take from.
 *
 * @param cells for cells, lanes and series themselves
 * @param histograms for what histograms have beside
 */
record Budgets(ByteBudget cells, ByteBudget histograms) {}
