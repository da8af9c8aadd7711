package dev.parterre.reservation.cluster;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// A member's address as it stands in the log. For its peers it is the peer port's; where clients
/// reach it travels in the fragment, which no request ever carries.
///
/// @param url null of a founder, whose clients' address is configured
record MemberAddress(URI peerUrl, @Nullable URI url) {

  static MemberAddress of(String address) {
    int fragment = address.indexOf('#');
    return fragment < 0
        ? new MemberAddress(URI.create(address), null)
        : new MemberAddress(
            URI.create(address.substring(0, fragment)),
            URI.create(address.substring(fragment + 1)));
  }

  @Override
  public String toString() {
    return url == null ? peerUrl.toString() : peerUrl + "#" + url;
  }
}
