package io.tallystick.examples.quickstart;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes a dashboard for Grafana out of a definition that says what its panels ask: places, numbers
 * and all that is the same everywhere come from here.
 */
final class DashboardPage {
  /** Not a name of the library's: a runtime would refuse it. */
  static final String WRITE = "docs.grafana.write";

  static final String COMMAND =
      "mvn -B -Pfast -pl docs/examples/quickstart -am test -Dtest=GrafanaTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -D"
          + WRITE
          + "=true";

  /** Of Grafana 12.0; newer ones read it and turn it into their own. */
  private static final int SCHEMA = 41;

  private static final int COLUMNS = 24;
  private static final String PROMETHEUS = "prometheus";
  private static final String POSTGRES = "grafana-postgresql-datasource";
  private static final String OF = "job=~\"$job\", instance=~\"$instance\"";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Object> definition;
  private final boolean isSql;
  private final ObjectNode page = JSON.createObjectNode();
  private int panels;
  private int left;
  private int top;
  private int height;

  private DashboardPage(Map<String, Object> definition) {
    this.definition = definition;
    this.isSql = "sql".equals(definition.get("source"));
  }

  /** The text of the file. */
  static String of(Map<String, Object> definition) throws JsonProcessingException {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(lines);
    printer.indentArraysWith(lines);
    return JSON.writer(printer).writeValueAsString(new DashboardPage(definition).make()) + "\n";
  }

  private ObjectNode make() {
    page.put("uid", text(definition, "uid"));
    page.put("title", "Tallystick: " + text(definition, "title"));
    page.put("description", text(definition, "about"));
    page.putArray("tags").add("tallystick");
    page.put("schemaVersion", SCHEMA);
    page.put("editable", true);
    page.put("graphTooltip", 1);
    page.put("refresh", isSql ? "1m" : "30s");
    page.putObject("time").put("from", isSql ? "now-6h" : "now-1h").put("to", "now");
    page.put("timezone", "browser");
    links();
    variables();
    ArrayNode all = page.putArray("panels");
    for (Map<String, Object> row : Yaml.maps(definition.get("rows"))) {
      newRow(all, text(row, "title"));
      Yaml.maps(row.get("panels")).forEach(panel -> panel(all.addObject(), panel));
    }
    return page;
  }

  private static String text(Map<String, Object> from, String key) {
    return requireNonNull(from.get(key), () -> key + " of " + from).toString();
  }

  private void links() {
    ArrayNode links = page.putArray("links");
    for (Object uid : (List<?>) requireNonNull(definition.get("see"))) {
      String name = uid.toString();
      links
          .addObject()
          .put("type", "link")
          .put("title", name.substring(name.indexOf('-') + 1).replace('-', ' '))
          .put("url", "/d/" + name)
          .put("icon", "dashboard")
          .put("keepTime", true)
          .put("includeVars", true);
    }
  }

  private void variables() {
    ArrayNode list = page.putObject("templating").putArray("list");
    list.addObject()
        .put("name", "datasource")
        .put("label", "Data source")
        .put("type", "datasource")
        .put("query", isSql ? POSTGRES : PROMETHEUS)
        .put("refresh", 1);
    if (isSql) {
      variable(list.addObject(), "source", "Source")
          .put(
              "query",
              "SELECT DISTINCT source FROM metric_writer WHERE source IS NOT NULL ORDER BY source");
      return;
    }
    values(list.addObject(), "job", "job", "tallystick_series_active");
    values(list.addObject(), "instance", "instance", "tallystick_series_active{job=~\"$job\"}");
    Yaml.map(definition.get("variables"))
        .forEach(
            (name, metric) -> values(list.addObject(), name, "endpoint", metric + "{" + OF + "}"));
  }

