package dev.parterre.paxos;

import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.Directive;
import dev.parterre.paxos.core.Settings;
import dev.parterre.paxos.core.Time;
import dev.parterre.paxos.http.DiskCheck;
import dev.parterre.paxos.http.HttpTransport;
import dev.parterre.paxos.http.LocalDisk;
import dev.parterre.paxos.log.DataDirectory;
import dev.parterre.paxos.log.PaxosLog;
import dev.parterre.paxos.log.PeerDisks;
import dev.parterre.paxos.log.SegmentedLog;
import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.NodeId;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One replica of a replicated state machine: build a [NodeConfiguration], start, submit, read,
/// close. Every method may be called from any thread; none blocks unless it says so.
///
/// @param <S> the state machine
public final class PaxosNode<S extends StateMachine> implements AutoCloseable {

  /// The JVM's monotonic clock may begin anywhere, also below zero.
  private static final long START_NANOS = System.nanoTime();

  /// A leader has room for the waiting commands of this many nodes.
  private static final int PENDING_FACTOR = 3;

  /// How long this node waits for the other peers when one objects to its disk.
  private static final int OPINIONS_MILLIS = 3000;

  /// How much replicated time may be lost when all replicas lose power.
  private static final int TICK_MILLIS = 1000;

  private static final int HAND_OVER_MILLIS = 1000;
  private static final int SNAPSHOT_WAIT_SECONDS = 30;
  private static final int HAND_OVER_STEP_MILLIS = 5;

  private static final ThreadFactory SNAPSHOT_THREADS =
      Thread.ofPlatform().name("paxos-snapshot").daemon().factory();

  private final NodeConfiguration configuration;
  private final NodeObserver observer;
  private final PaxosLog log;
  private final EventLoop<S> loop;
  private final Reception<S> reception;
  private final HttpTransport transport;
  private final Thread thread;
  private final ExecutorService aside;
  private final Opinions opinions = new Opinions(OPINIONS_MILLIS);
  private volatile boolean stopping;
  private volatile @Nullable Status lastStatus;

  private PaxosNode(
      NodeConfiguration configuration,
      NodeObserver observer,
      PaxosLog log,
      long incarnation,
      PeerDisks peerDisks,
      EventLoop<S> loop,
      ExecutorService aside,
      NodeDecorator decorator)
      throws IOException {
    this.aside = aside;
    this.configuration = configuration;
    this.observer = observer;
    this.log = log;
    this.loop = loop;
    reception = loop.reception();
    transport =
        HttpTransport.start(
            configuration.self(),
            configuration.members(),
            configuration.bind(),
            configuration.clusterId(),
            configuration.secret(),
            loop.newestLevel(),
            new LocalDisk(
                log.storage(),
                incarnation,
                log::forcedThrough,
                loop::founders,
                log.snapshots(),
                check(peerDisks)),
            reception,
            new NodeListener(observer, opinions, loop::wake));
    loop.connect(decorator.around(transport));
    thread = Thread.ofPlatform().name("paxos-" + configuration.self()).unstarted(this::run);
  }

  /// Starts a node: locks and recovers its data directory, applies what was decided, opens its peer
  /// port and joins its cluster. Blocks until the log is recovered and the port is open.
  ///
  /// @throws IOException when the data directory or the port is refused, with one sentence why
  public static <S extends StateMachine> PaxosNode<S> start(
      NodeConfiguration configuration, S machine, NodeObserver observer) throws IOException {
    return start(configuration, machine, observer, NodeDecorator.NONE);
  }

