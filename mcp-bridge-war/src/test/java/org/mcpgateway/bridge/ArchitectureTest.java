package org.mcpgateway.bridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.inject.Inject;
import java.time.Instant;

/** The rules of CONTRIBUTING.md that a compiler does not know. */
@AnalyzeClasses(packages = "org.mcpgateway.bridge", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule wall_clock_time_is_asked_nowhere = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule settings_are_read_in_one_place = noClasses()
            .that()
            .resideOutsideOfPackage("..config")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.microprofile.config..")
            .orShould()
            .callMethod(System.class, "getenv", String.class);

    @ArchTest
    static final ArchRule nothing_is_injected_into_fields = noFields().should().beAnnotatedWith(Inject.class);

    @ArchTest
    static final ArchRule there_is_no_static_state =
            fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule packages_form_no_circle =
            slices().matching("org.mcpgateway.bridge.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_bridge_knows_nothing_of_oauth =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.mcpgateway.auth..");

    @ArchTest
    static final ArchRule sessions_and_servers_know_nothing_of_http = noClasses()
            .that()
            .resideInAnyPackage("..bridge.session", "..bridge.server", "..bridge.era", "..bridge.jsonrpc")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.servlet..", "..bridge.http");

    @ArchTest
    static final ArchRule names_say_what_a_class_is =
            noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Util|Utils)$");
}
