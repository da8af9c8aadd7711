package dev.parterre.paxos;

import dev.parterre.paxos.http.Transport;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.net.URI;
import java.util.HashMap;
import java.util.function.Consumer;

/// Tells the transport and a listener who the members are, after each change and when it has taken
/// effect.
final class MembersNews {

  private Transport transport = new Transport.Silent();
  private Consumer<Memberships> listener = _ -> {};
  private boolean settled = true;

  /// @param listener must not block
  void tell(Consumer<Memberships> listener, Memberships memberships) {
    this.listener = listener;
    listener.accept(memberships);
  }

  /// @param decided the last slot decided: the members of all later ones are to be reached
  void connect(Transport transport, Memberships memberships, Slot decided) {
    this.transport = transport;
    reach(memberships, decided);
  }

  void changed(Memberships memberships, Slot decided) {
    reach(memberships, decided);
    listener.accept(memberships);
  }

  /// Once a change has taken effect here, this node need not reach the members that it removed.
  void endTurn(Memberships memberships, Slot decided) {
    var ruling = memberships.areSettled();
    if (ruling && !settled) {
      changed(memberships, decided);
    }
    settled = ruling;
  }

  private void reach(Memberships memberships, Slot decided) {
    if (memberships.areKnown()) {
      var addresses = new HashMap<NodeId, URI>();
      memberships
          .addressesFrom(decided.next())
          .forEach((id, address) -> addresses.put(id, URI.create(address)));
      transport.reach(addresses);
    }
  }
}
