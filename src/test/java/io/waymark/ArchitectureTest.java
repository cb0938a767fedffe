package io.waymark;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Checks the packages and the arrows between them. A rule whose package is empty or renamed fails,
 * as ArchUnit refuses rules that check no class.
 */
class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.waymark");

  /** Every package there may be, and which others of ours it may import. */
  private static final String ARROWS =
      """
      model      >
      binary     > model
      wire       > model
      export     > model wire
      yaml       > model
      expression > model yaml
      intake     > model expression yaml
      lifecycle  > model expression yaml
      rule       > model expression yaml
      match      > model binary expression rule
      govern     > model binary yaml expression rule
      journey    > model binary expression lifecycle
      recount    > model expression lifecycle
      customer   > model binary yaml expression lifecycle rule match govern journey
      replay     > model binary yaml expression lifecycle rule match govern journey customer
      settings   > model yaml
      kafka      > model wire settings
      job        > model binary wire yaml expression intake lifecycle rule match govern journey customer settings kafka
      deliver    > model wire yaml settings kafka
      console    > model wire yaml expression lifecycle rule match govern journey replay settings kafka
      lab        > model binary wire yaml expression intake lifecycle rule match govern journey customer replay settings kafka job console deliver
      cli        > model binary wire export yaml expression intake lifecycle rule match govern journey customer replay settings kafka job console deliver lab recount
      """;

  @ParameterizedTest
  @CsvSource(delimiter = '>', textBlock = ARROWS)
  void importsOnlyWhatItsArrowsAllow(String name, String arrows) {
    Stream<String> allowed =
        Stream.concat(
            Stream.of(name), Stream.ofNullable(arrows).flatMap(a -> Stream.of(a.split(" "))));

    classes()
        .that(in(name))
        .should()
        .onlyDependOnClassesThat(
            not(resideInAPackage("io.waymark..")).or(in(allowed.toArray(String[]::new))))
        .check(MAIN);
  }

  @Test
  void holdsNoOtherPackages() {
    String[] packages =
        ARROWS
            .lines()
            .map(row -> row.substring(0, row.indexOf('>')).strip())
            .toArray(String[]::new);

    classes().should(be(in(packages))).check(MAIN);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '>', textBlock = ARROWS)
  void holdsAtMostAQuarterOfTheClasses(String name) {
    assertThat(MAIN.that(in(name)).size()).isPositive().isLessThanOrEqualTo(MAIN.size() / 4);
  }

  @Test
  void hasNoCycles() {
    slices().matching("io.waymark.(**)").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void matchersDoNotKnowEachOtherNorThePortThem() {
    noClasses()
        .that()
        .resideInAPackage("io.waymark.match")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.waymark.match.compact..", "io.waymark.match.cep..", "io.waymark.match.selection..")
        .check(MAIN);
    noClasses()
        .that()
        .resideInAPackage("io.waymark.match.compact..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.waymark.match.cep..")
        .check(MAIN);
    noClasses()
        .that()
        .resideInAPackage("io.waymark.match.cep..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.waymark.match.compact..")
        .check(MAIN);
  }

  @Test
  void modelKnowsTheJdkOnly() {
    classes()
        .that(in("model"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.waymark.model..", "java..", "org.jspecify..")
        .check(MAIN);
  }

  @Test
  void estimateKnowsNumbersOnly() {
    classes()
        .that(in("journey.estimate"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.waymark.journey.estimate..",
            "java..",
            "org.jspecify..",
            "org.apache.commons.statistics..")
        .check(MAIN);
  }

  @Test
  void onlyJobAndLabAndCliAndTheCepMatcherKnowFlink() {
    noClasses()
        .that(not(in("job", "lab", "cli", "match.cep")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.flink..")
        .check(MAIN);
  }

  @Test
  void onlyWhatSpeaksToKafkaKnowsIt() {
    noClasses()
        .that(not(in("settings", "kafka", "job", "console", "deliver", "lab", "cli")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "kafka..")
        .check(MAIN);
  }

  @Test
  void packagesAreNamedForWhatTheyHold() {
    noClasses()
        .should()
        .resideInAnyPackage(
            "..util..", "..common..", "..helper..", "..impl..", "..base..", "..manager..")
        .check(MAIN);
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<JavaPackage> packages = MAIN.getPackage("io.waymark").getSubpackagesInTree();

    assertThat(packages)
        .filteredOn(each -> !each.getClasses().isEmpty())
        .isNotEmpty()
        .allMatch(each -> each.isAnnotatedWith(NullMarked.class), "has a @NullMarked package-info");
  }

  private static DescribedPredicate<JavaClass> in(String... names) {
    return resideInAnyPackage(
        Stream.of(names).map(name -> "io.waymark." + name + "..").toArray(String[]::new));
  }
}
