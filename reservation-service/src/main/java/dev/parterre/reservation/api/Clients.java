package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.BoxOffice;
import dev.parterre.reservation.boxoffice.Client;
import dev.parterre.reservation.catalog.EventId;
import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
    var offer = office.offer(event);
    if (offer == null || offer.event().maxHolds().isEmpty()) {
      return Client.UNKNOWN;
    }
    var trait = event + " " + network(InetAddress.ofLiteral(request.getRemoteAddr()));
    return Client.of(trait.getBytes(StandardCharsets.US_ASCII));
  }

  private static String network(InetAddress address) {
    byte[] bytes = address.getAddress();
    return HexFormat.of()
        .formatHex(
            address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
  }
}
