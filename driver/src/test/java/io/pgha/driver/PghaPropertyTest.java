package io.pgha.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PghaPropertyTest {
  @Test
  void namesAreThoseOfTheDocumentation() {
    assertThat(Arrays.stream(PghaProperty.values()).map(PghaProperty::parameterName))
        .containsExactly(
            "patroniPort",
            "patroniUrls",
            "patroniCaFile",
            "patroniCertFile",
            "patroniKeyFile",
            "targetServerType",
            "readOnly",
            "readWriteSplit",
            "readOnlyTarget",
            "maxReplicaLag",
            "replicaTags",
            "preferTags",
            "loadBalanceStrategy",
            "onMemberDown",
            "pollInterval",
            "failoverTimeout",
            "stallTimeout",
            "reconnect",
            "discovery",
            "allowedMembers");
  }

  @ParameterizedTest
  @EnumSource
  void isFoundByItsExactName(PghaProperty parameter) {
    assertThat(PghaProperty.forName(parameter.parameterName())).contains(parameter);
    assertThat(PghaProperty.forName(parameter.parameterName().toUpperCase(Locale.ROOT))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void saysInOneSentenceWhatItDoes(PghaProperty parameter) {
    assertThat(parameter.description()).endsWith(".").hasSizeGreaterThan(20);
    assertThat(parameter.description().replaceAll("\\.$", "")).doesNotContain(". ");
  }

  @ParameterizedTest
  @EnumSource
  void defaultIsOneOfTheChoices(PghaProperty parameter) {
    if (!parameter.choices().isEmpty()) {
      parameter.defaultValue().ifPresent(value -> assertThat(parameter.choices()).contains(value));
    }
  }

  @Test
  void tableHasARowForEachParameter() {
    assertThat(ParameterTable.markdown().lines().skip(2))
        .hasSize(PghaProperty.values().length)
        .allMatch(row -> row.matches("\\| `\\w+` \\| .+ \\| .+ \\| .+\\. \\|"))
        .contains(
            "| `readOnly` | `false` | one of true, false | Whether connections start read-only, as"
                + " after setReadOnly(true). |");
  }
}
