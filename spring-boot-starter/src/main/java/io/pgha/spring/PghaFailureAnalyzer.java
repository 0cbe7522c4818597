package io.pgha.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what stands between the application and its start, in place of a stack trace. */
final class PghaFailureAnalyzer extends AbstractFailureAnalyzer<PghaStartException> {
  @Override
  protected FailureAnalysis analyze(Throwable root, PghaStartException cause) {
    return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
  }
}
