package dev.parterre.paxos;

import dev.parterre.paxos.core.Directive;
import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The operators that wait at this node for a directive, a change of the members, or a change of
/// the leader, each until its deadline. Used by the event loop's thread only.
final class Operators {

  private static final int WAITING_MAX = 16;

  /// @param verdict what is to be answered once the members are settled; null while nothing is
  ///   known
  private record Changing(
      Change change,
      CompletableFuture<MembershipReply> reply,
      long deadline,
      @Nullable MembershipReply verdict) {

    Changing with(MembershipReply told) {
      return new Changing(change, reply, deadline, told);
    }
  }

  private record Directing(
      Directive directive, CompletableFuture<DirectiveReply> reply, long askedAt, long deadline) {}

  private record HandingOver(
      NodeId to, CompletableFuture<Boolean> done, long askedAt, long deadline) {}

  private final int resendMillis;
  private final int deadlineMillis;
  private final List<Changing> changing = new ArrayList<>();
  private final List<Directing> directing = new ArrayList<>();
  private final List<HandingOver> handingOver = new ArrayList<>();

  Operators(int resendMillis, int deadlineMillis) {
    this.resendMillis = resendMillis;
    this.deadlineMillis = deadlineMillis;
  }

  /// @return false if too many wait: then it has been answered already
  boolean asked(Change change, CompletableFuture<MembershipReply> reply, long nowMillis) {
    if (changing.size() >= WAITING_MAX) {
      reply.complete(new MembershipReply.OutcomeUnknown());
      return false;
    }
    changing.add(new Changing(change, reply, nowMillis + deadlineMillis, null));
    return true;
  }

  /// @return false if too many wait, likewise
  boolean asked(NodeId to, CompletableFuture<Boolean> done, long nowMillis) {
    if (handingOver.size() >= WAITING_MAX) {
      done.complete(false);
      return false;
    }
    handingOver.add(new HandingOver(to, done, nowMillis, nowMillis + deadlineMillis));
    return true;
  }

  /// @return false if too many wait, likewise
  boolean asked(Directive directive, CompletableFuture<DirectiveReply> reply, long nowMillis) {
    if (directing.size() >= WAITING_MAX) {
      reply.complete(new DirectiveReply.OutcomeUnknown());
      return false;
    }
    directing.add(new Directing(directive, reply, nowMillis, nowMillis + deadlineMillis));
    return true;
  }

  /// Repeats what found no leader, or was lost on its way: asking again is safe.
  ///
  /// @param again told of each directive that has to be asked for again
  void askAgain(long nowMillis, Consumer<Directive> again) {
    directing.replaceAll(
        each -> {
          if (nowMillis - each.askedAt < resendMillis) {
            return each;
          }
          again.accept(each.directive);
          return new Directing(each.directive, each.reply, nowMillis, each.deadline);
        });
  }

  /// It was decided, and has been applied here.
  void obeyed(Directive directive) {
    answer(new DirectiveReply.Done(), each -> each.directive.equals(directive));
  }

  private void answer(DirectiveReply reply, Predicate<Directing> whom) {
    for (var each : directing) {
      if (whom.test(each)) {
        each.reply.complete(reply);
      }
    }
    directing.removeIf(whom);
  }

  /// The change was decided, or refused. That it was made before, perhaps by an earlier request,
  /// promises as much as a confirmation: neither is answered as long as the earlier members are
  /// still needed.
  void ended(Change change, Change.@Nullable Objection objection) {
    var verdict =
        objection == null ? new MembershipReply.Changed() : new MembershipReply.Refused(objection);
    if (objection == null || objection.mayFollowSuccess()) {
      changing.replaceAll(
          each -> each.change.equals(change) && each.verdict == null ? each.with(verdict) : each);
    } else {
      answer(each -> each.verdict == null && each.change.equals(change), verdict);
    }
  }

  boolean isAwaited(Change change) {
    return changing.stream().anyMatch(each -> each.change.equals(change));
  }

  private void answer(Predicate<Changing> whom, MembershipReply reply) {
    for (var each : changing) {
      if (whom.test(each)) {
        each.reply.complete(reply);
      }
    }
    changing.removeIf(whom);
  }

  /// @param settled as [Confirmations#isSettled]
  /// @param again told to whom to hand over, once more: the first request may have been lost
  void endTurn(
      @Nullable NodeId leader, Predicate<Change> settled, long nowMillis, Consumer<NodeId> again) {
    changing.removeIf(each -> isAnswered(each, settled));
    handingOver.replaceAll(each -> next(each, leader, nowMillis, again));
    handingOver.removeIf(each -> each.done.isDone());
    answer(each -> nowMillis >= each.deadline, new MembershipReply.OutcomeUnknown());
    answer(new DirectiveReply.OutcomeUnknown(), each -> nowMillis >= each.deadline);
  }

  private static boolean isAnswered(Changing each, Predicate<Change> settled) {
    if (each.verdict != null && settled.test(each.change)) {
      each.reply.complete(each.verdict);
    }
    return each.reply.isDone();
  }

  private HandingOver next(
      HandingOver each, @Nullable NodeId leader, long nowMillis, Consumer<NodeId> again) {
    if (each.to.equals(leader)) {
      each.done.complete(true);
    } else if (nowMillis >= each.deadline) {
      each.done.complete(false);
    } else if (nowMillis - each.askedAt >= resendMillis) {
      again.accept(each.to);
      return new HandingOver(each.to, each.done, nowMillis, each.deadline);
    }
    return each;
  }

  long deadline() {
    var earliest = changing.isEmpty() ? Long.MAX_VALUE : changing.getFirst().deadline;
    for (var each : directing) {
      earliest = Math.min(earliest, each.askedAt + resendMillis);
    }
    for (var each : handingOver) {
      earliest = Math.min(earliest, each.askedAt + resendMillis);
    }
    return earliest;
  }

  void dismiss() {
    answer(_ -> true, new MembershipReply.OutcomeUnknown());
    answer(new DirectiveReply.OutcomeUnknown(), _ -> true);
    handingOver.forEach(each -> each.done.complete(false));
    handingOver.clear();
  }
}
