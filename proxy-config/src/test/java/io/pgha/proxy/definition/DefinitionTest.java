package io.pgha.proxy.definition;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgha.driver.config.Config;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DefinitionTest {
  /** As of a cluster that announces none within {@code allowedMembers}. */
  @Test
  void refusesAClusterWithoutMembers() throws SQLException {
    Config config = Config.of("jdbc:pgha://10.0.0.1/app", null);
    Settings settings = SettingsReader.read(null, List.of());
    assertThatThrownBy(
            () -> new Definition(config, settings, List.of(), /* standbyCluster= */ false))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("no member that may be used");
  }
}
