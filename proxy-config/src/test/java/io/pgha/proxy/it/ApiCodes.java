package io.pgha.proxy.it;

/** The status codes of a member's REST API, 0 for no answer. */
record ApiCodes(int primary, int leader, int replica) {
  static final ApiCodes SILENT = new ApiCodes(0, 0, 0);

  static ApiCodes parse(String[] nameAndCodes) {
    return new ApiCodes(
        Integer.parseInt(nameAndCodes[1]),
        Integer.parseInt(nameAndCodes[2]),
        Integer.parseInt(nameAndCodes[3]));
  }

  boolean leadsStandbyCluster() {
    return leader == 200 && primary != 200;
  }

  /** Nothing but what the codes are of: another limit of lag would have others. */
  int of(String pathAndQuery) {
    return switch (pathAndQuery) {
      case "/primary" -> primary;
      case "/leader" -> leader;
      case "/replica?lag=1MB" -> replica;
      default -> 0;
    };
  }
}
