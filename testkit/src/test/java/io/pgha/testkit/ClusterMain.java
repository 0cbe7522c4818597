package io.pgha.testkit;

/**
 * Starts a cluster in a JVM of its own, prints where it is, and stays until it is killed or who
 * started it is gone.
 */
final class ClusterMain {
  private ClusterMain() {}

  public static void main(String[] arguments) throws Exception {
    PatroniCluster cluster = PatroniCluster.builder().members(1).start();
    if (arguments[0].equals("isolated")) {
      cluster.leader().isolate();
    }
    System.out.println(cluster.runDirectory());
    int end = System.in.read();
    assert end < 0 : "nobody writes here";
  }
}
