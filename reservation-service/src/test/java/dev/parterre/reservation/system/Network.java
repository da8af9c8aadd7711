package dev.parterre.reservation.system;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// A network namespace for each replica, and between any two of them a link: a pair of virtual
/// Ethernet interfaces. Each also has a connection to this machine, a door, through which the test
/// reaches the replica whatever happens to the links. There are no other routes.
///
/// To lose what is sent in one direction of a link, its frames get a hardware address that nobody
/// has: neither end is told, open connections hang, and new ones are not answered. A blackhole
/// route would refuse new connections at once, unlike a network with a broken cable.
final class Network implements AutoCloseable {

  /// The burst is small compared with what is sent, and large compared with a frame.
  private static final String SHAPER = "burst 32kb latency 100ms";

  private static final AtomicInteger MADE = new AtomicInteger();

  private final List<Integer> ids;
  private final int number = MADE.incrementAndGet();
  private final String doors;
  private final Map<Integer, String> namespaces;

  private Network(List<Integer> ids) {
    this.ids = ids;
    doors = freeNet();
    namespaces = ids.stream().collect(toMap(id -> id, id -> Namespaces.name(number + "-" + id)));
  }

  static Network of(List<Integer> ids) {
    Namespaces.sweep();
    var network = new Network(ids);
    try {
      network.make();
      return network;
    } catch (RuntimeException | AssertionError e) {
      network.close();
      throw e;
    }
  }

  private void make() {
    for (var id : ids) {
      Commands.run("ip", "netns", "add", namespace(id));
      // Accept packets from a node even while there is no route back to it.
      var anyWay = "for f in /proc/sys/net/ipv4/conf/*/rp_filter; do echo 0 >$f; done";
      run(id, "/bin/sh", "-c", anyWay);
    }
    for (var id : ids) {
      var lines =
          new ArrayList<>(List.of("link set lo up", "addr add " + peerAddress(id) + "/32 dev lo"));
      for (var other : othersThan(id)) {
        if (id < other) {
          lines.add(
              "link add %s address %s type veth peer name %s address %s netns %s"
                  .formatted(
                      link(other), mac(id, other), link(id), mac(other, id), namespace(other)));
        }
      }
      Commands.ip(namespace(id), lines);
    }
    for (var id : ids) {
      joinLinks(id);
      openDoor(id);
    }
  }

  private void joinLinks(int id) {
    var lines = new ArrayList<String>();
    for (var other : othersThan(id)) {
      lines.add("link set " + link(other) + " up");
      lines.add(
          "route add %s/32 dev %s src %s"
              .formatted(peerAddress(other), link(other), peerAddress(id)));
      lines.add(neighbour(peerAddress(other), other, mac(other, id)));
    }
    Commands.ip(namespace(id), lines);
  }

  private void openDoor(int id) {
    var outside = "pt%d-%d%d".formatted(ProcessHandle.current().pid(), number, id);
    Commands.run(
        "ip",
        "link",
        "add",
        outside,
        "type",
        "veth",
        "peer",
        "name",
        "door",
        "netns",
        namespace(id));
    Commands.run("ip", "addr", "add", doors + 2 * id + "/31", "dev", outside);
    Commands.run("ip", "link", "set", outside, "up");
    Commands.ip(
        namespace(id), List.of("addr add " + address(id) + "/31 dev door", "link set door up"));
  }

