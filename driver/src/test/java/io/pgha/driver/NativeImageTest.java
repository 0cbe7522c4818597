package io.pgha.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pgha.driver.session.SessionSocketFactory;
import io.pgha.driver.telemetry.ClusterMXBean;
import io.pgha.driver.telemetry.MemberData;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What a native image of GraalVM is told of the driver, since its analysis cannot see it. */
final class NativeImageTest {
  private static final String FILE =
      "/META-INF/native-image/io.pgha/pgha-driver/reachability-metadata.json";

  private final JsonNode metadata;

  NativeImageTest() throws IOException {
    try (InputStream file = Objects.requireNonNull(PghaDriver.class.getResourceAsStream(FILE))) {
      metadata = new ObjectMapper().readTree(file);
    }
  }

  @Test
  void namesClassesThatExist() {
    assertThat(types())
        .isNotEmpty()
        .allSatisfy(type -> assertThatCode(() -> Class.forName(type)).doesNotThrowAnyException());
  }

  @Test
  void namesNoClassTwice() {
    assertThat(types()).doesNotHaveDuplicates();
  }

  /** By pools, by pgjdbc and by JMX. */
  @Test
  void namesWhatOthersFindByItsName() {
    assertThat(types())
        .contains(
            PghaDriver.class.getName(),
            PghaDataSource.class.getName(),
            SessionSocketFactory.class.getName(),
            ClusterMXBean.class.getName(),
            MemberData.class.getName());
  }

  private List<String> types() {
    return StreamSupport.stream(metadata.path("reflection").spliterator(), /* parallel= */ false)
        .map(entry -> entry.path("type").textValue())
        .toList();
  }
}
