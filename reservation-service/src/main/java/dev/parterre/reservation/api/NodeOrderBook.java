package dev.parterre.reservation.api;

import dev.parterre.paxos.Answer;
import dev.parterre.paxos.Consistency;
import dev.parterre.paxos.PaxosNode;
import dev.parterre.paxos.Reply;
import dev.parterre.paxos.core.Command;
import dev.parterre.reservation.boxoffice.BoxOffice;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/// The order book of a running replica.
@Component
final class NodeOrderBook implements OrderBook {

  private final PaxosNode<BoxOffice> node;

  NodeOrderBook(PaxosNode<BoxOffice> node) {
    this.node = node;
  }

  @Override
  public CompletableFuture<Reply> submit(Command command) {
    return node.submit(command);
  }

  @Override
  public <R> CompletableFuture<Answer<R>> read(
      Consistency consistency, Function<? super BoxOffice, R> query) {
    return node.read(consistency, query);
  }
}