  /// A free network in 198.18.0.0/15, which is reserved for network tests (RFC 2544) and is not
  /// routed.
  private static String freeNet() {
    try {
      var used =
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .map(address -> address.getHostAddress())
              .toList();
      while (true) {
        var dice = ThreadLocalRandom.current();
        var net = "198." + (18 + dice.nextInt(2)) + "." + dice.nextInt(256) + ".";
        if (used.stream().noneMatch(address -> address.startsWith(net))) {
          return net;
        }
      }
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Integer> othersThan(int id) {
    return ids.stream().filter(other -> other != id).toList();
  }

  private String namespace(int id) {
    return namespaces.getOrDefault(id, "");
  }

  /// The address at which the test reaches the replica.
  String address(int id) {
    return doors + (2 * id + 1);
  }

  /// The address at which the other replicas reach it.
  static String peerAddress(int id) {
    return "10.77.0." + id;
  }

  private static String link(int other) {
    return "to" + other;
  }

  private static String mac(int id, int other) {
    return "02:00:00:00:%02x:%02x".formatted(id, other);
  }

  private static String neighbour(String address, int other, String mac) {
    return "neigh replace %s lladdr %s dev %s nud permanent".formatted(address, mac, link(other));
  }

  /// The prefix of a command that is to run in the replica's namespace.
  List<String> in(int id) {
    return List.of("ip", "netns", "exec", namespace(id));
  }

  private String run(int id, String... command) {
    var line = new ArrayList<>(in(id));
    line.addAll(List.of(command));
    return Commands.run(line.toArray(String[]::new));
  }

  /// Loses what one sends to the other from now on, but not what the other sends to it.
  void lose(int from, int to) {
    Commands.ip(namespace(from), List.of(neighbour(peerAddress(to), to, "02:00:00:00:ff:ff")));
  }

  void cut(int one, int other) {
    lose(one, other);
    lose(other, one);
  }

  /// Cuts a replica off from all others.
  void cutOff(int id) {
    othersThan(id).forEach(other -> cut(id, other));
  }

  /// Lets all links work again.
  void heal() {
    for (var id : ids) {
      var others = othersThan(id).stream();
      Commands.ip(
          namespace(id),
          others.map(other -> neighbour(peerAddress(other), other, mac(other, id))).toList());
    }
  }

  /// Limits both directions of a link to this many megabits per second.
  void slow(int one, int other, int megabits) {
    for (var end : List.of(List.of(one, other), List.of(other, one))) {
      Commands.run(
          "/bin/sh",
          "-c",
          "exec tc -n %s qdisc replace dev %s root tbf rate %dmbit %s"
              .formatted(namespace(end.getFirst()), link(end.getLast()), megabits, SHAPER));
    }
  }

  /// Removes the limit from a link.
  void hasten(int one, int other) {
    Commands.run("tc", "-n", namespace(one), "qdisc", "del", "dev", link(other), "root");
    Commands.run("tc", "-n", namespace(other), "qdisc", "del", "dev", link(one), "root");
  }

  /// Adds a delay between replicas that have not started yet: in the namespace of each, the
  /// addresses of the others are those of a [Distance] process.
  void part(int port, Duration oneWay) {
    for (var id : ids) {
      var lines = new ArrayList<>(List.of("addr add " + farAddress(id) + "/32 dev lo"));
      var ways = new ArrayList<>(List.of(farAddress(id), peerAddress(id), "0"));
      for (var other : othersThan(id)) {
        lines.add("addr add " + peerAddress(other) + "/32 dev lo");
        lines.add(
            "route add %s/32 dev %s src %s"
                .formatted(farAddress(other), link(other), farAddress(id)));
        lines.add(neighbour(farAddress(other), other, mac(other, id)));
        ways.addAll(List.of(peerAddress(other), farAddress(other), "" + oneWay.toMillis()));
      }
      Commands.ip(namespace(id), lines);
      var line = new ArrayList<>(in(id));
      line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      line.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
      line.add(Distance.class.getProtectionDomain().getCodeSource().getLocation().getPath());
      line.addAll(List.of(Distance.class.getName(), "" + port));
      line.addAll(ways);
      start(line);
    }
  }

  private static void start(List<String> line) {
    try {
      new ProcessBuilder(line).inheritIO().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String farAddress(int id) {
    return "10.77.1." + id;
  }

  /// How many bytes were sent to the other, including all headers.
  long sent(int from, int to) {
    return Long.parseLong(
        run(from, "cat", "/sys/class/net/" + link(to) + "/statistics/tx_bytes").strip());
  }

  /// Also removes what was only partly made.
  @Override
  public void close() {
    var there = Commands.run("ip", "netns", "list");
    namespaces.values().stream()
        .filter(name -> there.lines().anyMatch(line -> line.split(" ", 2)[0].equals(name)))
        .forEach(Namespaces::remove);
  }
}
