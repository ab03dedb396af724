package io.tallystick.core.sketch;

import java.util.*;
import java.util.stream.*;

final class SketchFormsExp {
  static final double[] QS = {0.5, 0.75, 0.9, 0.95, 0.99, 0.999};

  static double score(Truth t, SketchForm.Kept k, double bv, double br) {
    double worst = 0;
    for (double q : QS) {
      double x = k.quantile(q);
      worst = Math.max(worst, Math.min(t.errorInValue(q, x) / bv, t.errorInRank(q, x) / br));
    }
    return worst;
  }

  public static void main(String[] a) {
    List<SketchForm> forms = List.<SketchForm>of(new GridDigestForm(), new PlainDigestForm(200), new PlainDigestForm(300), new PlainDigestForm(500), new GridCountsForm(5), new GridCountsForm(6), new GridCountsForm(7)).subList(0,a.length>2?1:7);
    int perMinute = Integer.parseInt(a[0]);
    int seeds = Integer.parseInt(a[1]);
    for (SketchForm f : forms) {
      System.out.printf("%n%s%n", f.words());
      for (Distribution d : Distribution.values()) {
        double stored = 0, m60 = 0, m1440 = 0, folded = 0;
        double gap = 0;
        int b60 = 0, b1000 = 0, b60000 = 0, bday = 0;
        for (int s = 0; s < seeds; s++) {
          Random r = new Random(s * 7919L + 17);
          double[] big = d.samples(60000, r);
          Truth t = new Truth(big);
          SketchForm.Kept k = f.of(Counting.count(big));
          b60000 = k.bytes();
          stored = Math.max(stored, score(t, k, .005, .001));
          b60 = Math.max(b60, f.of(Counting.count(d.samples(60, r))).bytes());
          b1000 = Math.max(b1000, f.of(Counting.count(d.samples(1000, r))).bytes());
          double[] day = d.samples(1440 * perMinute, r);
          Truth td = new Truth(day);
          List<SketchForm.Kept> mins = new ArrayList<>();
          for (int i = 0; i < 1440; i++)
            mins.add(
                f.of(Counting.count(Arrays.copyOfRange(day, i * perMinute, (i + 1) * perMinute))));
          List<SketchForm.Kept> five = fold(f, mins, 5),
              hour = fold(f, five, 12),
              all = fold(f, hour, 24);
          Truth th = new Truth(Arrays.copyOf(day, 60 * perMinute));
          m60 = Math.max(m60, score(th, f.merge(mins.subList(0, 60)), .005, .001));
          m1440 = Math.max(m1440, score(td, f.merge(mins), .01, .0025));
          folded = Math.max(folded, score(td, all.get(0), .01, .0025));
          bday = Math.max(bday, all.get(0).bytes());
          if (d == Distribution.BIMODAL)
            for (double q = .69; q < .71; q += .00005) {
              double x = all.get(0).quantile(q);
              if (x > Distribution.GAP_FROM && x < Distribution.GAP_TO)
                gap = Math.max(gap, td.errorInRank(q, x) / .0025);
            }
        }
        System.out.printf(
            Locale.ROOT,
            "%-18s stored %.2f merged60 %.2f merged1440 %.2f folded %.2f gap %.2f | %d %d %d %d%n",
            d,
            stored,
            m60,
            m1440,
            folded,
            gap,
            b60,
            b1000,
            b60000,
            bday);
      }
    }
  }

  static List<SketchForm.Kept> fold(SketchForm f, List<SketchForm.Kept> p, int n) {
    return IntStream.range(0, p.size() / n)
        .mapToObj(i -> f.merge(p.subList(i * n, (i + 1) * n)))
        .toList();
  }
}
