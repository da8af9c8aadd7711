package dev.parterre.paxos.core;

import static java.util.Comparator.comparing;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.discoveryRequest;
import static org.junit.platform.launcher.core.LauncherExecutionRequestBuilder.executionRequest;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherFactory;

/// The tests of the core, run in this process on a faulty copy of it, until the first one fails.
final class MutantRun implements TestExecutionListener {

  /// All of them together take less than a second on a sound core.
  private static final int LIMIT_SECONDS = 20;

  /// Tests that start such runs themselves.
  private static final Set<String> NOT_RUN = Set.of("MutationTest", "ExplorerTest");

  /// Run last: if a role is broken, they may wait forever for what the tests of that role notice at
  /// once.
  private static final Set<String> WHOLE_CLUSTERS =
      Set.of("ReplicaTest", "KeptFaultsTest", "MembershipTest");

  private final CancellationToken cancellation = CancellationToken.create();
  private @Nullable String killer;
  private int passed;

  private MutantRun() {}

  /// @return the test that failed; empty, if none did
  static Optional<String> on(Optional<Mutant> mutant) throws Exception {
    var run = new MutantRun();
    var core = MutatedCore.of(mutant);
    var task = new FutureTask<>(() -> run.execute(core), true);
    var thread = new Thread(task, "mutant: " + mutant.map(Mutant::name).orElse("none"));
    thread.setDaemon(true);
    thread.setContextClassLoader(core);
    thread.start();
    try {
      task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException endless) {
      return Optional.of("a test that did not end in " + LIMIT_SECONDS + " s");
    }
    var killer = Optional.ofNullable(run.killer);
    if (killer.isEmpty() && run.passed == 0) {
      throw new IllegalStateException("no test of the core was run");
    }
    return killer;
  }

  private void execute(ClassLoader core) {
    var tests = discoveryRequest().selectors(tests(core)).build();
    LauncherFactory.create(withoutListenersOfOthers())
        .execute(executionRequest(tests).listeners(this).cancellationToken(cancellation).build());
  }

  private static LauncherConfig withoutListenersOfOthers() {
    return LauncherConfig.builder()
        .enableLauncherSessionListenerAutoRegistration(false)
        .enableLauncherDiscoveryListenerAutoRegistration(false)
        .enablePostDiscoveryFilterAutoRegistration(false)
        .enableTestExecutionListenerAutoRegistration(false)
        .build();
  }

  private static List<ClassSelector> tests(ClassLoader core) {
    try (var files = Files.list(compiledTests())) {
      return files
          .map(file -> file.getFileName().toString().replace(".class", ""))
          .filter(name -> name.endsWith("Test") && !NOT_RUN.contains(name))
          .sorted(comparing(WHOLE_CLUSTERS::contains))
          .map(name -> selectClass(load(core, name)))
          .toList();
    } catch (IOException | URISyntaxException failure) {
      throw new IllegalStateException("the tests of the core cannot be listed", failure);
    }
  }

  private static Path compiledTests() throws URISyntaxException {
    var root = Path.of(MutantRun.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return root.resolve(MutantRun.class.getPackageName().replace('.', '/'));
  }

  private static Class<?> load(ClassLoader core, String name) {
    try {
      return core.loadClass(MutantRun.class.getPackageName() + "." + name);
    } catch (ClassNotFoundException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static String nameOf(TestIdentifier test) {
    return test.getUniqueIdObject().getSegments().stream()
        .skip(1)
        .map(segment -> segment.getValue().replace(MutantRun.class.getPackageName() + ".", ""))
        .collect(Collectors.joining("."));
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == TestExecutionResult.Status.FAILED) {
      killer = killer == null ? nameOf(test) : killer;
      cancellation.cancel();
    } else if (test.isTest()) {
      passed++;
    }
  }
}
