package io.tallystick.core.testing;

/** How similar two names are. */
final class Similarity {
  private Similarity() {}

  /** How many letters must be put in, taken out or changed to make one name of the other. */
  static int distance(String from, String to) {
    int[] line = new int[to.length() + 1];
    for (int column = 0; column < line.length; column++) {
      line[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int diagonal = line[0];
      line[0] = row;
      for (int column = 1; column < line.length; column++) {
        int above = line[column];
        int changed = diagonal + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
        line[column] = Math.min(changed, 1 + Math.min(above, line[column - 1]));
        diagonal = above;
      }
    }
    return line[to.length()];
  }
}
