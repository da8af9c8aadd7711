package dev.parterre.reservation.cluster;

import dev.parterre.paxos.Consistency;
import dev.parterre.paxos.NodeConfiguration;
import dev.parterre.paxos.NodeDecorator;
import dev.parterre.paxos.PaxosNode;
import dev.parterre.paxos.crash.CrashPoints;
import dev.parterre.reservation.boxoffice.BoxOffice;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Starts the node before the web server opens its port, and stops it after that port is closed.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ParterreProperties.class)
class ClusterConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterConfiguration.class);

  @Bean
  NodeAvailability nodeAvailability(ApplicationContext context) {
    return new NodeAvailability(context, ClusterConfiguration::end);
  }

  @Bean
  HeldSlot heldSlot() {
    return new HeldSlot();
  }

  @Bean
  BoxOffice boxOffice() {
    return new BoxOffice();
  }

  /// Crash points for tests; in production it does nothing.
  @Bean
  NodeDecorator nodeDecorator() {
    return CrashPoints.ofThisProcess();
  }

  @Bean(destroyMethod = "close")
  PaxosNode<BoxOffice> node(
      ParterreProperties properties,
      BoxOffice boxOffice,
      MeterRegistry registry,
      NodeAvailability availability,
      HeldSlot held,
      NodeDecorator decorator) {
    NodeConfiguration configuration = NodeSettings.of(properties);
    var observers =
        List.of(
            new NodeLog(configuration.self(), configuration.limits().rules()),
            new NodeMetrics(registry),
            new SecretWatch(configuration.members().size(), ClusterConfiguration::refuse),
            held,
            availability);
    try {
      var node = PaxosNode.start(configuration, boxOffice, new NodeObservers(observers), decorator);
      new NodeGauges(node::status).bindTo(registry);
      LOG.info(
          "Replica {} of cluster {} listens for its peers at {}.",
          configuration.self(),
          configuration.clusterId(),
          configuration.bind());
      return node;
    } catch (IOException refused) {
      throw new ConfigurationException(
          "parterre.data-directory "
              + configuration.dataDirectory()
              + " or parterre.peer.bind "
              + configuration.bind()
              + " cannot be used: "
              + refused.getMessage(),
          refused);
    }
  }

  @Bean
  HealthIndicator nodeHealthIndicator(PaxosNode<BoxOffice> node, HeldSlot held) {
    return new NodeHealth(() -> node.read(new Consistency.Linearizable(), _ -> true), held::clause);
  }

  private static void refuse(String sentence) {
    LOG.error("{}", sentence);
    end(ExitCode.MISCONFIGURED);
  }

  /// On its own thread: the exit waits for the threads of the node, one of which called this.
  private static void end(ExitCode code) {
    Thread.ofPlatform().name("end").start(() -> System.exit(code.number()));
  }
}
