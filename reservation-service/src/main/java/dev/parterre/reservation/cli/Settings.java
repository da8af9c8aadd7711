package dev.parterre.reservation.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// The configuration of a replica. It is in a file that only its owner can read, because `ps` shows
/// a command line, with its secrets, to everybody; and an operator can look up there what applies.
record Settings(DataDirectory directory, ClusterFile cluster, ClusterFile.Member replica) {

  /// Environment variables that must not override the file, in upper case and without underscores.
  private static final Set<String> FIXED =
      Set.of(
          "SERVERPORT",
          "SERVERADDRESS",
          "MANAGEMENTSERVERPORT",
          "MANAGEMENTSERVERADDRESS",
          "PARTERRECLUSTERID",
          "PARTERRENODEID",
          "PARTERREPEERSECRET",
          "PARTERREPEERBIND",
          "PARTERREDATADIRECTORY",
          "PARTERREADMINTOKEN",
          "PARTERREBENCHENABLED");

  void write(String adminToken, String peerSecret) throws Failure {
    var file = directory.configuration(replica.id());
    try {
      DataDirectory.writePrivately(file, yaml(adminToken, peerSecret));
    } catch (IOException e) {
      throw new Failure(file + " cannot be written: " + e.getMessage());
    }
  }

  static void removeFixed(Map<String, String> environment) {
    environment.keySet().removeIf(Settings::isFixed);
  }

  private static boolean isFixed(String variable) {
    var name = variable.toUpperCase(Locale.ROOT).replace("_", "");
    return FIXED.contains(name) || name.startsWith("PARTERREMEMBERS");
  }

  private String yaml(String adminToken, String peerSecret) {
    return """
    # Written by ./parterre at each start of this replica: changes here are overwritten.
    server:
      address: 127.0.0.1
      port: %d
    management:
      server:
        address: 127.0.0.1
        port: %d
    parterre:
      cluster-id: %s
      node-id: %d
      join: %s
      data-directory: %s
      admin:
        token: %s
      peer:
        secret: %s
        bind: 127.0.0.1:%d
      bench:
        enabled: true
      members:
    %s
    """
        .formatted(
            replica.port(),
            replica.managementPort(),
            quoted(cluster.clusterId()),
            replica.id(),
            !cluster.isFounder(replica.id()),
            quoted(directory.data(replica.id()).toString()),
            quoted(adminToken),
            quoted(peerSecret),
            replica.peerPort(),
            members());
  }

  /// A founder always lists the founders, whatever became of them: it uses the list only until it
  /// has learned something. Any other replica lists those that it can learn from.
  private Stream<ClusterFile.Member> known() {
    return cluster.isFounder(replica.id())
        ? cluster.founders().stream().map(ClusterFile.Founder::member)
        : cluster.replicas().stream().filter(other -> other.id() != replica.id());
  }

  private String members() {
    return known()
        .map(
            member ->
                """
                    - id: %d
                      peer-url: %s
                      url: %s\
                """
                    .formatted(member.id(), quoted(member.peerUrl()), quoted(member.url())))
        .collect(Collectors.joining("\n"));
  }

  /// A JSON string is also a YAML string. `${` is escaped, since Spring would replace it.
  private static String quoted(String value) {
    return JsonMapper.shared().writeValueAsString(value.replace("${", "\\${"));
  }
}
