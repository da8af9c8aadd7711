package dev.parterre.reservation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parterre.paxos.NodeConfiguration.Limits;
import dev.parterre.paxos.NodeConfiguration.Timing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.mock.env.MockEnvironment;

/// A configuration that cannot work is refused with one sentence that names the property.
class StartCheckTest {

  private final MockEnvironment environment = new MockEnvironment();
  @TempDir private Path directory;

  @BeforeEach
  void aGoodConfiguration() throws IOException {
    environment.setConversionService(
        (org.springframework.core.convert.support.ConfigurableConversionService)
            ApplicationConversionService.getSharedInstance());
    int peerPort = freePort();
    for (int i = 0; i < 3; i++) {
      String member = "parterre.members[" + i + "].";
      set(member + "id", Integer.toString(i + 1));
      set(member + "peer-url", "http://127.0.0.1:" + (i == 0 ? peerPort : 10 + i));
      set(member + "url", "http://127.0.0.1:" + (20 + i));
    }
    set("parterre.node-id", "1");
    set("parterre.data-directory", directory.resolve("data").toString());
    set("parterre.peer.secret", "0123456789abcdef");
    set("server.address", "127.0.0.1");
    set("server.port", "0");
    set("management.server.port", "0");
  }

  @Test
  void a_good_configuration_passes() {
    assertThatCode(() -> StartCheck.check(environment)).doesNotThrowAnyException();
    assertThat(directory.resolve("data")).isDirectory();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "parterre.node-id | 4",
        "parterre.node-id | x",
        "parterre.node-id | ''",
        "parterre.node-id | -1",
        "parterre.cluster-id | a b",
        "parterre.members[1].id | 1",
        "parterre.members[1].id | 0",
        "parterre.members[1].peer-url | http://127.0.0.1:12",
        "parterre.members[1].peer-url | http://127.0.0.1",
        "parterre.members[1].peer-url | http://127.0.0.1:99999",
        "parterre.members[1].peer-url | http://127.0.0.1:80/path",
        "parterre.members[1].peer-url | ftp://127.0.0.1:1",
        "parterre.members[1].peer-url | not an address",
        "parterre.members[1].peer-url | https://127.0.0.1:1",
        "parterre.members[1].url | http://127.0.0.1:20",
        "parterre.members[1].url | nonsense",
        "parterre.peer.secret | short",
        "parterre.peer.secret | ''",
        "parterre.peer.bind | nonsense",
        "parterre.peer.bind | host.invalid:1",
        "parterre.paxos.silence | 100ms",
        "parterre.paxos.heartbeat | soon",
        "parterre.paxos.heartbeat | 0s",
        "parterre.paxos.window-slots | 0",
        "parterre.paxos.window-slots | 17",
        "parterre.paxos.snapshot-slots | 0",
        "parterre.paxos.snapshot-size | 1KB",
        "parterre.paxos.tail-slots | 0",
        "parterre.paxos.electing | 2",
        "parterre.paxos.accepting | 2",
        "parterre.join | true",
        "parterre.paxos.batch-size | 1B",
        "parterre.paxos.deadline | 1h",
        "server.port | x",
        "server.port | 65536",
        "management.server.port | x",
        "server.address | host.invalid",
        "parterre.data-directory | ''",
      })
  void a_wrong_property_is_named_in_one_sentence(String property, String value) {
    set(property, value);
    assertThat(sentence()).contains(property).endsWith(".").doesNotContain("\n");
  }

  @Test
  void a_replica_that_joins_has_an_id_of_its_own_and_says_where_it_listens() throws IOException {
    set("parterre.join", "true");
    set("parterre.node-id", "4");
    assertThat(sentence()).contains("parterre.peer.bind");
    set("parterre.peer.bind", "127.0.0.1:" + freePort());
    assertThatCode(() -> StartCheck.check(environment)).doesNotThrowAnyException();
    set("parterre.node-id", "3");
    assertThat(sentence()).contains("parterre.node-id").endsWith(".");
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 1", "4, 1", "0, 3"})
  void quorums_of_the_two_phases_that_need_not_meet_are_refused(String electing, String accepting) {
    set("parterre.paxos.electing", electing);
    set("parterre.paxos.accepting", accepting);
    assertThat(sentence()).contains("parterre.paxos.electing").endsWith(".");
  }

  @Test
  void quorums_of_the_two_phases_that_meet_pass() {
    set("parterre.paxos.electing", "3");
    set("parterre.paxos.accepting", "1");
    assertThatCode(() -> StartCheck.check(environment)).doesNotThrowAnyException();
  }

  @Test
  void a_missing_list_of_members_is_named() {
    var empty = new MockEnvironment();
    assertThat(catchThrowable(() -> StartCheck.check(empty)))
        .hasMessageContaining("parterre.members");
  }

  @Test
  void a_data_directory_that_is_a_file_is_named() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    set("parterre.data-directory", file.toString());
    assertThat(sentence()).contains("parterre.data-directory");
    set("parterre.data-directory", file.resolve("below").toString());
    assertThat(sentence()).contains("parterre.data-directory");
  }

  @Test
  void a_port_that_is_used_twice_is_named() throws IOException {
    int port = freePort();
    set("server.port", Integer.toString(port));
    set("management.server.port", Integer.toString(port));
    assertThat(sentence()).contains("server.port", "management.server.port");
    set("management.server.port", "0");
    set("parterre.peer.bind", "127.0.0.1:" + port);
    assertThat(sentence()).contains("server.port", "parterre.peer.bind");
  }

  @Test
  void a_port_that_is_in_use_is_named() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      set("server.port", port);
      assertThat(sentence()).startsWith("server.port").contains(port);
      set("server.port", "0");
      set("management.server.address", "127.0.0.1");
      set("management.server.port", port);
      assertThat(sentence()).startsWith("management.server.port").contains(port);
      set("management.server.port", "0");
      set("parterre.peer.bind", "127.0.0.1:" + port);
      assertThat(sentence()).startsWith("parterre.peer.bind").contains(port);
    }
  }

  @Test
  void the_defaults_are_those_of_the_node() {
    var defaults = Binder.get(environment).bind("parterre", ParterreProperties.class).get();
    assertThat(PaxosSettings.limits(defaults.paxos())).isEqualTo(Limits.DEFAULTS);
    assertThat(PaxosSettings.timing(defaults.paxos())).isEqualTo(Timing.DEFAULTS);
  }

  private void set(String property, String value) {
    environment.setProperty(property, value);
  }

  private String sentence() {
    for (Throwable cause = catchThrowable(() -> StartCheck.check(environment));
        cause != null;
        cause = cause.getCause()) {
      String sentence = StartFailure.sentence(cause);
      if (sentence != null) {
        return sentence;
      }
    }
    throw new AssertionError("no sentence");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
