package dev.parterre.browser;

import java.util.HashSet;
import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.Instruction;
import org.teavm.model.Program;
import org.teavm.model.Variable;
import org.teavm.model.instructions.BinaryBranchingCondition;
import org.teavm.model.instructions.BinaryBranchingInstruction;
import org.teavm.model.instructions.BranchingInstruction;
import org.teavm.model.instructions.ConstructInstruction;
import org.teavm.model.instructions.IntegerConstantInstruction;
import org.teavm.model.instructions.InvokeInstruction;
import org.teavm.model.instructions.JumpInstruction;
import org.teavm.model.instructions.NullConstantInstruction;
import org.teavm.model.instructions.SwitchInstruction;
import org.teavm.model.optimization.UnreachableBasicBlockEliminator;

/// Makes the switches over patterns in our classes what they would be by hand: one `instanceof`
/// after the other, each with its case behind it. Of what Java and TeaVM make of them, this leaves
/// out
///
/// - the number of the case that fits, and the switch over it ([Shortcuts]);
/// - what is done when no case fits, or when a component of a record cannot be read. Neither
///   happens: what a sealed interface permits is compiled together, and nothing is added later;
/// - the check that there is a value. There is one: the build checks it for every type that is not
///   `@Nullable` (NullAway).
public final class LeanPatterns implements ClassHolderTransformer {

  @Override
  public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
    if (!LeanRecords.isOurs(type)) {
      return;
    }
    for (var method : type.getMethods()) {
      if (method.getProgram() != null) {
        leaveOutNullChecks(method.getProgram());
        Shortcuts.take(method.getProgram());
        leaveOutFailures(method.getProgram());
        new UnreachableBasicBlockEliminator().optimize(method.getProgram());
      }
    }
  }

  /// Those whose result nobody uses are Java's, and the comparison behind one is TeaVM's.
  private static void leaveOutNullChecks(Program program) {
    var present = new HashSet<Variable>();
    var nulls = new HashSet<Variable>();
    for (var each : Shortcuts.instructions(program)) {
      if (each instanceof NullConstantInstruction constant) {
        nulls.add(constant.getReceiver());
      } else if (each instanceof InvokeInstruction call && isNullCheck(call)) {
        present.add(call.getArguments().get(0));
        call.delete();
      }
    }
    for (var block : program.getBasicBlocks()) {
      if (block.getLastInstruction() instanceof BinaryBranchingInstruction branch
          && branch.getCondition() == BinaryBranchingCondition.REFERENCE_EQUAL
          && present.contains(branch.getFirstOperand())
          && nulls.contains(branch.getSecondOperand())) {
        Shortcuts.goOnly(block, branch.getAlternative());
      }
    }
  }

  private static boolean isNullCheck(InvokeInstruction call) {
    return call.getReceiver() == null
        && call.getMethod().getClassName().equals("java.util.Objects")
        && call.getMethod().getName().equals("requireNonNull");
  }

  private static void leaveOutFailures(Program program) {
    for (var block : program.getBasicBlocks()) {
      block.getTryCatchBlocks().removeIf(each -> fails(each.getHandler()));
      Instruction last = block.getLastInstruction();
      if (last instanceof BranchingInstruction branch) {
        if (fails(branch.getConsequent())) {
          Shortcuts.goOnly(block, branch.getAlternative());
        } else if (fails(branch.getAlternative())) {
          Shortcuts.goOnly(block, branch.getConsequent());
        }
      } else if (last instanceof SwitchInstruction choice && fails(choice.getDefaultTarget())) {
        var entries = choice.getEntries();
        choice.setDefaultTarget(entries.remove(entries.size() - 1).getTarget());
      }
    }
  }

  private static boolean fails(BasicBlock block) {
    for (Instruction each : block) {
      if (each instanceof ConstructInstruction made) {
        return made.getType().equals("java.lang.MatchException");
      }
      if (each instanceof JumpInstruction jump) {
        return !jump.getTarget().equals(block) && fails(jump.getTarget());
      }
      if (!(each instanceof IntegerConstantInstruction)) {
        return false;
      }
    }
    return false;
  }
}
