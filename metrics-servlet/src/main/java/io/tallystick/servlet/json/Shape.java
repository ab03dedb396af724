package io.tallystick.servlet.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a value of JSON looks like, as JSON Schema says it. Immutable. */
final class Shape {
  private static final String TYPE = "type";

  private final Map<String, Object> schema;

  private Shape(Map<String, Object> schema) {
    this.schema = Collections.unmodifiableMap(schema);
  }

  private static Shape of(String type) {
    return new Shape(new LinkedHashMap<>(Map.of(TYPE, type)));
  }

  static Shape anything() {
    return new Shape(new LinkedHashMap<>());
  }

  static Shape text() {
    return of("string");
  }

  /** A moment, such as 2026-03-01T10:00:00Z. */
  static Shape time() {
    return of("string").and("format", "date-time");
  }

  static Shape number() {
    return of("number");
  }

  /** A whole number that is not negative. */
  static Shape whole() {
    return of("integer").and("minimum", 0);
  }

  static Shape whole(int least, int most) {
    return of("integer").and("minimum", least).and("maximum", most);
  }

  /** A part of one: 0 is none of it, 1 all. */
  static Shape share() {
    return number().and("minimum", 0).and("maximum", 1);
  }

  static Shape truth() {
    return of("boolean");
  }

  static Shape word(List<String> words) {
    return text().and("enum", words);
  }

  static Shape list(Shape each) {
    return of("array").and("items", each.schema);
  }

  /** An object whose names nobody knows before. */
  static Shape map(Shape each) {
    return of("object").and("additionalProperties", each.schema);
  }

  /** One of several, which cannot be taken for each other. */
  static Shape either(Shape one, Shape other) {
    return new Shape(new LinkedHashMap<>(Map.of("anyOf", List.of(one.schema, other.schema))));
  }

  /** An object that has nothing yet, and will have nothing but what is said. */
  static Shape object() {
    return of("object")
        .and("properties", Map.of())
        .and("required", List.of())
        .and("additionalProperties", false);
  }

  /** This object with one thing more, which is always there. */
  Shape with(String name, Shape shape) {
    List<Object> required = new ArrayList<>((List<?>) part("required"));
    required.add(name);
    return having(name, shape).and("required", List.copyOf(required));
  }

  /** This object with one thing more, which may be missing. */
  Shape having(String name, Shape shape) {
    Map<Object, Object> properties = new LinkedHashMap<>((Map<?, ?>) part("properties"));
    properties.put(name, shape.schema);
    return and("properties", Collections.unmodifiableMap(properties));
  }

  private Object part(String name) {
    Object part = schema.get(name);
    if (part == null) {
      throw new IllegalStateException("This is no object: " + schema);
    }
    return part;
  }

  /** This or nothing. */
  Shape orNull() {
    return and(TYPE, List.of(part(TYPE), "null"));
  }

  Shape says(String description) {
    return and("description", description);
  }

  Shape assumed(Object value) {
    return and("default", value);
  }

  Shape longest(int characters) {
    return and("maxLength", characters);
  }

  Shape shortest(int characters) {
    return and("minLength", characters);
  }

  Shape and(String keyword, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(schema);
    more.put(keyword, value);
    return new Shape(more);
  }

  Map<String, Object> schema() {
    return schema;
  }
}
