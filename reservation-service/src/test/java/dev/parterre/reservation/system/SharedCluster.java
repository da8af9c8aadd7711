package dev.parterre.reservation.system;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives all test classes the same [TestCluster], because it takes long to start three JVMs. Before
/// each test all its replicas run; after a test that failed, their logs are printed.
final class SharedCluster
    implements ParameterResolver, BeforeEachCallback, AfterTestExecutionCallback {

  private static final Namespace NAMESPACE = Namespace.create(SharedCluster.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestCluster.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return cluster(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    cluster(context).settle();
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      cluster(context).printLogs();
    }
  }

  private static TestCluster cluster(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Opening.class, _ -> Opening.tried(), Opening.class)
        .cluster();
  }

  /// The cluster is opened only once: if that fails, it would fail again, and take long. The store
  /// closes it after the last class.
  private record Opening(@Nullable TestCluster opened, String why) implements AutoCloseable {

    static Opening tried() {
      try {
        return new Opening(TestCluster.open(), "");
      } catch (RuntimeException | AssertionError e) {
        return new Opening(null, e.toString());
      }
    }

    TestCluster cluster() {
      if (opened == null) {
        throw new AssertionError("There is no cluster to test: " + why);
      }
      return opened;
    }

    @Override
    public void close() {
      if (opened != null) {
        opened.close();
      }
    }
  }
}
