package io.pgha.driver.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "COMMIT",
        "commit;",
        "  /* now */ Commit Work",
        "-- now\ncommit and chain",
        "end",
        "END TRANSACTION",
        "prepare transaction 'x'",
        "PREPARE/**/TRANSACTION 'x'",
        "commit prepared 'x'",
        "insert into t values (1); commit",
        "insert into t values (';'); commit; insert into t values (2)",
        "insert into t values ('it''s'); commit",
        "insert into t values (E'it\\'s'); commit",
        "insert into t values ($$;$$), ($x$ $$ $x$); commit",
        "insert into \"a\"\"b\" values (1); commit",
        "select 1 /* /* ; */ ; */; commit",
        "select 7-1; commit",
        "select 7/1; commit",
        "select $1; commit",
        "rollback; insert into t values (1)",
        "abort; insert into t values (1)",
      })
  void findsWhatMayCommit(String sql) {
    assertThat(Commits.in(sql)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        "insert into t values (1)",
        "rollback",
        "rollback; -- commit",
        "rollback to savepoint commit",
        "begin",
        "savepoint commit",
        "release savepoint a",
        "prepare p as select 1",
        "select 'a; commit'",
        "select E'it\\'s; commit'",
        "select $$; commit$$",
        "select $x$; commit $$; commit$x$",
        "select \"; commit\"",
        "select 1 -- ; commit",
        "select 1 /* /* */ ; commit */",
        "select case when true then 1 end",
        "select 'unfinished; commit",
        "insert into commit values (1)",
        "commitment",
        "select 1; select commit from t",
      })
  void findsNoCommitInTheRest(String sql) {
    assertThat(Commits.in(sql)).isFalse();
  }
}
