package dev.parterre.reservation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// The arrows between the rooms: cluster → booking → catalog and web; booking, cluster → paxos.
class ArchitectureTest {

  private static final String ROOM = "dev.parterre.reservation.";
  private static final String PAXOS = "dev.parterre.paxos..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.parterre.reservation");

  @Test
  void catalog_knows_no_other_room_and_neither_spring_nor_paxos() {
    noClasses()
        .that()
        .resideInAPackage(ROOM + "catalog..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOM + "booking..",
            ROOM + "cluster..",
            ROOM + "web..",
            ROOM + "command..",
            "org.springframework..",
            "jakarta..",
            PAXOS)
        .check(CLASSES);
  }

  @Test
  void web_knows_no_other_room_and_not_paxos() {
    noClasses()
        .that()
        .resideInAPackage(ROOM + "web..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOM + "booking..", ROOM + "cluster..", ROOM + "catalog..", ROOM + "command..", PAXOS)
        .check(CLASSES);
  }

  @Test
  void booking_does_not_know_cluster() {
    noClasses()
        .that()
        .resideInAPackage(ROOM + "booking..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOM + "cluster..", ROOM + "command..")
        .check(CLASSES);
  }

  @Test
  void cluster_does_not_know_catalog() {
    noClasses()
        .that()
        .resideInAPackage(ROOM + "cluster..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOM + "catalog..", ROOM + "command..")
        .check(CLASSES);
  }

  @Test
  void nobody_looks_behind_the_door_of_paxos() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOM + "booking..", ROOM + "cluster..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.parterre.paxos.http..",
            "dev.parterre.paxos.log..",
            "dev.parterre.paxos.simulation..")
        .check(CLASSES);
  }
}
