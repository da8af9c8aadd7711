package dev.parterre.reservation.cluster;

import dev.parterre.paxos.NodeConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/// Checks the configuration before anything is started with it, so that a start that cannot succeed
/// ends at once and says why in plain words.
public final class StartCheck
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final String SERVER_PORT = "server.port";
  private static final String MANAGEMENT_PORT = "management.server.port";
  private static final String PEER_PORT = "parterre.peer.bind";
  private static final int SERVER_PORT_DEFAULT = 8080;

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    check(context.getEnvironment());
  }

  static void check(Environment environment) {
    NodeConfiguration node = NodeSettings.of(properties(environment));
    checkDirectory(node.dataDirectory());
    checkPorts(environment, node.bind());
  }

  private static ParterreProperties properties(Environment environment) {
    try {
      return Binder.get(environment).bindOrCreate("parterre", ParterreProperties.class);
    } catch (BindException unreadable) {
      throw new ConfigurationException(StartFailure.sentence(unreadable), unreadable);
    }
  }

  private static void checkDirectory(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException | SecurityException refused) {
      throw new ConfigurationException(
          "parterre.data-directory " + directory + " is not a directory and cannot be created.",
          refused);
    }
    if (!Files.isReadable(directory) || !Files.isWritable(directory)) {
      throw new ConfigurationException(
          "parterre.data-directory " + directory + " cannot be read and written by this process.");
    }
  }

  private static void checkPorts(Environment environment, InetSocketAddress peer) {
    int port = port(environment, SERVER_PORT, SERVER_PORT_DEFAULT);
    int managementPort = port(environment, MANAGEMENT_PORT, port);
    if (port > 0 && managementPort == port) {
      throw new ConfigurationException(
          MANAGEMENT_PORT + " is " + port + ", as is " + SERVER_PORT + ": the two must differ.");
    }
    if (peer.getPort() == port || peer.getPort() == managementPort) {
      String other = peer.getPort() == port ? SERVER_PORT : MANAGEMENT_PORT;
      throw new ConfigurationException(
          PEER_PORT
              + " has port "
              + peer.getPort()
              + ", as does "
              + other
              + ": the two must differ.");
    }
    checkFree(PEER_PORT, peer);
    checkFree(SERVER_PORT, address(environment, "server.address", port));
    if (managementPort >= 0) {
      checkFree(MANAGEMENT_PORT, address(environment, "management.server.address", managementPort));
    }
  }

  private static int port(Environment environment, String property, int usual) {
    String text = environment.getProperty(property);
    if (text == null || text.isBlank()) {
      return usual;
    }
    if (!text.strip().matches("-1|[0-9]{1,5}") || Integer.parseInt(text.strip()) > 65_535) {
      throw new ConfigurationException(property + " must be a port from 0 to 65535.");
    }
    return Integer.parseInt(text.strip());
  }

  private static InetSocketAddress address(Environment environment, String property, int port) {
    String host = environment.getProperty(property);
    try {
      return new InetSocketAddress(host == null ? null : InetAddress.getByName(host), port);
    } catch (UnknownHostException unknown) {
      throw new ConfigurationException(property + " is not an address of this machine.", unknown);
    }
  }

  private static void checkFree(String property, InetSocketAddress address) {
    if (address.getPort() <= 0) {
      return;
    }
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
    } catch (IOException taken) {
      throw new ConfigurationException(
          property
              + ": the port "
              + address.getPort()
              + " is in use, or this process may not listen on it.",
          taken);
    }
  }
}
