package io.tallystick.core.flush;

import io.tallystick.spi.Refusal;
import java.util.Locale;

/** Why a bucket never came to the store. */
enum DropReason {
  /** There was no room for it while it waited. */
  BACKLOG_FULL,
  /** The store's words have no form for what was read. */
  UNFIT,
  /** The store takes others, but this one never. */
  REFUSED_BY_STORE,
  /** See {@link Refusal#BELOW_HORIZON}. */
  BELOW_HORIZON,
  /** See {@link Refusal#TOO_FAR_AHEAD}. */
  TOO_FAR_AHEAD,
  /** It waited for longer than its kind of bucket is kept. */
  EXPIRED,
  /** It still waited when the runtime was closed. */
  CLOSED;

  /** The word that stands for it where drops are counted. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static DropReason of(Refusal refusal) {
    return switch (refusal) {
      case BELOW_HORIZON -> BELOW_HORIZON;
      case TOO_FAR_AHEAD -> TOO_FAR_AHEAD;
    };
  }
}
