package dev.parterre.browser;

import java.io.File;
import java.util.List;
import org.teavm.backend.javascript.JSModuleType;
import org.teavm.tooling.ConsoleTeaVMToolLog;
import org.teavm.tooling.TeaVMProblemRenderer;
import org.teavm.tooling.TeaVMTargetType;
import org.teavm.tooling.builder.BuildException;
import org.teavm.tooling.builder.InProcessBuildStrategy;
import org.teavm.vm.TeaVMOptimizationLevel;

/// Makes an ES module of the room of the lessons. The build runs it, when a class is newer than the
/// module.
final class Compile {

  private Compile() {}

  /// @param arguments the folder for the module
  /// @throws IllegalStateException when something that the room needs is missing; it is named in
  ///   the output
  public static void main(String[] arguments) throws BuildException {
    var log = new ConsoleTeaVMToolLog(false);
    var build = new InProcessBuildStrategy();
    build.init();
    build.setLog(log);
    build.setClassPathEntries(
        List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
    build.setTransformers(
        new String[] {
          MissingMethods.class.getName(), LeanRecords.class.getName(), LeanPatterns.class.getName()
        });
    build.setMainClass(LessonRoom.class.getName());
    build.setEntryPointName("main");
    build.setTargetType(TeaVMTargetType.JAVASCRIPT);
    build.setJsModuleType(JSModuleType.ES2015);
    build.setOptimizationLevel(TeaVMOptimizationLevel.ADVANCED);
    build.setObfuscated(true);
    build.setAssertionsRemoved(true);
    build.setMaxTopLevelNames(80_000);
    build.setTargetDirectory(arguments[0]);
    build.setTargetFileName("lessonRoom.js");
    var result = build.build();
    TeaVMProblemRenderer.describeProblems(result.getCallGraph(), result.getProblems(), log);
    if (!result.getProblems().getSevereProblems().isEmpty()) {
      throw new IllegalStateException("the room of the lessons cannot be compiled");
    }
  }
}