  /// As [#start(NodeConfiguration,StateMachine,NodeObserver)], with something between the node and
  /// its edges.
  public static <S extends StateMachine> PaxosNode<S> start(
      NodeConfiguration configuration, S machine, NodeObserver observer, NodeDecorator decorator)
      throws IOException {
    Founding.requireFoundation(configuration);
    var directory =
        DataDirectory.open(
            configuration.dataDirectory(), configuration.clusterId(), configuration.self());
    var log = decorator.around(SegmentedLog.open(directory, configuration.limits().segmentBytes()));
    try {
      var peerDisks = PeerDisks.open(directory);
      var random = new SecureRandom();
      var incarnation = random.nextLong();
      var aside = Executors.newSingleThreadExecutor(SNAPSHOT_THREADS);
      var ground = new EventLoop.Ground(log, PaxosNode::time, random.nextLong(), aside, observer);
      var loop =
          new EventLoop<S>(
              settings(configuration, incarnation),
              configuration.limits(),
              configuration.timing(),
              configuration.founders(),
              machine,
              ground);
      loop.tellMembers(peerDisks::keepOnly);
      var node =
          new PaxosNode<>(
              configuration, observer, log, incarnation, peerDisks, loop, aside, decorator);
      node.thread.start();
      return node;
    } catch (IOException | RuntimeException refused) {
      log.close();
      throw refused;
    }
  }

  private static DiskCheck check(PeerDisks disks) {
    return new DiskCheck() {
      @Override
      public @Nullable String objection(
          NodeId peer, UUID storage, long incarnation, long forcedThrough) {
        return disks.objection(peer, storage, incarnation, forcedThrough);
      }

      @Override
      public boolean knewBefore(NodeId peer) {
        return disks.knewBefore(peer);
      }
    };
  }

  private static Settings settings(NodeConfiguration configuration, long incarnation) {
    var limits = configuration.limits();
    var timing = configuration.timing();
    return new Settings(
        configuration.self(),
        incarnation,
        configuration.members().keySet().stream().sorted().toList(),
        limits.windowSlots(),
        limits.batchCommands(),
        limits.batchBytes(),
        limits.waitingCommands() * PENDING_FACTOR,
        2L * limits.commandBytes() + (long) limits.windowSlots() * limits.batchBytes(),
        timing.heartbeatMillis(),
        timing.silenceMillis(),
        timing.resendMillis(),
        TICK_MILLIS);
  }

  private static Time time() {
    var nanos = System.nanoTime() - START_NANOS;
    return new Time(TimeUnit.NANOSECONDS.toMillis(nanos), System.currentTimeMillis());
  }

