package io.tallystick.servlet.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/**
 * What the API says of itself.
 *
 * @param api its description
 */
record Description(JsonNode api) {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /** The problems of a document by a part of the description. */
  List<Error> errors(JsonNode schema, JsonNode document) {
    ObjectNode whole = ((ObjectNode) schema.deepCopy());
    whole.set("components", api.get("components"));
    return REGISTRY.getSchema(whole).validate(document);
  }

  /** What an answer looks like. */
  JsonNode answer(String path, String method, int status, String type) {
    JsonNode response =
        api.get("paths").get(path).get(method).get("responses").get(Integer.toString(status));
    assertThat(response).as("%s %s %d", method, path, status).isNotNull();
    JsonNode content = response.get("content").get(type);
    assertThat(content).as("%s %s %d %s", method, path, status, type).isNotNull();
    return content.get("schema");
  }

  /** What is to be sent. */
  JsonNode body(String path, String method) {
    JsonNode body = api.get("paths").get(path).get(method).get("requestBody");
    assertThat(body).as("%s %s", method, path).isNotNull();
    return body.get("content").get("application/json").get("schema");
  }
}
