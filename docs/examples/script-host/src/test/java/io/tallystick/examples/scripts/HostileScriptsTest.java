package io.tallystick.examples.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.examples.scripts.ScriptOutcome.Status;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a script does, it ends, and its outcome says nothing of the host. */
class HostileScriptsTest {
  private static Scripts scripts =
      new Scripts(ScriptLimits.standard().steps(50_000).time(Duration.ofSeconds(3)));

  @BeforeAll
  static void warmUp() {
    scripts.js("1");
  }

  @AfterEach
  void othersGoOn() {
    assertThat(
            Scripts.outcome(
                scripts.start("globex", ScriptLanguage.LUA, "return helpers.metrics.count('a.b')")))
        .satisfies(HostileScriptsTest::saysNothingOfTheHost)
        .extracting(ScriptOutcome::status)
        .isEqualTo(Status.COMPLETED);
  }

  @AfterAll
  static void close() {
    scripts.close();
  }

  static void saysNothingOfTheHost(ScriptOutcome outcome) {
    assertThat(outcome.text())
        .doesNotContain("io.tallystick", "luaj", "graalvm", "truffle", "java.", "Exception", "$");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while true do end",
        "while true do pcall(function() while true do end end) end",
        "pcall(function() while true do end end) while true do end",
        "repeat pcall(error) until false",
        "for i = 1, 1e18 do end",
        "::again:: goto again",
        "local t = {} while true do t[#t + 1] = {} end",
        "local t = {} for i = 1, 1e9 do t[i] = ('x'):rep(50000) .. i end",
        "local t = {} for i = 1, 1e9 do table.insert(t, 1, i) end",
        "while true do pcall(table.concat, {}, '', 1, 2147483647) end",
        "table.sort({3, 2, 1, 4, 5}, function() while true do end end)"
      })
  void aLuaScriptWithoutEndIsStopped(String text) {
    ScriptOutcome outcome = scripts.lua(text);

    assertThat(outcome.status()).as(outcome.text()).isEqualTo(Status.STOPPED);
    saysNothingOfTheHost(outcome);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local function f() return f() + 1 end return f()",
        "local s = 'x' while true do s = s .. s end",
        "return ('x'):rep(1e9)",
        "return ('x'):rep(2^53)",
        "return ('x'):rep(1e5, 'yyyyyyy')",
        "return table.unpack({}, 1, 2147483647)",
        "return table.unpack({}, -2147483648, 2147483647)",
        "local t = {} for i = 1, 100 do t[i] = ('x'):rep(90000) end return table.concat(t)",
        "return ('x'):find(('a?'):rep(40) .. ('a'):rep(40))",
        "return (('a'):rep(40)):match(('a*'):rep(40) .. 'b')",
        "coroutine.wrap(function() while true do end end)()",
        "local t = setmetatable({}, {__index = function(t, k) return t[k] end}) return t.x",
        "setmetatable(_G, {__tostring = function() while true do end end})",
        "string.rep = nil",
        "string.upper = function() return 'mine' end",
        "rawset(string, 'upper', 1)",
        "table.insert(string, 1)",
        "table.sort(string)",
        "load('return 1')()",
        "return string.dump(function() end)",
        "return getmetatable('').__index",
        "io.open('/etc/passwd')",
        "os.exit(1)",
        "luajava.bindClass('java.lang.System')",
        "require('luajava')",
        "debug.sethook()",
        "return select(-2147483648)",
        "return string.format('%d', 'x')",
        "return string.format('%99999999d', 1)",
        "return math.random(0, -1)",
        "return nothing.at.all",
        "error()",
        "error({})",
        "error(setmetatable)",
        "x x",
        "\u001bLua\u0000"
      })
  void aLuaScriptThatIsWrongFails(String text) {
    ScriptOutcome outcome = scripts.lua(text);

    assertThat(outcome.status()).as(outcome.text()).isEqualTo(Status.FAILED);
    saysNothingOfTheHost(outcome);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while (true) {}",
        "for (;;) { try { for (;;) {} } catch (e) {} finally { continue } }",
        "[3, 1].sort(() => { while (true); })",
        "/(a*)*\\1$/.test('a'.repeat(40) + 'b')",
        "/(.*a){20}$/.test('a'.repeat(1000) + 'b')",
        "async function f() { for (;;) await 1 } f()",
        "(function p() { Promise.resolve().then(p) })()",
        "const p = new Proxy({}, {get(t, k, r) { for (;;); }}); p.x",
        "new Array(1e9).fill(0).length",
        "[...Array(1e9)].length",
        "Array(1e9).includes(3)",
        "let a = []; for (;;) a.push({})",
        "helpers.metrics.count('a.b', 1, new Proxy({}, {ownKeys() { for (;;); }}))",
        "helpers.metrics.count('a.b', 1, {get plan() { for (;;); }})"
      })
  void aJavaScriptScriptWithoutEndIsStopped(String text) {
    ScriptOutcome outcome = scripts.js(text);

    assertThat(outcome.status()).as(outcome.text()).isEqualTo(Status.STOPPED);
    saysNothingOfTheHost(outcome);
    assertThat(scripts.runner().leftBehind()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "function f() { f() } f()",
        "let s = 'x'; for (;;) s += s",
        "'x'.repeat(1 << 29)",
        "JSON.stringify(new Array(1e9))",
        "new Uint8Array(1e9)",
        "new ArrayBuffer(5e8)",
        "Array.from({length: 1e7})",
        "Array.prototype.indexOf.call({length: 1e15}, 1)",
        "Array.prototype.fill.call({length: 1e15}, 1)",
        "[].concat.apply([], new Array(1e8))",
        "10n ** 10000000n",
        "BigInt(2)",
        "eval('1')",
        "new Function('return 1')()",
        "(async () => {}).constructor('return 1')()",
        "import('fs')",
        "load('/etc/passwd')",
        "Java.type('java.lang.System')",
        "java.lang.System.exit(1)",
        "Packages.java",
        "Polyglot.eval('js', '1')",
        "Graal.versionGraalVM",
        "print(1)",
        "console.log(1)",
        "require('fs')",
        "new Worker('x')",
        "new SharedArrayBuffer(1)",
        "setTimeout(() => 1)",
        "helpers.metrics.count.constructor('return 1')()",
        "new helpers.metrics.count('a.b')",
        "'use strict'; helpers.metrics.count = 1",
        "'use strict'; helpers = 1",
        "throw {toString() { throw 1 }}",
        "throw new Proxy({}, {get() { throw 2 }})",
        "throw null",
        "Promise.reject(new Error('no'))",
        "let = ;",
        "null.x",
        "\u0000"
      })
  void aJavaScriptScriptThatIsWrongFails(String text) {
    ScriptOutcome outcome = scripts.js(text);

    assertThat(outcome.status()).as(outcome.text()).isEqualTo(Status.FAILED);
    saysNothingOfTheHost(outcome);
  }

  @Test
  void whatAScriptSeesOfItsFunctionsIsOfItsLanguage() {
    assertThat(scripts.js("const c = helpers.metrics.count; '' + c + JSON.stringify(helpers)"))
        .satisfies(HostileScriptsTest::saysNothingOfTheHost);
    assertThat(scripts.js("Object.getPrototypeOf(helpers.metrics.count) === Function.prototype"))
        .hasToString("completed: true");
    assertThat(scripts.lua("return tostring(helpers.metrics.count) .. tostring(string.rep)"))
        .satisfies(HostileScriptsTest::saysNothingOfTheHost);
    assertThat(scripts.js("try { helpers.metrics.count() } catch (e) { e.stack + e }"))
        .satisfies(HostileScriptsTest::saysNothingOfTheHost);
  }

  @Test
  void noScriptChangesWhatAnotherSees() {
    scripts.js("Array.prototype.map = Object.prototype.toString = undefined; globalThis.mine = 1");
    scripts.lua("mine = 1 math.floor = nil table.concat = nil helpers.metrics.count = nil");

    assertThat(scripts.js("[1].map(x => x + typeof mine)[0]")).hasToString("completed: 1undefined");
    assertThat(scripts.lua("return type(mine) .. type(math.floor) .. type(table.concat)"))
        .hasToString("completed: nilfunctionfunction");
  }

  @ParameterizedTest
  @EnumSource(ScriptLanguage.class)
  void anEnormousScriptIsRefusedAndOneThatNestsDeeplyFails(ScriptLanguage language) {
    assertThat(scripts.run(language, " ".repeat(10_000_000)).status()).isEqualTo(Status.REFUSED);
    String deep = "(".repeat(30_000) + "1" + ")".repeat(30_000);
    ScriptOutcome outcome =
        scripts.run(language, language == ScriptLanguage.LUA ? "return " + deep : deep);
    saysNothingOfTheHost(outcome);
    assertThat(outcome.status()).as(outcome.text()).isIn(Status.FAILED, Status.STOPPED);
  }
}
