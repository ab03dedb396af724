package io.tallystick.examples.quickstart;

import io.tallystick.Tags;
import io.tallystick.examples.quickstart.Happening.Effect;
import io.tallystick.examples.quickstart.Happening.Live;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what one kind of thing that happens does to metrics. */
final class Scene {
  private static final double USUAL_SPREAD = 0.45;

  private final Pace pace;
  private final double perHour;
  private final double millis;
  private final List<Effect> effects = new ArrayList<>();

  private @Nullable String tenant;

  private Scene(Pace pace, double perHour, double millis) {
    this.pace = pace;
    this.perHour = perHour;
    this.millis = millis;
  }

  static Scene of(Pace pace, double perHour) {
    return new Scene(pace, perHour, 0);
  }

  /** Of something that takes so long, about. */
  static Scene of(Pace pace, double perHour, double millis) {
    return new Scene(pace, perHour, millis);
  }

  /** What follows are metrics of a tenant. */
  Scene forTenant(String id) {
    tenant = id;
    return this;
  }

  Scene counts(String metric, String... tags) {
    return add(new Effect(tenant, metric, tags(tags), Double.NaN, 0, true));
  }

  /** A histogram gets how long it took. */
  Scene times(String metric, String... tags) {
    return add(new Effect(tenant, metric, tags(tags), millis, USUAL_SPREAD, false));
  }

  /** A histogram gets a number of things. */
  Scene measures(String metric, double median, String... tags) {
    return add(new Effect(tenant, metric, tags(tags), median, USUAL_SPREAD, true));
  }

  private Scene add(Effect effect) {
    effects.add(effect);
    return this;
  }

  Happening live(Live live) {
    return new Happening(pace, perHour, millis, List.copyOf(effects), live);
  }

  /** It happens when somebody makes a request, or the runtime looks by itself. */
  Happening byItself() {
    return new Happening(pace, perHour, millis, List.copyOf(effects), null);
  }

  static Tags tags(String... pairs) {
    return pairs.length == 0 ? Tags.empty() : Tags.of(pairs);
  }
}
