package io.pgha.spring;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether {@code spring.datasource.url} is a {@code jdbc:pgha:} URL. */
final class OnPghaUrl extends SpringBootCondition {
  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata annotated) {
    String url = url(context.getEnvironment());
    ConditionMessage.Builder message = ConditionMessage.forCondition("pgha URL");
    return url.startsWith("jdbc:pgha:")
        ? ConditionOutcome.match(message.because("spring.datasource.url is a jdbc:pgha: URL"))
        : ConditionOutcome.noMatch(message.because("spring.datasource.url is no jdbc:pgha: URL"));
  }

  /** A placeholder that nobody defines is not for us to complain about. */
  private static String url(Environment environment) {
    try {
      return environment.getProperty("spring.datasource.url", "");
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
