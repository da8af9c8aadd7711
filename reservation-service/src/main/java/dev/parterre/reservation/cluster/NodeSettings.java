package dev.parterre.reservation.cluster;

import dev.parterre.paxos.NodeConfiguration;
import dev.parterre.paxos.NodeConfiguration.Quorums;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.lang.Contract;

/// Turns the properties into a node's configuration, or says in one sentence which one is wrong.
final class NodeSettings {

  private static final int MEMBERS_MAX = Memberships.MEMBERS_MAX;
  private static final int SECRET_MIN = 16;
  private static final Pattern CLUSTER_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern BIND =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\[\\]]+):([0-9]{1,5})");
  private static final int PORT_MAX = 65_535;

  private final ParterreProperties properties;
  private final Map<String, String> propertiesByAddress = new HashMap<>();

  private NodeSettings(ParterreProperties properties) {
    this.properties = properties;
  }

  /// @throws ConfigurationException if a replica cannot start with them
  static NodeConfiguration of(ParterreProperties properties) {
    return new NodeSettings(properties).configuration();
  }

  private NodeConfiguration configuration() {
    check(
        CLUSTER_ID.matcher(properties.clusterId()).matches(),
        "parterre.cluster-id must be 1 to 64 letters, digits, dots, dashes or underscores.");
    Map<NodeId, URI> members = members();
    NodeId self = self(members);
    return new NodeConfiguration(
        properties.clusterId(),
        self,
        members,
        properties.join()
            ? Quorums.MAJORITIES
            : PaxosSettings.quorums(properties.paxos(), members.size()),
        bind(members, self),
        secret(),
        dataDirectory(),
        PaxosSettings.limits(properties.paxos()),
        PaxosSettings.timing(properties.paxos()));
  }

  private Map<NodeId, URI> members() {
    var listed = properties.members();
    check(
        !listed.isEmpty() && listed.size() <= MEMBERS_MAX,
        "parterre.members must name 1 to " + MEMBERS_MAX + " replicas.");
    var members = new TreeMap<NodeId, URI>();
    for (int i = 0; i < listed.size(); i++) {
      String property = "parterre.members[" + i + "]";
      var member = listed.get(i);
      Integer id = member.id();
      check(id != null && id > 0, property + ".id must be a positive whole number.");
      URI peerUrl = address(property + ".peer-url", member.peerUrl(), true);
      address(property + ".url", member.url(), false);
      check(
          members.put(new NodeId(id), peerUrl) == null,
          property + ".id is " + id + ", which is also the id of another member.");
    }
    return members;
  }

  /// @param bare whether it must be a scheme, a host and a port and nothing else
  private URI address(String property, @Nullable URI url, boolean bare) {
    String scheme = url == null || url.getScheme() == null ? "" : url.getScheme();
    boolean plain = scheme.equalsIgnoreCase("http") || (!bare && scheme.equalsIgnoreCase("https"));
    check(
        url != null && plain && url.getHost() != null && url.getUserInfo() == null,
        property + " must be an address such as http://127.0.0.1:7081.");
    boolean rooted = url.getPath().isEmpty() || url.getPath().equals("/");
    check(
        rooted && url.getQuery() == null && url.getFragment() == null,
        property + " must end with its port, without a path.");
    check(
        !bare || (url.getPort() > 0 && url.getPort() <= PORT_MAX),
        property + " must name a port from 1 to " + PORT_MAX + ".");
    String other = propertiesByAddress.put(key(url), property);
    check(other == null, property + " names the same host and port as " + other + ".");
    return url;
  }

  private static String key(URI url) {
    int usual = url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    String host = url.getHost().toLowerCase(Locale.ROOT);
    return host + ":" + (url.getPort() < 0 ? usual : url.getPort());
  }

  private NodeId self(Map<NodeId, URI> members) {
    Integer id = properties.nodeId();
    check(id != null, "parterre.node-id is missing: it says which of parterre.members this is.");
    check(id > 0, "parterre.node-id must be a positive whole number.");
    var self = new NodeId(id);
    boolean listed = members.containsKey(self);
    check(
        listed || properties.join(),
        "parterre.node-id is "
            + id
            + ", which is not one of parterre.members "
            + members.keySet()
            + "; a replica that is to be added needs parterre.join=true.");
    check(
        !listed || !properties.join(),
        "parterre.node-id is "
            + id
            + ", which is one of parterre.members: with parterre.join=true it must be new.");
    return self;
  }

  private InetSocketAddress bind(Map<NodeId, URI> members, NodeId self) {
    String bind = properties.peer().bind();
    if (bind == null || bind.isBlank()) {
      URI own = members.get(self);
      check(
          own != null,
          "parterre.peer.bind is missing: with parterre.join=true there is no default for it.");
      return resolved(own.getHost(), own.getPort());
    }
    var parts = BIND.matcher(bind);
    check(
        parts.matches() && Integer.parseInt(parts.group(2)) <= PORT_MAX,
        "parterre.peer.bind must be a host and a port such as 0.0.0.0:7081.");
    return resolved(parts.group(1), Integer.parseInt(parts.group(2)));
  }

  private static InetSocketAddress resolved(String host, int port) {
    var address = new InetSocketAddress(host.replaceAll("[\\[\\]]", ""), port);
    check(
        !address.isUnresolved(),
        "parterre.peer.bind, or this replica's own peer-url, names a host that does not resolve.");
    return address;
  }

  private String secret() {
    String secret = properties.peer().secret();
    check(
        secret != null && secret.strip().length() >= SECRET_MIN,
        "parterre.peer.secret must have at least " + SECRET_MIN + " characters.");
    return secret.strip();
  }

  private Path dataDirectory() {
    Path directory = properties.dataDirectory();
    check(
        directory != null && !directory.toString().isBlank(),
        "parterre.data-directory is missing: it says where this replica keeps its log.");
    return directory.toAbsolutePath().normalize();
  }

  @Contract("false, _ -> fail")
  private static void check(boolean holds, String sentence) {
    if (!holds) {
      throw new ConfigurationException(sentence);
    }
  }
}
