package io.pgha.driver.patroni;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/**
 * Parses JSON that a stranger sent: duplicate names, text after the end, deep nesting and more
 * tokens than a real answer has are refused. Thread-safe.
 */
final class StrictJson {
  private static final int MAX_NESTING = 20;
  private static final int MAX_NAME = 1_000;
  private static final int MAX_NUMBER = 40;
  private static final int MAX_STRING = 100_000;

  private final JsonMapper mapper;

  /**
   * @param maxTokens bounds the memory of the parsed tree, which is many times that of its text
   */
  StrictJson(long maxTokens) {
    mapper =
        JsonMapper.builder(factory(maxTokens))
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }

  private static JsonFactory factory(long maxTokens) {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_NESTING)
                .maxNameLength(MAX_NAME)
                .maxNumberLength(MAX_NUMBER)
                .maxStringLength(MAX_STRING)
                .maxTokenCount(maxTokens)
                .build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        // A stranger's names have no place in the JVM's table of strings, nor in one of Jackson's.
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        // The other pools tie buffers to threads, and ours are short-lived.
        .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
        .build();
  }

  JsonObject parse(byte[] body) throws UnusableAnswerException {
    if (body.length == 0) {
      throw new UnusableAnswerException("the body is empty");
    }
    JsonNode root = tree(body);
    if (!root.isObject()) {
      throw new UnusableAnswerException("the body is not a JSON object: " + start(body));
    }
    return new JsonObject("", root);
  }

  private JsonNode tree(byte[] body) throws UnusableAnswerException {
    try {
      return mapper.readTree(body);
    } catch (JsonProcessingException e) {
      throw new UnusableAnswerException(
          "the body is not proper JSON: "
              + start(body)
              + ", "
              + Excerpt.of(String.valueOf(e.getOriginalMessage())));
    } catch (IOException e) {
      throw new UnusableAnswerException("the body is not text: " + start(body));
    }
  }

  private static String start(byte[] body) {
    return "it starts with \""
        + Excerpt.of(new String(body, 0, Math.min(body.length, 50), UTF_8))
        + '"';
  }
}
