package io.tallystick.examples.quickstart;

import static io.tallystick.core.testing.MetricsAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.examples.quickstart.TenantScript.Invoice;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.luaj.vm2.LuaError;

class TenantScriptTest {
  private final MetricsRuntime runtime =
      MetricsRuntime.builder().installed(false).collectionOff(Set.of("all")).build().start();

  @AfterEach
  void close() {
    runtime.close();
  }

  private TenantScript script(String text) {
    return new TenantScript(text, runtime.metrics().forTenant("acme"));
  }

  private String answer(String expression) {
    return script("function f() return " + expression + " end").ask("f");
  }

  @Test
  void theScriptOfTheShopCountsInvoicesByPlanAndShowsHowManyAreOpen() {
    TenantScript script = script(ShopServer.text("invoices.lua"));

    script.run(
        List.of(new Invoice("pro", 900), new Invoice("pro", 90), new Invoice("free", 1_000_000)),
        12);

    assertThat(runtime).counter("user.invoice.processed_count", "plan", "pro").isEqualTo(2);
    assertThat(runtime).counter("user.invoice.rejected_count", "reason", "amount").isEqualTo(1);
    assertThat(runtime).gauge("user.invoice.open").isEqualTo(12);
  }

  @Test
  void aScriptIsToldWhyAMetricIsRefusedAndGoesOn() {
    TenantScript script = script(ShopServer.text("invoices.lua"));

    assertThat(script.ask("mistake")).startsWith("refused: tag_key_denied: ");
    script.run(List.of(new Invoice("pro", 900)), 1);

    assertThat(runtime).counter("user.invoice.processed_count").isEqualTo(1);
  }

  @Test
  void whatTheNamesOfTheIssueSayIsAccepted() {
    assertThat(answer("helpers.metrics.count(\"invoice.processed_count\", 1, {plan = \"pro\"})"))
        .isEqualTo("accepted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "helpers.metrics.count(nil)",
        "helpers.metrics.count({}, 1)",
        "helpers.metrics.count(\"a.b\", \"many\")",
        "helpers.metrics.count(\"a.b\", -1)",
        "helpers.metrics.count(\"a.b\", 0/0)",
        "helpers.metrics.gauge(\"a.b\", 1, {plan = {}})",
        "helpers.metrics.gauge(\"a.b\", 1, {plan = function() end})",
        "helpers.metrics.gauge(\"a.b\", 1, {plan = helpers})",
        "helpers.metrics.gauge(\"Not a name\", 1)"
      })
  void whatCannotBeRecordedIsRefusedAndThrowsNothing(String call) {
    assertThat(answer(call)).startsWith("refused: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while true do end",
        "local function f() return f() + 1 end return f()",
        "while true do pcall(function() while true do end end) end",
        "error({})",
        "table.concat(setmetatable({}, {__index = table.concat}), \"\", 1, 2147483647)",
        "table.concat({}, \"\", 1, 2147483647)",
        "return table.unpack({}, 1, 2147483647)",
        "return nothing.at_all"
      })
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aScriptThatDoesNotEndOrFailsIsAnErrorForItsHostAndNoMore(String body) {
    TenantScript script = script("function f() " + body + " end");

    assertThatThrownBy(() -> script.ask("f")).isInstanceOf(LuaError.class);
    assertThatThrownBy(() -> script(body)).isInstanceOf(LuaError.class);
  }

  @Test
  void aScriptThatFailsKeepsNoOtherTenantWaiting() {
    Map<Tenant, TenantScript> scripts = new EnumMap<>(Tenant.class);
    scripts.put(Tenant.ACME, script("function run() error(\"no\") end"));
    scripts.put(Tenant.GLOBEX, script(ShopServer.text("invoices.lua")));

    Simulation.forEach(
        scripts, (tenant, script) -> script.run(List.of(new Invoice("pro", 900)), 1));

    assertThat(runtime).counter("user.invoice.processed_count").isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io",
        "os",
        "luajava",
        "require",
        "package",
        "debug",
        "setmetatable",
        "getmetatable",
        "load",
        "loadfile",
        "dofile",
        "print"
      })
  void aScriptHasNothingOfTheHost(String name) {
    assertThat(answer("type(" + name + ")")).isEqualTo("nil");
  }
}
