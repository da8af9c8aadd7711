package dev.parterre.browser;

import java.util.List;
import java.util.stream.IntStream;
import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.Instruction;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.Program;
import org.teavm.model.instructions.ConstructInstruction;
import org.teavm.model.instructions.StringConstantInstruction;
import org.teavm.model.optimization.UnreachableBasicBlockEliminator;

/// Leaves out of our records what nobody can tell in a lesson, an eighth of the whole: the text
/// that Java makes of a record that says nothing else, and what a pattern does when a component of
/// a record cannot be read, which never happens.
public final class LeanRecords implements ClassHolderTransformer {

  private static final String OURS = "dev.parterre.paxos.";
  private static final MethodDescriptor TO_STRING = new MethodDescriptor("toString", String.class);

  @Override
  public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
    if (!type.getName().startsWith(OURS)) {
      return;
    }
    var toString = type.getMethod(TO_STRING);
    if (toString != null && isGenerated(type, toString.getProgram())) {
      type.removeMethod(toString);
    }
    for (var method : type.getMethods()) {
      if (method.getProgram() != null) {
        leaveOutFailures(method.getProgram());
      }
    }
  }

  /// As in "Slot[number=1]".
  private static boolean isGenerated(ClassHolder type, Program program) {
    var name = type.getName();
    var simple = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    return "java.lang.Record".equals(type.getParent())
        && blocks(program).stream().anyMatch(block -> tells(block, simple + "["));
  }

  private static boolean tells(BasicBlock block, String text) {
    for (Instruction each : block) {
      if (each instanceof StringConstantInstruction constant
          && constant.getConstant().equals(text)) {
        return true;
      }
    }
    return false;
  }

  private static void leaveOutFailures(Program program) {
    for (var block : blocks(program)) {
      block.getTryCatchBlocks().removeIf(each -> makesMatchException(each.getHandler()));
    }
    new UnreachableBasicBlockEliminator().optimize(program);
  }

  private static boolean makesMatchException(BasicBlock block) {
    for (Instruction each : block) {
      if (each instanceof ConstructInstruction made
          && made.getType().equals("java.lang.MatchException")) {
        return true;
      }
    }
    return false;
  }

  private static List<BasicBlock> blocks(Program program) {
    return IntStream.range(0, program.basicBlockCount()).mapToObj(program::basicBlockAt).toList();
  }
}
