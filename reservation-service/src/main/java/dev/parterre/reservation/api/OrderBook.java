package dev.parterre.reservation.api;

import dev.parterre.paxos.Answer;
import dev.parterre.paxos.Consistency;
import dev.parterre.paxos.Reply;
import dev.parterre.paxos.core.Command;
import dev.parterre.reservation.boxoffice.BoxOffice;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// The one order of commands, as far as the controllers need it: what
/// [dev.parterre.paxos.PaxosNode] offers, so that they can be tried without a cluster.
interface OrderBook {

  CompletableFuture<Reply> submit(Command command);

  <R> CompletableFuture<Answer<R>> read(
      Consistency consistency, Function<? super BoxOffice, R> query);
}
