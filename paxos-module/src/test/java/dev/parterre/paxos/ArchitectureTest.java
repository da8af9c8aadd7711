package dev.parterre.paxos;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The arrows of the design: paxos → {log, http} → format → core → members → java; lesson → core.
@Tag("slow")
class ArchitectureTest {

  private static final String ROOT = "dev.parterre.paxos";
  private static final String BYTES = ROOT + ".bytes";

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void the_core_knows_nothing_but_java() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".core")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                ROOT + ".core", ROOT + ".members", "java.lang..", "java.util..", "org.jspecify.."))
        .check(classes);
  }

  @Test
  void the_core_has_no_clock_dice_thread_or_logger() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".core")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.util.concurrent..", "java.util.logging..", "java.lang.ref.."))
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Thread.class, System.Logger.class, java.util.Random.class)
        .check(classes);
  }

  @Test
  void the_lessons_know_nothing_but_the_core_and_java() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".lesson")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                ROOT + ".lesson",
                ROOT + ".core",
                ROOT + ".members",
                "java.lang",
                "java.lang.runtime",
                "java.lang.invoke",
                "java.util",
                "java.util.function",
                "java.util.stream",
                "org.jspecify.."))
        .check(classes);
  }

  @Test
  void bytes_know_nobody() {
    onlyOf(BYTES);
  }

  @Test
  void the_format_knows_only_the_core() {
    onlyOf(ROOT + ".format", ROOT + ".core", ROOT + ".members", BYTES);
  }

  @Test
  void a_snapshot_is_known_by_its_slot_and_nothing_else() {
    onlyOf(ROOT + ".snapshot", ROOT + ".core", ROOT + ".members");
  }

  @Test
  void log_and_http_do_not_know_each_other_nor_the_door() {
    var known =
        new String[] {
          ROOT + ".snapshot", ROOT + ".format", ROOT + ".core", ROOT + ".members", BYTES
        };
    onlyOf(ROOT + ".log", known);
    onlyOf(ROOT + ".http", known);
  }

  @Test
  void nobody_but_a_command_line_needs_the_simulation() {
    noClasses()
        .that(not(resideInAPackage(ROOT + ".simulation")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".simulation")
        .check(classes);
  }

  @Test
  void nothing_goes_in_circles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void the_library_needs_java_and_an_http_client_and_nothing_of_spring() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                ROOT + "..",
                "java..",
                "javax.crypto..",
                "javax.net..",
                "com.sun.net.httpserver..",
                "okhttp3..",
                "okio..",
                "kotlin..",
                "org.jspecify.."))
        .check(classes);
  }

  private void onlyOf(String room, String... others) {
    noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "..")
                .and(not(resideInAnyPackage(others)).and(not(resideInAPackage(room)))))
        .check(classes);
  }
}
