package dev.parterre.reservation.system;

import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives a test class a [TestCluster] of its own, for tests that change the cluster itself. The
/// cluster takes snapshots often. After a test that failed, its logs are printed.
final class OwnCluster implements ParameterResolver, AfterEachCallback {

  private static final Namespace NAMESPACE = Namespace.create(OwnCluster.class);

  private static final Map<String, String> SETTINGS =
      Map.of(
          "PARTERRE_PAXOS_SNAPSHOTSLOTS", "50",
          "PARTERRE_PAXOS_TAILSLOTS", "10",
          "PARTERRE_PAXOS_SEGMENTSIZE", "1MB");

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestCluster.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(TestCluster.class, _ -> TestCluster.open(SETTINGS), TestCluster.class);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    var cluster = context.getStore(NAMESPACE).get(TestCluster.class, TestCluster.class);
    if (cluster != null && context.getExecutionException().isPresent()) {
      cluster.printLogs();
    }
  }
}
