package dev.parterre.reservation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.members.Change.Objection;
import dev.parterre.reservation.web.Explanation;
import dev.parterre.reservation.web.Problem;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

class MembershipProblemsTest {

  @Test
  void each_reason_is_explained_and_no_other() {
    var given =
        Arrays.stream(Objection.values())
            .map(objection -> MembershipProblems.refused(objection).members().get("reason"));
    var explained =
        Pattern.compile("<code>([a-z-]+)</code>")
            .matcher(Explanation.of(Problem.MEMBERSHIP_REFUSED).when())
            .results()
            .map(found -> found.group(1))
            .filter(code -> !code.equals("reason"));
    assertThat(explained).containsExactlyInAnyOrderElementsOf(given.map(String::valueOf).toList());
  }

  @Test
  void four_reasons_pass_by_themselves() {
    assertThat(Objection.values())
        .filteredOn(
            it -> MembershipProblems.refused(it).headers().containsKey(HttpHeaders.RETRY_AFTER))
        .hasSize(4);
  }
}