  private void values(ObjectNode variable, String name, String label, String selector) {
    variable(variable, name, label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1))
        .putObject("query")
        .put("query", "label_values(%s, %s)".formatted(selector, label))
        .put("refId", "values");
  }

  private ObjectNode variable(ObjectNode variable, String name, String label) {
    variable.put("name", name).put("label", label).put("type", "query");
    variable.set("datasource", source());
    variable.put("refresh", 2).put("sort", 1).put("multi", true).put("includeAll", true);
    if (!isSql) {
      variable.put("allValue", ".*");
    }
    variable.putObject("current").put("text", "All").put("value", "$__all");
    return variable;
  }

  private ObjectNode source() {
    return JSON.createObjectNode()
        .put("type", isSql ? POSTGRES : PROMETHEUS)
        .put("uid", "${datasource}");
  }

  private void newRow(ArrayNode all, String title) {
    top += height;
    left = 0;
    height = 0;
    ObjectNode row = all.addObject().put("id", ++panels).put("type", "row").put("title", title);
    place(row, COLUMNS, 1);
    row.put("collapsed", false).putArray("panels");
  }

  private void place(ObjectNode panel, int wide, int high) {
    if (left + wide > COLUMNS) {
      top += height;
      left = 0;
      height = 0;
    }
    panel.putObject("gridPos").put("h", high).put("w", wide).put("x", left).put("y", top);
    left += wide;
    height = Math.max(height, high);
  }

  private void panel(ObjectNode panel, Map<String, Object> asked) {
    String kind = asked.getOrDefault("kind", "timeseries").toString();
    panel.put("id", ++panels).put("type", kind);
    panel.put("title", text(asked, "title")).put("description", text(asked, "about"));
    panel.set("datasource", source());
    place(panel, kind.equals("stat") ? 4 : 8, kind.equals("stat") ? 4 : 8);
    if (isSql) {
      panel.put("interval", "1m"); // a bucket is a minute
    }
    ObjectNode defaults = panel.putObject("fieldConfig").putObject("defaults");
    defaults.put("unit", text(asked, "unit"));
    if (kind.equals("timeseries")) {
      defaults.put("min", 0);
      ObjectNode style = defaults.putObject("custom");
      style.put("drawStyle", "line").put("lineWidth", 1).put("fillOpacity", 10);
      boolean isStacked = Boolean.TRUE.equals(asked.get("stack"));
      style.putObject("stacking").put("mode", isStacked ? "normal" : "none").put("group", "A");
    }
    overrides(panel.withObject("/fieldConfig").putArray("overrides"), Yaml.map(asked.get("units")));
    options(panel.putObject("options"), kind);
    ArrayNode targets = panel.putArray("targets");
    Yaml.map(asked.get("asks"))
        .forEach((legend, query) -> target(targets, kind, legend, query.toString()));
  }

  /** Columns of a table that are not in the unit of the others. */
  private static void overrides(ArrayNode overrides, Map<String, Object> units) {
    units.forEach(
        (column, unit) -> {
          ObjectNode override = overrides.addObject();
          override.putObject("matcher").put("id", "byName").put("options", column);
          ArrayNode properties = override.putArray("properties");
          properties.addObject().put("id", "unit").put("value", unit.toString());
        });
  }

  private void options(ObjectNode options, String kind) {
    switch (kind) {
      case "timeseries" -> {
        legend(options, "bottom");
        options.putObject("tooltip").put("mode", "multi").put("sort", "desc");
      }
      case "piechart" -> {
        legend(options, "right");
        options.put("pieType", "pie");
        reduce(options, isSql);
      }
      case "stat" -> {
        options.put("colorMode", "value").put("graphMode", "none");
        reduce(options, false);
      }
      case "table" -> options.put("showHeader", true);
      default -> throw new IllegalArgumentException("There are no panels of the kind " + kind);
    }
  }

  private static void legend(ObjectNode options, String place) {
    options
        .putObject("legend")
        .put("displayMode", "list")
        .put("placement", place)
        .put("showLegend", true);
  }

  /** Of a table each row is a slice, of a chart the last value is shown. */
  private static void reduce(ObjectNode options, boolean hasManyValues) {
    ObjectNode reduce = options.putObject("reduceOptions");
    reduce.putArray("calcs").add("lastNotNull");
    reduce.put("fields", "").put("values", hasManyValues);
  }

  private void target(ArrayNode targets, String kind, String legend, String query) {
    ObjectNode target =
        targets.addObject().put("refId", String.valueOf((char) ('A' + targets.size() - 1)));
    target.set("datasource", source());
    if (isSql) {
      target.put("format", kind.equals("timeseries") ? "time_series" : "table");
      target.put("rawQuery", true).put("editorMode", "code").put("rawSql", query);
    } else {
      boolean isOverTime = kind.equals("timeseries");
      target.put("expr", query.replace("$of", OF)).put("legendFormat", legend);
      target.put("range", isOverTime).put("instant", !isOverTime).put("editorMode", "code");
    }
  }
}
