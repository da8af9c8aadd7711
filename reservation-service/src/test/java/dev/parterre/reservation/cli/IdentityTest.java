package dev.parterre.reservation.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class IdentityTest {

  private Process process;
  private Identity identity;

  @BeforeEach
  void start() throws Exception {
    process = new ProcessBuilder("sleep", "60").start();
    identity = Identity.of(process.pid()).orElseThrow();
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  @Test
  void a_process_runs_is_paused_goes_on_and_is_gone() throws Exception {
    assertThat(identity.state()).isEqualTo(Identity.State.RUNNING);

    identity.signal("STOP");
    await(Identity.State.PAUSED);
    identity.signal("CONT");
    await(Identity.State.RUNNING);
    identity.signal("KILL");
    await(Identity.State.GONE);
  }

  @Test
  void another_process_under_the_same_number_is_neither_seen_nor_killed() throws Exception {
    var before = new Identity(process.pid(), "long ago");

    assertThat(before.state()).isEqualTo(Identity.State.GONE);
    before.signal("KILL");

    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void where_there_is_no_proc_ps_tells_the_state_of_a_process() throws Exception {
    assumeThat(Path.of("/bin/ps")).exists();
    identity.signal("STOP");
    await(Identity.State.PAUSED);
    assertThat(Identity.letterByPs(process.pid())).isEqualTo('T');
    identity.signal("CONT");
    await(Identity.State.RUNNING);
    assertThat(Identity.letterByPs(process.pid())).isIn('S', 'R');
    identity.signal("KILL");
    process.waitFor();
    assertThat(Identity.letterByPs(process.pid())).isEqualTo('X');
  }

  @Test
  void one_process_has_one_identity() {
    assertThat(Identity.of(process.pid())).contains(identity);
  }

  private void await(Identity.State state) throws Exception {
    while (identity.state() != state) {
      Thread.sleep(10);
    }
  }
}
