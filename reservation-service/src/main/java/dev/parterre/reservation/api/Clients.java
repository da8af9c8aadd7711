package dev.parterre.reservation.api;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.boxoffice.BoxOffice;
import dev.parterre.reservation.boxoffice.Client;
import dev.parterre.reservation.catalog.EventId;
import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/// Tells clients apart by the network addresses from which their requests come.
@Component
final class Clients {

  /// A household or a device has all addresses of such a network for itself.
  private static final int IPV6_NETWORK_BYTES = 8;

  private final BoxOffice office;

  Clients(BoxOffice office) {
    this.office = office;
  }

  /// The client of a request, if this event limits the holds of one; otherwise unknown, so that
  /// nothing of the address is kept. The same address is another client in another event.
  Client of(HttpServletRequest request, EventId event) {
    if (!mayLimit(event)) {
      return Client.UNKNOWN;
    }
    var trait = event + " " + network(request.getRemoteAddr());
    return Client.of(trait.getBytes(StandardCharsets.UTF_8));
  }

  /// Also true for an event that this replica has still to learn of.
  private boolean mayLimit(EventId event) {
    var offer = office.offer(event);
    return offer == null
        ? office.level() >= FormatLevel.FOURTH
        : offer.event().maxHolds().isPresent();
  }

  /// @param address as the connection has it, or as a trusted proxy wrote it: perhaps no address
  private static String network(String address) {
    try {
      var parsed = InetAddress.ofLiteral(address);
      return parsed instanceof Inet6Address
          ? HexFormat.of().formatHex(parsed.getAddress(), 0, IPV6_NETWORK_BYTES)
          : parsed.getHostAddress();
    } catch (IllegalArgumentException noAddress) {
      return address;
    }
  }
}
