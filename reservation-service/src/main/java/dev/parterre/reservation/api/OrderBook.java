package dev.parterre.reservation.api;

import dev.parterre.paxos.Answer;
import dev.parterre.paxos.Consistency;
import dev.parterre.paxos.Reply;
import dev.parterre.paxos.core.Command;
import dev.parterre.reservation.boxoffice.BoxOffice;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// The part of [dev.parterre.paxos.PaxosNode] that the controllers need, so that they can be tested
/// without a cluster.
interface OrderBook {

  CompletableFuture<Reply> submit(Command command);

  <R> CompletableFuture<Answer<R>> read(
      Consistency consistency, Function<? super BoxOffice, R> query);
}
