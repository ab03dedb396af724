/**
 * A host that runs scripts of tenants in Lua and JavaScript: start reading at {@code ScriptRunner},
 * which gives each of them its turn, and at {@code LuaScripts} and {@code JavaScriptScripts}, which
 * say what a script may do.
 *
 * <p>May import: anything public.
 */
@NullMarked
package io.tallystick.examples.scripts;

import org.jspecify.annotations.NullMarked;
