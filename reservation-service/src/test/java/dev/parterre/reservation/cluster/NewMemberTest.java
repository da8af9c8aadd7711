package dev.parterre.reservation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.reservation.web.ProblemException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewMemberTest {

  private static final String PEER_URL = "http://10.0.0.4:7081";
  private static final String URL = "https://four.example.org";

  @Test
  void the_address_for_clients_travels_in_the_fragment_of_that_for_peers() {
    var change = new NewMember("4", PEER_URL, URL, null).change();

    assertThat(change).isEqualTo(new Change.Add(new NodeId(4), PEER_URL + "#" + URL));
    assertThat(MemberAddress.of(PEER_URL + "#" + URL))
        .isEqualTo(new MemberAddress(URI.create(PEER_URL), URI.create(URL)));
    assertThat(MemberAddress.of(PEER_URL).url()).as("of a founder").isNull();
  }

  @Test
  void one_that_replaces_another_comes_and_goes_in_one_change() {
    assertThat(new NewMember("4", PEER_URL, URL, "2").change())
        .isEqualTo(new Change.Replace(new NodeId(2), new NodeId(4), PEER_URL + "#" + URL));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, http://a:1, http://b, -",
        "0, http://a:1, http://b, -",
        "four, http://a:1, http://b, -",
        "99999999999, http://a:1, http://b, -",
        "4, -, http://b, -",
        "4, http://a, http://b, -",
        "4, https://a:1, http://b, -",
        "4, http://a:1/path, http://b, -",
        "4, http://a:1#x, http://b, -",
        "4, http://a:1?x, http://b, -",
        "4, http://a:99999, http://b, -",
        "4, http://x@a:1, http://b, -",
        "4, http://a:1, -, -",
        "4, http://a:1, ftp://b, -",
        "4, http://a:1, not an address, -",
        "4, http://a:1, http://b, x"
      })
  void what_is_no_id_or_no_address_is_invalid(
      String id, String peerUrl, String url, String replaces) {
    assertThatThrownBy(() -> new NewMember(id, peerUrl, url, replaces).change())
        .isInstanceOf(ProblemException.class);
  }
}
