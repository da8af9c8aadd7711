package dev.parterre.reservation.cluster;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// A member's address as it is in the log: the address of its peer port, with the address for
/// clients in the fragment, which no HTTP request contains.
///
/// @param url where clients reach it; null for a founder, for which it is configured
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
