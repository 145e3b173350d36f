package org.mcpgateway.bridge;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.stream.Stream;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.catalogue.Template;
import org.mcpgateway.bridge.server.ChildCommand;

/** The rules of CONTRIBUTING.md that a compiler does not know. */
@AnalyzeClasses(packages = "org.mcpgateway.bridge", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    /** Its methods look for the provider on the class path, in each jar file, at each call. */
    @ArchTest
    static final ArchRule json_is_made_by_a_provider_that_is_kept =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("jakarta.json.Json");

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

    /** {@code web.xml} tells CDI to open no contexts for requests. */
    @ArchTest
    static final ArchRule no_bean_has_the_scope_of_a_request =
            noClasses().should().beAnnotatedWith(RequestScoped.class).orShould().beAnnotatedWith(SessionScoped.class);

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

    /** CVE-2026-30623 of others: no network endpoint may set command, args, env or cwd. */
    @ArchTest
    static final ArchRule services_are_made_by_the_catalogue_file_alone = noClasses()
            .that()
            .resideOutsideOfPackage("..bridge.catalogue")
            .should()
            .callConstructorWhere(target(owner(assignableTo(Service.class))))
            .orShould()
            .callConstructorWhere(target(owner(equivalentTo(Template.class))));

    @ArchTest
    static final ArchRule children_are_started_by_their_launcher_alone = noClasses()
            .that()
            .resideOutsideOfPackages("..bridge.launch", "..bridge.server")
            .should()
            .callConstructorWhere(target(owner(equivalentTo(ChildCommand.class))))
            .orShould()
            .callConstructorWhere(target(owner(equivalentTo(ProcessBuilder.class))));

    @ArchTest
    static final ArchRule the_catalogue_knows_nothing_of_requests = noClasses()
            .that()
            .resideInAPackage("..bridge.catalogue")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.servlet..", "jakarta.ws.rs..", "..bridge.http");

    @ArchTest
    static final ArchRule names_say_what_a_class_is =
            noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Util|Utils)$");

    /**
     * What CDI puts before a bean calls a public method as it is, any other by reflection: dearer than what most of
     * them do.
     */
    @ArchTest
    static final ArchRule beans_that_serve_every_request_are_called_without_reflection = methods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(ApplicationScoped.class)
            .and()
            .areDeclaredInClassesThat()
            .resideInAnyPackage("..bridge.http")
            .and()
            .areNotStatic()
            .and()
            .areNotPrivate()
            .and()
            .areNotAnnotatedWith(PostConstruct.class)
            .and()
            .areNotAnnotatedWith(PreDestroy.class)
            .should(bePublicWithAllTheirTypes());

    private static ArchCondition<JavaMethod> bePublicWithAllTheirTypes() {
        return new ArchCondition<>("be public, and so their parameters' and result's types") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean all = Stream.concat(
                                Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
                        .map(JavaClass::getBaseComponentType)
                        .allMatch(type ->
                                type.isPrimitive() || type.getModifiers().contains(JavaModifier.PUBLIC));
                boolean found = all && method.getModifiers().contains(JavaModifier.PUBLIC);
                events.add(new SimpleConditionEvent(method, found, method.getFullName()));
            }
        };
    }
}
