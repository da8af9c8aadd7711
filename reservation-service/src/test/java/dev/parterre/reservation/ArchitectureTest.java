package dev.parterre.reservation;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.parterre.reservation.web.Explanation;
import dev.parterre.reservation.web.Problem;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The allowed dependencies between packages: cluster → api → tickets → boxoffice → catalog, api →
/// web; cluster, api and boxoffice → paxos.
@Tag("slow")
class ArchitectureTest {

  private static final String ROOM = "dev.parterre.reservation.";
  private static final String PAXOS = "dev.parterre.paxos..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.parterre.reservation");

  /// Which package may depend on which. The command line verifies a backup by reading it into a box
  /// office.
  @ParameterizedTest
  @CsvSource({
    "catalog, ''",
    "web, ''",
    "boxoffice, 'catalog'",
    "tickets, 'boxoffice catalog'",
    "api, 'boxoffice catalog tickets web'",
    "cluster, 'api boxoffice web'",
    "cli, 'catalog'"
  })
  void a_room_knows_only_those_that_it_needs(String room, String needed) {
    var allowed = Arrays.asList(needed.split(" "));
    var others =
        Stream.of("catalog", "web", "boxoffice", "tickets", "api", "cluster", "cli")
            .filter(other -> !other.equals(room) && !allowed.contains(other))
            .map(other -> ROOM + other + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(ROOM + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .check(CLASSES);
  }

  /// The reverse, that each problem is explained, is checked by the compiler.
  @ParameterizedTest
  @EnumSource(Problem.class)
  void a_problem_that_is_explained_is_one_that_something_answers_with(Problem problem) {
    var users =
        CLASSES.get(Problem.class).getField(problem.name()).getAccessesToSelf().stream()
            .map(access -> access.getOriginOwner().getName())
            .filter(name -> !name.startsWith(Problem.class.getName() + "$"))
            .filter(name -> !name.equals(Problem.class.getName()))
            .filter(name -> !name.startsWith(Explanation.class.getName()));
    assertThat(users).isNotEmpty();
  }

  @Test
  void no_two_rooms_need_each_other() {
    slices().matching(ROOM + "(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  /// The package of `bench` is inside that of the command line, which only knows its command.
  @Test
  void of_the_command_line_only_main_knows_bench_and_bench_does_not_know_main() {
    noClasses()
        .that()
        .resideInAPackage(ROOM + "cli")
        .and(not(simpleName("Main")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOM + "cli.bench..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(ROOM + "cli.bench..")
        .should()
        .dependOnClassesThat(resideInAPackage(ROOM + "cli").and(simpleName("Main")))
        .check(CLASSES);
    noClasses()
        .that(resideInAPackage(ROOM + "cli").and(simpleName("Main")))
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOM + "cli.bench..").and(not(simpleName("BenchCommand"))))
        .check(CLASSES);
  }

  @Test
  void the_box_office_and_the_catalogue_know_neither_spring_nor_http_nor_servlets() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOM + "boxoffice..", ROOM + "catalog..", ROOM + "tickets..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "jakarta..", "okhttp3..", "java.net.http..")
        .check(CLASSES);
  }

  @Test
  void the_box_office_knows_no_json() {
    noClasses()
        .that()
        .resideInAPackage(ROOM + "boxoffice..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("tools.jackson..", "com.fasterxml..")
        .check(CLASSES);
  }

  /// To the consensus module, the box office is only a state machine. Apart from that interface,
  /// the box office uses only constants, and the classes that read and write bytes.
  @Test
  void of_paxos_the_box_office_knows_only_what_a_state_machine_is_and_bytes() {
    noClasses()
        .that()
        .resideInAPackage(ROOM + "boxoffice..")
        .should()
        .dependOnClassesThat(
            resideInAPackage(PAXOS)
                .and(not(resideInAPackage("dev.parterre.paxos.bytes")))
                .and(not(simpleName("StateMachine").or(isInStateMachine()))))
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> isInStateMachine() {
    return DescribedPredicate.describe(
        "in StateMachine",
        each ->
            each.getEnclosingClass()
                .map(it -> it.getSimpleName().equals("StateMachine"))
                .orElse(false));
  }

  @Test
  void catalog_and_web_know_nothing_of_paxos() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOM + "catalog..", ROOM + "web..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(PAXOS))
        .check(CLASSES);
  }

  @Test
  void nobody_looks_behind_the_door_of_paxos() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOM + "api..", ROOM + "boxoffice..", ROOM + "cluster..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.parterre.paxos.http..",
            "dev.parterre.paxos.log..",
            "dev.parterre.paxos.simulation..")
        .check(CLASSES);
  }
}
