package io.tallystick.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesGuardTest {
  /** Pieces of which texts are made that lie close to every rule. */
  private static final List<String> PARTS =
      List.of(
          "a",
          "email",
          "_",
          "-",
          "1",
          ".",
          "10.0.0.1",
          "::",
          "fe80:",
          "@",
          "x.org",
          "+",
          "49",
          " ",
          "4111",
          "\u0000",
          "\uD83D",
          "\uDE00",
          "é",
          "sk_live_",
          "bearer ",
          "eyJ",
          "token=");

  private final SeriesGuard system = SeriesGuard.forSystem(GuardLimits.standard());
  private final SeriesGuard tenants = SeriesGuard.forTenants(GuardLimits.standard());

  @Test
  void anOrdinarySeriesPassesSortedAndUnchanged() {
    GuardedSeries series = system.admit("orders.count", null, "status", "paid", "channel", "web");

    assertThat(series.decision()).isEqualTo(Decision.accepted());
    assertThat(series.name()).isEqualTo("orders.count");
    assertThat(series.tags()).containsExactly("channel", "web", "status", "paid");
    assertThat(series.hits()).isEmpty();
  }

  @Test
  void aBadNameIsRefusedByItsRule() {
    assertThat(system.admit("Orders", null).decision().rule()).isEqualTo(Rule.NAME_SYNTAX);
    assertThat(system.admit(null, null).decision().rule()).isEqualTo(Rule.NAME_MISSING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user_id", "email", "ip", "user_agent", "authorization", "redirect_uri", "api_key",
        "key_prefix", "api_key_prefix", "token", "password", "secret", "session", "session_id",
        "cookie", "User-Agent", "USERID", "Session_ID", "apiKey", "I-P", "EMAIL"
      })
  void aDeniedKeyCostsASystemMetricTheTagAndATenantsMetricTheSample(String key) {
    GuardedSeries kept = system.admit("orders.count", null, key, "1", "status", "new");

    assertThat(kept.decision().isAccepted()).isTrue();
    assertThat(kept.tags()).containsExactly("status", "new");
    assertThat(kept.hits()).containsExactly(Rule.TAG_KEY_DENIED);
    assertThat(tenants.admit("orders.count", null, key, "1").decision().rule())
        .isEqualTo(Rule.TAG_KEY_DENIED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"token_type", "session_kind", "zip", "cookie_policy", "keys", "emails"})
  void keysAreDeniedWholeOnly(String key) {
    assertThat(system.admit("orders.count", null, key, "x").tags()).containsExactly(key, "x");
  }

  @Test
  void theListOfDeniedKeysCanBeExtended() {
    GuardLimits limits = GuardLimits.standard().withDeniedKeys(Set.of("Customer-No"));

    assertThat(SeriesGuard.forSystem(limits).admit("a.b", null, "customer_no", "7").hits())
        .containsExactly(Rule.TAG_KEY_DENIED);
    assertThat(SeriesGuard.forSystem(limits).admit("a.b", null, "email", "x").hits())
        .containsExactly(Rule.TAG_KEY_DENIED);
  }

  @Test
  void aKeyThatTheDescriptorDoesNotListIsDroppedAndCounted() {
    GuardedSeries series =
        system.admit("orders.count", Set.of("status"), "status", "new", "color", "red");

    assertThat(series.tags()).containsExactly("status", "new");
    assertThat(series.hits()).containsExactly(Rule.TAG_KEY_UNLISTED);
  }

  @Test
  void personalDataIsRedactedForTheSystemAndRefusedForTenants() {
    GuardedSeries kept = system.admit("orders.count", null, "who", "jane@mail.example");
    Decision refused = tenants.admit("orders.count", null, "who", "jane@mail.example").decision();

    assertThat(kept.tags()).containsExactly("who", "redacted");
    assertThat(kept.hits()).containsExactly(Rule.TAG_VALUE_PII);
    assertThat(refused.rule()).isEqualTo(Rule.TAG_VALUE_PII);
    assertThat(refused.reason()).contains("who", "an e-mail address").doesNotContain("jane");
  }

  @Test
  void personalDataThatOnlyTheCutWouldHideOrLayFreeIsStillFound() {
    String acrossTheCut = "x".repeat(120) + " jane@mail.example";
    String freedByTheCut = "x".repeat(119) + " 10.0.0.1" + ".5.6";

    assertThat(system.admit("a.b", null, "k", acrossTheCut).tags())
        .containsExactly("k", "redacted");
    assertThat(PiiFilter.formIn("k", freedByTheCut)).isNull();
    assertThat(system.admit("a.b", null, "k", freedByTheCut).tags())
        .containsExactly("k", "redacted");
  }

  @Test
  void controlsAreReplacedForBoth() {
    assertThat(system.admit("a.b", null, "k", "x\u0000y").tags()).containsExactly("k", "x\uFFFDy");
    assertThat(system.admit("a.b", null, "k", "x\u0000y").hits())
        .containsExactly(Rule.TAG_VALUE_CONTROL);
    assertThat(tenants.admit("a.b", null, "k", "x\u0000y").tags()).containsExactly("k", "x\uFFFDy");
  }

  @Test
  void longValuesAreCutOrRefusedAsConfigured() {
    String value = "v".repeat(127) + "\uD83D\uDE00";
    GuardedSeries cut = system.admit("a.b", null, "k", value);
    SeriesGuard refusing = SeriesGuard.forSystem(GuardLimits.standard().refusingExcess());

    assertThat(cut.tags()).containsExactly("k", "v".repeat(127));
    assertThat(cut.hits()).containsExactly(Rule.TAG_VALUE_LENGTH);
    assertThat(refusing.admit("a.b", null, "k", value).decision().rule())
        .isEqualTo(Rule.TAG_VALUE_LENGTH);
    assertThat(tenants.admit("a.b", null, "k", value).decision().rule())
        .isEqualTo(Rule.TAG_VALUE_LENGTH);
  }

  @Test
  void longKeysAreCutOrRefusedAsConfigured() {
    String key = "k".repeat(50);
    SeriesGuard refusing = SeriesGuard.forSystem(GuardLimits.standard().refusingExcess());

    assertThat(system.admit("a.b", null, key, "v").tags()).containsExactly("k".repeat(40), "v");
    assertThat(system.admit("a.b", null, key, "v").hits()).containsExactly(Rule.TAG_KEY_LENGTH);
    assertThat(refusing.admit("a.b", null, key, "v").decision().rule())
        .isEqualTo(Rule.TAG_KEY_LENGTH);
    assertThat(tenants.admit("a.b", null, key, "v").decision().rule())
        .isEqualTo(Rule.TAG_KEY_LENGTH);
  }

  @Test
  void aKeyThatOnlyTheCutMakesADeniedOneIsDropped() {
    String longEmail = "email" + "_".repeat(36) + "x";

    assertThat(system.admit("a.b", null, longEmail, "v").tags()).isEmpty();
    assertThat(system.admit("a.b", null, longEmail, "v").hits())
        .containsExactly(Rule.TAG_KEY_DENIED);
  }

  @Test
  void whateverIsAdmittedIsAdmittedUnchangedAgain() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      String[] tags = {
        randomText(random), randomText(random), randomText(random), randomText(random)
      };
      GuardedSeries once = system.admit("a.b", null, tags);
      GuardedSeries twice = system.admit("a.b", null, once.tags().toArray(String[]::new));

      assertThat(twice.tags()).as("seed %d round %d", seed, round).isEqualTo(once.tags());
      assertThat(twice.hits()).as("seed %d round %d", seed, round).isEmpty();
    }
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    for (int parts = 1 + random.nextInt(5); parts > 0; parts--) {
      text.append(PARTS.get(random.nextInt(PARTS.size())).repeat(1 + random.nextInt(40)));
    }
    return text.toString();
  }

  @Test
  void surplusTagsAreCutByKeyWhateverTheirOrderOrRefusedAsConfigured() {
    String[] descending = pairs(12);

    GuardedSeries cut = system.admit("a.b", null, descending);

    assertThat(cut.tags()).hasSize(16).startsWith("k0", "v0").endsWith("k7", "v7");
    assertThat(cut.hits()).containsExactly(Rule.TAG_COUNT);
    assertThat(tenants.admit("a.b", null, descending).decision().rule()).isEqualTo(Rule.TAG_COUNT);
    assertThat(tenants.admit("a.b", null, pairs(8)).decision().isAccepted()).isTrue();
  }

  @Test
  void nullsAndHalfPairsBreakARuleAndNothingThrows() {
    assertThat(system.admit("a.b", null, "k", null, null, "v", "x", "y", "odd").tags())
        .containsExactly("x", "y");
    assertThat(system.admit("a.b", null, "k", null, null, "v", "x", "y", "odd").hits())
        .containsExactly(Rule.TAG_MISSING, Rule.TAG_MISSING, Rule.TAG_MISSING);
    assertThat(tenants.admit("a.b", null, "k", null).decision().rule()).isEqualTo(Rule.TAG_MISSING);
  }

  @Test
  void aKeyOfAnotherFormCostsTheTagOnly() {
    GuardedSeries series = system.admit("a.b", null, "Bad-Key", "v", "good", "v");

    assertThat(series.tags()).containsExactly("good", "v");
    assertThat(series.hits()).containsExactly(Rule.TAG_KEY_SYNTAX);
  }

  @Test
  void theLaterValueOfAKeyStays() {
    assertThat(system.admit("a.b", null, "k", "1", "k", "2").tags()).containsExactly("k", "2");
  }

  @Test
  void tenantsNamesGetTheirPrefixOnceAndTheSystemMayNotTakeIt() {
    assertThat(tenants.admit("invoices", null).name()).isEqualTo("user.invoices");
    assertThat(tenants.admit("user.invoices", null).name()).isEqualTo("user.invoices");
    assertThat(system.admit("user.registration.count", null).decision().rule())
        .isEqualTo(Rule.NAME_RESERVED);
    assertThat(system.admit("user.registration.count", Set.of()).decision().isAccepted()).isTrue();
  }

  @Test
  void aTenantsNameWithItsPrefixMayHave120Characters() {
    assertThat(tenants.admit("n".repeat(115), null).decision().isAccepted()).isTrue();
    assertThat(tenants.admit("n".repeat(116), null).decision().rule()).isEqualTo(Rule.NAME_LENGTH);
  }

  @Test
  void aRefusedSeriesHasNeitherNameNorTags() {
    GuardedSeries series = tenants.admit("a.b", null, "good", "v", "email", "x");

    assertThat(series.name()).isEmpty();
    assertThat(series.tags()).isEmpty();
    assertThat(series.hits()).isEmpty();
  }

  private static String[] pairs(int count) {
    List<String> pairs = new ArrayList<>();
    for (int i = count - 1; i >= 0; i--) {
      pairs.add("k" + Integer.toHexString(i));
      pairs.add("v" + Integer.toHexString(i));
    }
    return pairs.toArray(String[]::new);
  }
}
