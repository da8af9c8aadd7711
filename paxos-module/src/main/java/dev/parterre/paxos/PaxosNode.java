package dev.parterre.paxos;

import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.NodeId;
import dev.parterre.paxos.core.Quorum;
import dev.parterre.paxos.core.Settings;
import dev.parterre.paxos.core.Time;
import dev.parterre.paxos.http.ExchangeListener;
import dev.parterre.paxos.http.HttpTransport;
import dev.parterre.paxos.http.LocalDisk;
import dev.parterre.paxos.log.DataDirectory;
import dev.parterre.paxos.log.PaxosLog;
import dev.parterre.paxos.log.SegmentedLog;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One replica of a replicated state machine: build a [NodeConfiguration], start, submit, read,
/// close. Every method may be called from any thread; none blocks unless it says so.
///
/// @param <S> the state machine
public final class PaxosNode<S extends StateMachine> implements AutoCloseable {

  private final NodeConfiguration configuration;
  private final NodeObserver observer;
  private final PaxosLog log;
  private final EventLoop<S> loop;
  private final HttpTransport transport;
  private final Thread thread;
  private volatile boolean stopping;
  private volatile @Nullable Status lastStatus;

  private PaxosNode(
      NodeConfiguration configuration, NodeObserver observer, PaxosLog log, EventLoop<S> loop)
      throws IOException {
    this.configuration = configuration;
    this.observer = observer;
    this.log = log;
    this.loop = loop;
    transport =
        HttpTransport.start(
            configuration.self(),
            configuration.members(),
            configuration.bind(),
            configuration.clusterId(),
            configuration.secret(),
            new LocalDisk(UUID.randomUUID(), () -> 0, new NoSnapshots(), (_, _, _) -> null),
            loop,
            listener(observer));
    loop.connect(transport);
    thread = Thread.ofPlatform().name("paxos-" + configuration.self()).unstarted(this::run);
  }

  /// Starts a node: locks and recovers its data directory, applies what was decided, opens its peer
  /// port and joins its cluster. Blocks until the log is recovered and the port is open.
  ///
  /// @throws IOException when the data directory or the port is refused, with one sentence why
  public static <S extends StateMachine> PaxosNode<S> start(
      NodeConfiguration configuration, S machine, NodeObserver observer) throws IOException {
    var directory =
        DataDirectory.open(
            configuration.dataDirectory(), configuration.clusterId(), configuration.self());
    var log = SegmentedLog.open(directory, configuration.limits().segmentBytes());
    try {
      var random = new SecureRandom();
      var loop =
          new EventLoop<S>(
              settings(configuration, random.nextLong()),
              configuration.limits(),
              configuration.timing(),
              log,
              machine,
              random.nextLong(),
              PaxosNode::time,
              observer);
      var node = new PaxosNode<>(configuration, observer, log, loop);
      node.thread.start();
      return node;
    } catch (IOException | RuntimeException refused) {
      log.close();
      throw refused;
    }
  }

  private static Settings settings(NodeConfiguration configuration, long incarnation) {
    var majority = Quorum.majorityOf(configuration.members().keySet());
    var limits = configuration.limits();
    var timing = configuration.timing();
    return new Settings(
        configuration.self(),
        incarnation,
        majority,
        majority,
        limits.windowSlots(),
        limits.batchCommands(),
        limits.batchBytes(),
        limits.waitingCommands() * majority.members().size(),
        timing.heartbeatMillis(),
        timing.silenceMillis(),
        timing.resendMillis());
  }

  private static Time time() {
    return new Time(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), System.currentTimeMillis());
  }

  private static ExchangeListener listener(NodeObserver observer) {
    return new ExchangeListener() {
      @Override
      public void exchanged(NodeId peer, long nanos, boolean succeeded) {
        observer.exchanged(peer, nanos, succeeded);
      }

      @Override
      public void refusedBy(NodeId peer) {
        observer.refusedBy(peer);
      }

      @Override
      public void strangerRefused(NodeId claimed) {
        observer.strangerRefused(claimed);
      }

      @Override
      public void disowned(NodeId peer, String clause) {}

      @Override
      public void otherDisk(NodeId peer, String clause) {}
    };
  }

  /// The event loop's thread. A failed disk or a broken invariant ends it: a node that cannot keep
  /// its word says nothing more.
  private void run() {
    try {
      while (!stopping) {
        loop.turn();
        loop.await();
      }
    } catch (IOException | RuntimeException | Error failure) {
      stopping = true;
      transport.close();
      observer.failed(failure);
    } finally {
      lastStatus = loop.dismissCallers();
    }
  }

  /// Puts a command into the one order and applies it. Completes, never exceptionally, on the event
  /// loop's thread, within the configured deadline; do not block in what depends on it.
  ///
  /// @throws IllegalArgumentException when the command is larger than the configured limit
  public CompletableFuture<Reply> submit(Command command) {
    var bytesMax = configuration.limits().commandBytes();
    if (command.payload().length > bytesMax) {
      throw new IllegalArgumentException("a command has at most " + bytesMax + " bytes");
    }
    return stopping
        ? CompletableFuture.completedFuture(new Reply.Unavailable())
        : loop.submit(command);
  }

  /// A linearizable read: `query` sees every command that was acknowledged anywhere before this
  /// call. It runs on the event loop; what it returns must not be a view of the state.
  public <R> CompletableFuture<Answer<R>> read(Function<? super S, R> query) {
    return stopping
        ? CompletableFuture.completedFuture(new Answer.Unavailable<>())
        : loop.read(true, 0, query);
  }

  /// Reads this node's own state, which may be old, as soon as it has applied `minIndex` commands
  /// (0: at once).
  public <R> CompletableFuture<Answer<R>> readLocal(long minIndex, Function<? super S, R> query) {
    return stopping
        ? CompletableFuture.completedFuture(new Answer.Unavailable<>())
        : loop.read(false, minIndex, query);
  }

  /// How this node sees itself and its cluster. Blocks for one turn of the event loop, two seconds
  /// at most; of a stopped node it tells the last.
  ///
  /// @throws IllegalStateException when the loop does not come to answer
  public Status status() {
    var last = lastStatus;
    if (last != null) {
      return last;
    }
    return loop.askStatus()
        .completeOnTimeout(null, 2, TimeUnit.SECONDS)
        .thenApply(PaxosNode::answered)
        .join();
  }

  private static Status answered(@Nullable Status status) {
    if (status == null) {
      throw new IllegalStateException("the node does not answer");
    }
    return status;
  }

  /// Stops; callers that wait are told [Reply.OutcomeUnknown]. Blocks until the log is closed.
  @Override
  public void close() throws IOException {
    stopping = true;
    loop.wake();
    transport.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.close();
  }
}
