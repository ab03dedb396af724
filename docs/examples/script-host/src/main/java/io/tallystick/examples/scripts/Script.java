package io.tallystick.examples.scripts;

/**
 * A script of a tenant.
 *
 * @param tenant the id of whoever it belongs to; the host's own, never one that the script says
 * @param name for people
 * @param text as the tenant wrote it
 */
record Script(String tenant, String name, ScriptLanguage language, String text) {}
