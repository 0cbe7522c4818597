package io.pgha.testkit;

/**
 * Starts a cluster in a JVM of its own, prints where it is, and stays until it is killed or who
 * started it is gone.
 */
final class ClusterMain {
  private ClusterMain() {}

  public static void main(String[] arguments) throws Exception {
    PatroniCluster cluster = start(arguments[0]);
    System.out.println(cluster.runDirectory());
    int end = System.in.read();
    assert end < 0 : "nobody writes here";
  }

  private static PatroniCluster start(String mode) {
    PatroniClusterBuilder builder = PatroniCluster.builder().members(1);
    if (mode.equals("with proxy hosts")) {
      PatroniCluster cluster = builder.onNetwork().start();
      cluster.addProxyHosts(2);
      return cluster;
    }
    PatroniCluster cluster = builder.start();
    if (mode.equals("isolated")) {
      // Otherwise it would step down soon, and stop its PostgreSQL.
      cluster.pause();
      cluster.leader().isolate();
    }
    if (mode.equals("killed")) {
      cluster.leader().kill();
    }
    return cluster;
  }
}
