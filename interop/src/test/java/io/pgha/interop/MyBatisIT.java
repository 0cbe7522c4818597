package io.pgha.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.PghaDriver;
import io.pgha.testkit.PatroniCluster;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.datasource.pooled.PooledDataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedCluster.class)
final class MyBatisIT {
  private final PatroniCluster cluster = SharedCluster.cluster();
  private final Client client = new Client(cluster);
  private final PooledDataSource source =
      new PooledDataSource(
          PghaDriver.class.getName(),
          client.urlWithReplicasFirst(),
          cluster.user(),
          cluster.password());

  /** How statements are written down in MyBatis. */
  interface Visits {
    @Update("create table mybatis_visited (member text)")
    void create();

    @Insert("insert into mybatis_visited select host(inet_server_addr())")
    void add();

    @Select("select member from mybatis_visited")
    String added();

    @Select(Client.WHERE)
    String where();
  }

  @BeforeEach
  void awaitReadsOnReplicas() {
    client.awaitReadsOnReplicas(source.getUrl());
  }

  @AfterEach
  void close() {
    source.forceCloseAll();
  }

  @Test
  void writesOnTheLeader() {
    try (SqlSession session = sessions().openSession()) {
      Visits visits = session.getMapper(Visits.class);
      visits.create();
      visits.add();
      session.commit();
      assertThat(visits.added()).isEqualTo(cluster.leader().host());
    }
  }

  @Test
  void readsOnAReplicaOverAReadOnlyConnection() throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.setReadOnly(true);
      try (SqlSession session = sessions().openSession(connection)) {
        String member = session.getMapper(Visits.class).where();
        assertThat(client.member(member)).isNotEqualTo(cluster.leader());
      }
    }
  }

  private SqlSessionFactory sessions() {
    Configuration configuration =
        new Configuration(new Environment("test", new JdbcTransactionFactory(), source));
    configuration.addMapper(Visits.class);
    return new SqlSessionFactoryBuilder().build(configuration);
  }
}
