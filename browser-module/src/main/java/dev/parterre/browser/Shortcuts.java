package dev.parterre.browser;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.teavm.model.BasicBlock;
import org.teavm.model.Incoming;
import org.teavm.model.Instruction;
import org.teavm.model.Phi;
import org.teavm.model.Program;
import org.teavm.model.Variable;
import org.teavm.model.instructions.AssignInstruction;
import org.teavm.model.instructions.EmptyInstruction;
import org.teavm.model.instructions.IntegerConstantInstruction;
import org.teavm.model.instructions.JumpInstruction;
import org.teavm.model.instructions.NullConstantInstruction;
import org.teavm.model.instructions.SwitchInstruction;
import org.teavm.model.instructions.SwitchTableEntry;
import org.teavm.model.optimization.UnreachableBasicBlockEliminator;
import org.teavm.model.util.TransitionExtractor;
import org.teavm.model.util.UsageExtractor;

/// Sends a block that jumps to a switch with a number that is known straight to the case for it.
/// Each variable is set in one place, so one that is set to a number always is that number.
///
/// TeaVM makes two such switches of one over patterns: over the pattern to begin with, which is not
/// the first behind a `when` that does not hold, and over the pattern that fits.
final class Shortcuts {

  private Shortcuts() {}

  static void take(Program program) {
    for (var block : program.getBasicBlocks()) {
      pullUpSwitch(block);
    }
    new UnreachableBasicBlockEliminator().optimize(program);
    var numbers = numbers(program);
    for (var block : program.getBasicBlocks()) {
      if (onlyChooses(block)) {
        take(block, numbers);
      } else if (block.getLastInstruction() instanceof SwitchInstruction choice
          && numbers.containsKey(choice.getCondition())) {
        goOnly(block, target(choice, numbers.get(choice.getCondition())));
      }
    }
  }

  private static Map<Variable, Integer> numbers(Program program) {
    var numbers = new HashMap<Variable, Integer>();
    for (var each : instructions(program)) {
      if (each instanceof IntegerConstantInstruction constant) {
        numbers.put(constant.getReceiver(), constant.getConstant());
      }
    }
    return numbers;
  }

  /// Where the number arrives in one block, and the next has the switch and nothing else.
  private static void pullUpSwitch(BasicBlock block) {
    if (block.getPhis().size() == 1
        && block.getLastInstruction() instanceof JumpInstruction jump
        && !jump.getTarget().equals(block)
        && jump.getTarget().getPhis().isEmpty()
        && jump.getTarget().getFirstInstruction() instanceof SwitchInstruction choice
        && choice.getCondition().equals(block.getPhis().get(0).getReceiver())) {
      var copy = new SwitchInstruction();
      copy.setCondition(choice.getCondition());
      copy.setDefaultTarget(choice.getDefaultTarget());
      var targets = new HashSet<>(Set.of(choice.getDefaultTarget()));
      for (var entry : choice.getEntries()) {
        var added = new SwitchTableEntry();
        added.setCondition(entry.getCondition());
        added.setTarget(entry.getTarget());
        copy.getEntries().add(added);
        targets.add(entry.getTarget());
      }
      targets.forEach(target -> comeLike(jump.getTarget(), block, target));
      jump.replace(copy);
    }
  }

  /// @return whether what the block sets is read by its own switch and by nobody else
  private static boolean onlyChooses(BasicBlock block) {
    if (block.getPhis().size() != 1
        || !(block.getLastInstruction() instanceof SwitchInstruction choice)) {
      return false;
    }
    var chosen = new HashSet<Variable>();
    chosen.add(block.getPhis().get(0).getReceiver());
    for (Instruction each : block) {
      if (each instanceof AssignInstruction assign && chosen.contains(assign.getAssignee())) {
        chosen.add(assign.getReceiver());
      } else if (each instanceof NullConstantInstruction constant) {
        chosen.add(constant.getReceiver());
      } else if (!(each instanceof EmptyInstruction) && !each.equals(choice)) {
        return false;
      }
    }
    return chosen.contains(choice.getCondition()) && !isReadBeyond(block, chosen);
  }

  private static boolean isReadBeyond(BasicBlock block, Set<Variable> variables) {
    var read = new HashSet<Variable>();
    for (var other : block.getProgram().getBasicBlocks()) {
      for (var phi : other.getPhis()) {
        phi.getIncomings().forEach(each -> read.add(each.getValue()));
      }
      if (!other.equals(block)) {
        for (Instruction each : other) {
          var usage = new UsageExtractor();
          each.acceptVisitor(usage);
          read.addAll(List.of(usage.getUsedVariables()));
        }
      }
    }
    return !Collections.disjoint(read, variables);
  }

  private static void take(BasicBlock block, Map<Variable, Integer> numbers) {
    var choice = (SwitchInstruction) block.getLastInstruction();
    var arriving = block.getPhis().get(0).getIncomings();
    for (var each : List.copyOf(arriving)) {
      var number = numbers.get(each.getValue());
      if (number != null && each.getSource().getLastInstruction() instanceof JumpInstruction jump) {
        jump.setTarget(target(choice, number));
        comeLike(block, each.getSource(), jump.getTarget());
        arriving.remove(each);
      }
    }
  }

  static void goOnly(BasicBlock from, BasicBlock to) {
    var transitions = new TransitionExtractor();
    from.getLastInstruction().acceptVisitor(transitions);
    for (var target : transitions.getTargets()) {
      if (!target.equals(to)) {
        target.removeIncomingsFrom(from);
      }
    }
    var jump = new JumpInstruction();
    jump.setTarget(to);
    from.getLastInstruction().replace(jump);
  }

  private static BasicBlock target(SwitchInstruction choice, int number) {
    return choice.getEntries().stream()
        .filter(entry -> entry.getCondition() == number)
        .findFirst()
        .map(SwitchTableEntry::getTarget)
        .orElse(choice.getDefaultTarget());
  }

  /// Who comes from another block brings what is brought from the one.
  private static void comeLike(BasicBlock one, BasicBlock other, BasicBlock to) {
    for (Phi phi : to.getPhis()) {
      for (var each : List.copyOf(phi.getIncomings())) {
        if (each.getSource().equals(one)) {
          var added = new Incoming();
          added.setValue(each.getValue());
          added.setSource(other);
          phi.getIncomings().add(added);
        }
      }
    }
  }

  static List<Instruction> instructions(Program program) {
    var instructions = new ArrayList<Instruction>();
    for (var block : program.getBasicBlocks()) {
      block.forEach(instructions::add);
    }
    return instructions;
  }
}
