package io.pgha.spring;

import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether there is one data source and no other, be it a candidate for injection or not. */
final class OnOnlyDataSource extends SpringBootCondition implements ConfigurationCondition {
  @Override
  public ConfigurationPhase getConfigurationPhase() {
    return ConfigurationPhase.REGISTER_BEAN;
  }

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata annotated) {
    ConditionMessage.Builder message = ConditionMessage.forCondition("only data source");
    int count = count(Objects.requireNonNull(context.getBeanFactory()));
    return count == 1
        ? ConditionOutcome.match(message.because("there is one"))
        : ConditionOutcome.noMatch(message.because("there are " + count));
  }

  private static int count(ConfigurableListableBeanFactory beans) {
    return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(
            beans, DataSource.class, /* includeNonSingletons= */ true, /* allowEagerInit= */ false)
        .length;
  }
}
