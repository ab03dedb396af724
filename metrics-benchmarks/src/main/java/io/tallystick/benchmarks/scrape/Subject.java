package io.tallystick.benchmarks.scrape;

import java.net.URI;

/** A library that serves what is scraped, by threads of its own. */
interface Subject extends AutoCloseable {
  /** What it is called in the table. */
  String name();

  /** Where it is scraped. */
  URI address();

  /** How the names of the threads that serve begin. */
  String threads();

  /** Records into every series once more, so that no scrape is like the one before. */
  void record(int round);

  @Override
  void close();
}
