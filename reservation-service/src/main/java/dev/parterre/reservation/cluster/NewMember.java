package dev.parterre.reservation.cluster;

import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.reservation.web.ProblemException;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/// The body of `POST /cluster/members`.
///
/// @param id the id of the new replica: higher than any before it
/// @param peerUrl where the others reach it
/// @param url where clients reach it
/// @param replaces the id of a member that the same change removes
record NewMember(
    @Nullable String id,
    @Nullable String peerUrl,
    @Nullable String url,
    @Nullable String replaces) {

  private static final int ID_DIGITS_MAX = 9;

  /// @throws ProblemException 422 if the body itself is wrong
  Change change() {
    var coming = id("/id", id);
    var address = new MemberAddress(url("/peerUrl", peerUrl, true), url("/url", url, false));
    return replaces == null
        ? new Change.Add(coming, address.toString())
        : new Change.Replace(id("/replaces", replaces), coming, address.toString());
  }

  /// Whether the members are already as this request wants them.
  boolean isMadeIn(ClusterView view) {
    var there =
        view.members().stream()
            .anyMatch(
                it ->
                    it.id().equals(id)
                        && it.peerUrl().toString().equals(peerUrl)
                        && it.url().toString().equals(url));
    return there && view.members().stream().noneMatch(it -> it.id().equals(replaces));
  }

  static NodeId id(String pointer, @Nullable String id) {
    if (id == null || !id.matches("[1-9][0-9]*") || id.length() > ID_DIGITS_MAX) {
      throw ProblemException.invalid(
          pointer, "The id of a replica must be a positive whole number.");
    }
    return new NodeId(Integer.parseInt(id));
  }

  /// @param bare whether only `http`, a host and a port are allowed, as for a replica's peers
  private static URI url(String pointer, @Nullable String given, boolean bare) {
    try {
      var url = new URI(given == null ? "" : given);
      boolean plain = "http".equals(url.getScheme()) || (!bare && "https".equals(url.getScheme()));
      boolean rooted = url.getRawPath() == null || url.getRawPath().matches("/?");
      boolean nothingElse =
          url.getUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
      boolean addressed = url.getHost() != null && url.getPort() <= 65_535;
      if (plain && rooted && nothingElse && addressed && (!bare || url.getPort() > 0)) {
        return url;
      }
    } catch (URISyntaxException malformed) {
      throw invalid(pointer);
    }
    throw invalid(pointer);
  }

  private static ProblemException invalid(String pointer) {
    return ProblemException.invalid(
        pointer, "This must be an address such as http://10.0.0.4:7081, without a path.");
  }
}
