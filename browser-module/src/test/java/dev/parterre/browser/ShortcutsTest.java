package dev.parterre.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.teavm.model.BasicBlock;
import org.teavm.model.Incoming;
import org.teavm.model.Phi;
import org.teavm.model.Program;
import org.teavm.model.Variable;
import org.teavm.model.instructions.ExitInstruction;
import org.teavm.model.instructions.IntegerConstantInstruction;
import org.teavm.model.instructions.JumpInstruction;
import org.teavm.model.instructions.SwitchInstruction;
import org.teavm.model.instructions.SwitchTableEntry;

/// A switch whose case 1 is reached from the block with 1, and all else from the block with 2.
class ShortcutsTest {

  private final Program program = new Program();
  private final BasicBlock start = program.createBasicBlock();
  private final BasicBlock withOne = program.createBasicBlock();
  private final BasicBlock withTwo = program.createBasicBlock();
  private final BasicBlock choice = program.createBasicBlock();
  private final BasicBlock ifOne = program.createBasicBlock();
  private final BasicBlock otherwise = program.createBasicBlock();
  private final Variable any = program.createVariable();
  private final Phi number = new Phi();

  ShortcutsTest() {
    switchTo(start, any, withOne, withTwo);
    number.setReceiver(program.createVariable());
    choice.getPhis().add(number);
    bring(withOne, 1);
    bring(withTwo, 2);
    switchTo(choice, number.getReceiver(), ifOne, otherwise);
    ifOne.add(new ExitInstruction());
    otherwise.add(new ExitInstruction());
  }

  private static void switchTo(
      BasicBlock from, Variable condition, BasicBlock ifOne, BasicBlock otherwise) {
    var choice = new SwitchInstruction();
    choice.setCondition(condition);
    var entry = new SwitchTableEntry();
    entry.setCondition(1);
    entry.setTarget(ifOne);
    choice.getEntries().add(entry);
    choice.setDefaultTarget(otherwise);
    from.add(choice);
  }

  private void bring(BasicBlock from, int value) {
    var constant = new IntegerConstantInstruction();
    constant.setConstant(value);
    constant.setReceiver(program.createVariable());
    from.add(constant);
    var jump = new JumpInstruction();
    jump.setTarget(choice);
    from.add(jump);
    var incoming = new Incoming();
    incoming.setSource(from);
    incoming.setValue(constant.getReceiver());
    number.getIncomings().add(incoming);
  }

  private static BasicBlock target(BasicBlock from) {
    return ((JumpInstruction) from.getLastInstruction()).getTarget();
  }

  @Test
  void a_block_that_brings_a_number_goes_to_the_case_for_it() {
    Shortcuts.take(program);
    assertThat(target(withOne)).isSameAs(ifOne);
    assertThat(target(withTwo)).isSameAs(otherwise);
  }

  @Test
  void whoever_comes_from_there_brings_what_the_switch_brought() {
    var brought = new Phi();
    brought.setReceiver(program.createVariable());
    var incoming = new Incoming();
    incoming.setSource(choice);
    incoming.setValue(any);
    brought.getIncomings().add(incoming);
    otherwise.getPhis().add(brought);
    Shortcuts.take(program);
    assertThat(brought.getIncomings())
        .anySatisfy(
            each -> {
              assertThat(each.getSource()).isSameAs(withTwo);
              assertThat(each.getValue()).isSameAs(any);
            });
  }

  @Test
  void a_number_that_is_read_later_must_pass_the_switch() {
    ((ExitInstruction) ifOne.getLastInstruction()).setValueToReturn(number.getReceiver());
    Shortcuts.take(program);
    assertThat(target(withOne)).isSameAs(choice);
    assertThat(target(withTwo)).isSameAs(choice);
  }
}
