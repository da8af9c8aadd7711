package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.BoxOffice;
import dev.parterre.reservation.boxoffice.Client;
import dev.parterre.reservation.catalog.EventId;
import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Tells clients apart by the network addresses from which their requests come.
@Component
final class Clients {

  /// The smallest network that a household has for itself.
  private static final int IPV6_NETWORK_BYTES = 8;

  /// An address with a port, or in brackets: `192.0.2.1:80`, `[2001:db8::1]:80`, `[2001:db8::1]`.
  private static final Pattern ADDRESS =
      Pattern.compile("\\[?(?<host>[0-9.]+(?=:)|(?<=\\[)[^\\]]+)\\]?(:\\d+)?");

  private final BoxOffice office;

  Clients(BoxOffice office) {
    this.office = office;
  }

  /// The client of a request, if this event limits the holds of one; otherwise unknown, so that
  /// nothing of the address is kept. The same address is another client in another event.
  Client of(HttpServletRequest request, EventId event) {
    var offer = office.offer(event);
    if (offer == null || offer.event().terms().maxHolds().isEmpty()) {
      return Client.UNKNOWN;
    }
    var network = network(request.getRemoteAddr());
    return network == null
        ? Client.UNKNOWN
        : Client.of((event + " " + network).getBytes(StandardCharsets.US_ASCII));
  }

  /// @param address as the connection has it, or as a trusted proxy wrote it: perhaps with a port,
  ///   perhaps no address
  /// @return null if it is no address
  static @Nullable String network(String address) {
    var parts = ADDRESS.matcher(address);
    try {
      var parsed = InetAddress.ofLiteral(parts.matches() ? parts.group("host") : address);
      return parsed instanceof Inet6Address
          ? HexFormat.of().formatHex(parsed.getAddress(), 0, IPV6_NETWORK_BYTES)
          : parsed.getHostAddress();
    } catch (IllegalArgumentException noAddress) {
      return null;
    }
  }
}
