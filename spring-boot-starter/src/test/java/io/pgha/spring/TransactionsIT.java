package io.pgha.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.pgha.hikari.PghaHikariDataSource;
import io.pgha.spring.shop.Database;
import io.pgha.spring.shop.Orders;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Which members the transactions of a Spring Boot application reach, and what they borrow. */
final class TransactionsIT {
  /** The ways of one application to its database. */
  enum Access {
    JDBC,
    JPA
  }

  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder());

  private static ConfigurableApplicationContext jdbc;
  private static ConfigurableApplicationContext jpa;

  private final PatroniCluster cluster = patroni.cluster();

  @BeforeAll
  static void start() {
    jdbc = Applications.start(patroni.cluster(), /* jpa= */ false);
    jpa = Applications.start(patroni.cluster(), /* jpa= */ true);
    awaitSessionsOnReplicas(source(Access.JDBC));
    awaitSessionsOnReplicas(source(Access.JPA));
  }

  /** Those for reading that were opened before any replica was heard may be on the leader. */
  private static void awaitSessionsOnReplicas(PghaHikariDataSource source) {
    await("both replicas to be heard")
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> source.view().members().stream().filter(seen -> seen.lag().isPresent()).count(),
            heard -> heard == 2);
    HikariDataSource pool = source.getReadPool();
    HikariPoolMXBean bean = pool.getHikariPoolMXBean();
    // One that is still being opened would not be evicted.
    await("a full pool for reading")
        .atMost(Duration.ofMinutes(1))
        .until(() -> bean.getIdleConnections() == pool.getMaximumPoolSize());
    bean.softEvictConnections();
  }

  @AfterAll
  static void stop() {
    jdbc.close();
    jpa.close();
  }

  private static <T> T bean(Access access, Class<T> type) {
    return (access == Access.JPA ? jpa : jdbc).getBean(type);
  }

  private static PghaHikariDataSource source(Access access) {
    return bean(access, PghaHikariDataSource.class);
  }

  private String leader() {
    return cluster.leader().host();
  }

  private Set<String> replicas() {
    return cluster.awaitReplicas(2).stream().map(Member::host).collect(Collectors.toSet());
  }

  private static int inUse(HikariDataSource pool) {
    return pool.getHikariPoolMXBean().getActiveConnections();
  }

  @ParameterizedTest
  @EnumSource
  void readOnlyTransactionsReachReplicasAndOthersTheLeader(Access access) {
    Orders orders = bean(access, Orders.class);
    Database database = bean(access, Database.class);

    assertThat(orders.writing(database::server)).isEqualTo(leader());
    assertThat(orders.reading(database::server)).isIn(replicas());
    assertThat(orders.place(access == Access.JPA ? 1 : 2, "tea")).isEqualTo(leader());
    assertThat(orders.writing(database::count)).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void aTransactionBorrowsOneSessionOfItsKindAndGivesItBack(Access access) {
    Orders orders = bean(access, Orders.class);
    Database database = bean(access, Database.class);
    PghaHikariDataSource source = source(access);

    orders.reading(() -> assertInUse(database, source.getReadPool(), source.getWritePool()));
    orders.writing(() -> assertInUse(database, source.getWritePool(), source.getReadPool()));

    assertThat(inUse(source.getWritePool())).isZero();
    assertThat(inUse(source.getReadPool())).isZero();
  }

  private static String assertInUse(
      Database database, HikariDataSource one, HikariDataSource none) {
    assertThat(inUse(one) + inUse(none)).as("before the first statement").isZero();
    String server = database.server();
    assertThat(inUse(one)).as(one.getPoolName()).isEqualTo(1);
    assertThat(inUse(none)).as(none.getPoolName()).isZero();
    return server;
  }

  @ParameterizedTest
  @EnumSource
  void aTransactionInsideAnotherStaysWhereThatBegan(Access access) {
    Orders orders = bean(access, Orders.class);
    Database database = bean(access, Database.class);

    List<String> writing =
        orders.writing(
            () -> List.of(database.server(), orders.reading(database::server), database.server()));
    assertThat(writing).containsOnly(leader());

    List<String> reading =
        orders.reading(
            () -> List.of(database.server(), orders.writing(database::server), database.server()));
    assertThat(reading).hasSize(3).doesNotContain(leader()).allMatch(reading.get(0)::equals);
  }

  @ParameterizedTest
  @EnumSource
  void aNewTransactionInsideAnotherGoesItsOwnWay(Access access) {
    Orders orders = bean(access, Orders.class);
    Database database = bean(access, Database.class);

    List<String> writing =
        orders.writing(
            () ->
                List.of(database.server(), orders.newReading(database::server), database.server()));
    assertThat(writing.get(0)).isEqualTo(leader()).isEqualTo(writing.get(2));
    assertThat(writing.get(1)).isIn(replicas());

    List<String> reading =
        orders.reading(
            () ->
                List.of(database.server(), orders.newWriting(database::server), database.server()));
    assertThat(reading.get(0)).isIn(replicas()).isEqualTo(reading.get(2));
    assertThat(reading.get(1)).isEqualTo(leader());
  }

  /** Hibernate has no savepoints to offer there. */
  @Test
  void aNestedTransactionStaysWhereItsOuterOneIs() {
    Orders orders = bean(Access.JDBC, Orders.class);
    Database database = bean(Access.JDBC, Database.class);

    assertThat(orders.writing(() -> orders.nested(database::server))).isEqualTo(leader());
    assertThat(orders.reading(() -> orders.nested(database::server))).isIn(replicas());
  }

  /** Hibernate does not even try. */
  @Test
  void aReadOnlyTransactionWritesNothing() {
    Orders orders = bean(Access.JDBC, Orders.class);
    Database database = bean(Access.JDBC, Database.class);

    assertThatThrownBy(() -> orders.reading(() -> insert(database)))
        .rootCause()
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25006"));
  }

  private static boolean insert(Database database) {
    database.insert(-1, "nothing");
    return true;
  }

  /** As Spring's filter has it: one EntityManager for all transactions of a request. */
  @Test
  void openInViewDoesNotPin() {
    EntityManagerFactory factory = jpa.getBean(EntityManagerFactory.class);
    Orders orders = bean(Access.JPA, Orders.class);
    Database database = bean(Access.JPA, Database.class);
    try (EntityManager request = factory.createEntityManager()) {
      TransactionSynchronizationManager.bindResource(factory, new EntityManagerHolder(request));
      assertThat(orders.reading(database::server)).isIn(replicas());
      assertThat(orders.writing(database::server)).isEqualTo(leader());
      assertThat(orders.reading(database::server)).isIn(replicas());
      assertThat(inUse(source(Access.JPA).getWritePool())).isZero();
    } finally {
      TransactionSynchronizationManager.unbindResource(factory);
    }
    assertThat(inUse(source(Access.JPA).getReadPool())).isZero();
  }

  /** As Boot 3 has it too: one ordinary pool, whose connections go to both kinds of members. */
  @Test
  void withAnOrdinaryPoolTheDriverIsNamed() {
    try (ConfigurableApplicationContext plain =
        Applications.start(
            cluster,
            /* jpa= */ false,
            "--spring.datasource.type=com.zaxxer.hikari.HikariDataSource",
            "--spring.datasource.driver-class-name=io.pgha.driver.PghaDriver")) {
      Orders orders = plain.getBean(Orders.class);
      Database database = plain.getBean(Database.class);

      assertThat(plain.getBeansOfType(DataSource.class).values())
          .hasOnlyElementsOfType(HikariDataSource.class);
      assertThat(orders.writing(database::server)).isEqualTo(leader());
      assertThat(orders.reading(database::server)).isIn(replicas());
    }
  }

  /** Flyway has made the table that the others use. */
  @Test
  void flywayMigratesByTheSameDataSource() {
    assertThat(cluster.leader().sql("select count(*) from flyway_schema_history where success"))
        .isEqualTo("1");
  }
}
