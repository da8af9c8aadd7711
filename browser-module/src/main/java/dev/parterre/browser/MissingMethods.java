package dev.parterre.browser;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.util.ModelUtils;

/// Gives classes of TeaVM's class library the methods that they lack. It is named to the compiler,
/// and called for every class that is read.
public final class MissingMethods implements ClassHolderTransformer {

  /// Classes, and those whose public methods they get.
  private static final Map<String, String> GIVERS =
      Map.of(
          "java.lang.String", "java.util.StringMethods",
          "java.util.Collections", "java.util.CollectionsMethods");

  @Override
  public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
    @Nullable String giver = GIVERS.get(type.getName());
    if (giver != null) {
      for (var method : context.getHierarchy().getClassSource().get(giver).getMethods()) {
        if (!method.getName().equals("<init>")) {
          type.addMethod(ModelUtils.copyMethod(method));
        }
      }
    }
  }
}
