package dev.parterre.browser;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.model.AccessLevel;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.ElementModifier;
import org.teavm.model.FieldHolder;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.Program;
import org.teavm.model.ValueType;
import org.teavm.model.emit.ProgramEmitter;
import org.teavm.model.emit.ValueEmitter;
import org.teavm.model.instructions.InvokeInstruction;

/// Leaves out of our records what Java writes into each of them: a text that no lesson tells, and
/// `equals` and `hashCode`, which [AnyRecord] has for all of them and which give the same answers.
public final class LeanRecords implements ClassHolderTransformer {

  private static final String RECORD = "java.lang.Record";
  private static final String ANY_RECORD = AnyRecord.class.getName();

  private static final List<MethodDescriptor> WRITTEN_BY_JAVA =
      List.of(
          new MethodDescriptor("toString", String.class),
          new MethodDescriptor("equals", Object.class, boolean.class),
          new MethodDescriptor("hashCode", int.class));

  @Override
  public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
    if (isOurs(type) && RECORD.equals(type.getParent())) {
      type.setParent(ANY_RECORD);
      type.getMethods().stream()
          .filter(method -> method.getName().equals("<init>"))
          .forEach(constructor -> callNewParent(constructor.getProgram()));
      WRITTEN_BY_JAVA.forEach(each -> leaveOut(type, type.getMethod(each)));
      type.addMethod(components(type, context));
    }
  }

  static boolean isOurs(ClassHolder type) {
    return type.getName().startsWith("dev.parterre.paxos.");
  }

  private static void callNewParent(Program program) {
    for (var each : Shortcuts.instructions(program)) {
      if (each instanceof InvokeInstruction call
          && call.getMethod().getClassName().equals(RECORD)) {
        call.setMethod(new MethodReference(ANY_RECORD, call.getMethod().getDescriptor()));
      }
    }
  }

  /// Those that Java writes are final. Nobody says so of a method by hand, since a record already
  /// is.
  private static void leaveOut(ClassHolder type, @Nullable MethodHolder method) {
    if (method != null && method.getModifiers().contains(ElementModifier.FINAL)) {
      type.removeMethod(method);
    }
  }

  private static MethodHolder components(ClassHolder type, ClassHolderTransformerContext context) {
    var array = ValueType.parse(Object[].class);
    var method = new MethodHolder("components", array);
    method.setLevel(AccessLevel.PUBLIC);
    var program = ProgramEmitter.create(method, context.getHierarchy());
    var self = program.var(0, type);
    var components =
        type.getFields().stream()
            .filter(field -> !field.getModifiers().contains(ElementModifier.STATIC))
            .map(field -> component(self, field))
            .toArray(ValueEmitter[]::new);
    program.invoke(ANY_RECORD, "list", array, components).returnValue();
    return method;
  }

  private static ValueEmitter component(ValueEmitter self, FieldHolder field) {
    var value = self.getField(field.getName(), field.getType());
    return (field.getType() instanceof ValueType.Primitive ? value.box() : value)
        .cast(Object.class);
  }
}