  /// The event loop's thread. A failed disk or a broken invariant ends it: a node that cannot keep
  /// its promises must say nothing more.
  private void run() {
    try {
      while (!stopping) {
        checkOwned();
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

  /// A node whose disk has forgotten what it promised must not promise anything again.
  private void checkOwned() throws IOException {
    var clause = opinions.objection();
    if (clause != null && !stopping) {
      throw new MustBeReplacedException(clause);
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
        : reception.submit(command);
  }

  /// Runs a query against the state, on the event loop; what it returns must not be a view of the
  /// state.
  public <R> CompletableFuture<Answer<R>> read(
      Consistency consistency, Function<? super S, R> query) {
    return stopping
        ? CompletableFuture.completedFuture(new Answer.Unavailable<>())
        : reception.read(consistency, query);
  }

  /// The whole replicated state at one moment, to be stored elsewhere.
  public CompletableFuture<Answer<Backup>> backup(Consistency consistency) {
    if (stopping) {
      return CompletableFuture.completedFuture(new Answer.Unavailable<>());
    }
    return reception
        .read(consistency, _ -> true)
        .thenCompose(
            fresh ->
                switch (fresh) {
                  case Answer.Found<Boolean> _ -> reception.askBackup(configuration.clusterId());
                  case Answer.Unavailable<Boolean> _ ->
                      CompletableFuture.completedFuture(new Answer.Unavailable<>());
                });
  }

  /// How this node sees itself and its cluster. Blocks for one turn of the event loop, two seconds
  /// at most; once the node has stopped, returns its last status.
  ///
  /// @throws IllegalStateException when the event loop does not answer in time
  public Status status() {
    var last = lastStatus;
    if (last != null) {
      return last;
    }
    try {
      return reception.askStatus().orTimeout(2, TimeUnit.SECONDS).join();
    } catch (CompletionException unanswered) {
      throw new IllegalStateException("the node does not answer", unanswered);
    }
  }

  /// Changes the members. Only one change can be under way at a time. A node that is to be added
  /// must already run, with `members` that do not name it, and have learned what was decided: it
  /// learns first, and votes afterwards. Its address is tried from here first; if it does not
  /// answer there, the change is refused. A node that lost its disk is replaced by one with a new
  /// id. Completes, never exceptionally, within the configured deadline and a second or two for the
  /// trial.
  ///
  /// @throws IllegalArgumentException when the address is not an http one
  public CompletableFuture<MembershipReply> change(Change change) {
    return switch (change) {
      case Change.Add(var id, var address) -> tryAndChange(change, id, checked(address));
      case Change.Replace(_, var id, var address) -> tryAndChange(change, id, checked(address));
      case Change.Remove _ -> changeMembers(change);
    };
  }

  private CompletableFuture<MembershipReply> tryAndChange(Change change, NodeId id, URI address) {
    var reply = new CompletableFuture<MembershipReply>();
    Thread.ofVirtual()
        .name("paxos-trial")
        .start(
            () -> {
              var isTried =
                  id.equals(configuration.self())
                      || loop.objection(change) == Change.Objection.ID_USED
                      || transport.answersAt(id, address);
              if (isTried) {
                var _ = changeMembers(change).thenAccept(reply::complete);
              } else {
                var objection = Change.Objection.ADDRESS_NOT_REACHED;
                reply.complete(new MembershipReply.Refused(objection));
              }
            });
    return reply;
  }

  private CompletableFuture<MembershipReply> changeMembers(Change change) {
    return stopping
        ? CompletableFuture.completedFuture(new MembershipReply.OutcomeUnknown())
        : reception.change(change);
  }

  private static URI checked(String address) {
    var uri = URI.create(address);
    if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException("not the http address of a peer port: " + address);
    }
    return uri;
  }

  /// Has something decided about the replicated state itself. Completes, never exceptionally, once
  /// it has been applied here, or within the configured deadline.
  public CompletableFuture<DirectiveReply> administer(Directive directive) {
    return stopping
        ? CompletableFuture.completedFuture(new DirectiveReply.OutcomeUnknown())
        : reception.administer(directive);
  }

  /// Lets a member lead in place of the present leader. Completes with true once this node follows
  /// it, with false if that does not happen within the deadline.
  public CompletableFuture<Boolean> handOver(NodeId to) {
    return stopping
        ? CompletableFuture.completedFuture(false)
        : reception.handOver(Optional.of(to));
  }

  /// Stops the node. A leader hands over first, so that the others need not notice that it is gone;
  /// waiting callers get [Reply.OutcomeUnknown]. Blocks until the log is closed, for a second or
  /// two.
  @Override
  public void close() throws IOException {
    leaveOffice();
    stopping = true;
    loop.wake();
    transport.close();
    try {
      thread.join();
      aside.shutdown();
      var _ = aside.awaitTermination(SNAPSHOT_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.close();
  }

  private void leaveOffice() {
    var deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(HAND_OVER_MILLIS);
    try {
      if (stopping || !isLeading() || status().members().size() == 1) {
        return;
      }
      var _ = reception.handOver(Optional.empty());
      while (isWithoutSuccessor() && System.nanoTime() - deadlineNanos < 0) {
        Thread.sleep(HAND_OVER_STEP_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException unanswered) {
      // A node that does not even return its status cannot hand over.
    }
  }

  private boolean isLeading() {
    return configuration.self().equals(status().leader());
  }

  private boolean isWithoutSuccessor() {
    var leader = status().leader();
    return leader == null || leader.equals(configuration.self());
  }
}
