package org.mcpgateway.auth;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

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
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/** The rules of CONTRIBUTING.md that a compiler does not know. */
@AnalyzeClasses(packages = "org.mcpgateway.auth", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule time_comes_from_the_injected_clock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    /** Its methods look for the provider on the class path, in each jar file, at each call. */
    @ArchTest
    static final ArchRule json_is_made_by_a_provider_that_is_kept =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("jakarta.json.Json");

    @ArchTest
    static final ArchRule chance_comes_from_random_tokens = noClasses()
            .that()
            .doNotHaveSimpleName("RandomTokens")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(SecureRandom.class, Random.class)
            .orShould()
            .callMethod(UUID.class, "randomUUID");

    @ArchTest
    static final ArchRule settings_are_read_in_one_place = noClasses()
            .that()
            .resideOutsideOfPackage("..config")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.microprofile.config..")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class);

    @ArchTest
    static final ArchRule nothing_is_injected_into_fields = noFields().should().beAnnotatedWith(Inject.class);

    @ArchTest
    static final ArchRule there_is_no_static_state =
            fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule the_words_of_oauth_depend_on_nothing_here = noClasses()
            .that()
            .resideInAPackage("..auth.oauth")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..auth.config",
                    "..auth.redis",
                    "..auth.http",
                    "..auth.client",
                    "..auth.token",
                    "..auth.authorize",
                    "jakarta.ws.rs..",
                    "jakarta.servlet..",
                    "org.redisson..");

    @ArchTest
    static final ArchRule errors_are_answered_by_mappers_in_one_package = noClasses()
            .that()
            .resideOutsideOfPackages("..auth.http", "..auth.pages")
            .should()
            .implement(ExceptionMapper.class);

    /** RESTEasy (WildFly, Open Liberty) looks for it before it lets CDI make the object. */
    @ArchTest
    static final ArchRule resources_and_providers_have_a_constructor_that_resteasy_finds = classes()
            .that()
            .areAnnotatedWith(Path.class)
            .or()
            .areAnnotatedWith(Provider.class)
            .should(havePublicConstructorWithoutParameters());

    @ArchTest
    static final ArchRule providers_are_beans = classes()
            .that()
            .areAnnotatedWith(Provider.class)
            .should()
            .beAnnotatedWith(Dependent.class)
            .orShould()
            .beAnnotatedWith(ApplicationScoped.class);

    @ArchTest
    static final ArchRule the_server_knows_nothing_of_mcp =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.mcpgateway.bridge..");

    @ArchTest
    static final ArchRule names_say_what_a_class_is =
            noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Util|Utils)$");

    @ArchTest
    static final ArchRule beans_can_be_proxied = noClasses()
            .that()
            .areAnnotatedWith(ApplicationScoped.class)
            .should()
            .haveModifier(JavaModifier.FINAL);

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
            .resideInAnyPackage("..auth.http", "..auth.verify")
            .and()
            .areNotStatic()
            .and()
            .areNotPrivate()
            .and()
            .areNotAnnotatedWith(PostConstruct.class)
            .and()
            .areNotAnnotatedWith(PreDestroy.class)
            .should(bePublicWithAllTheirTypes());

    private static ArchCondition<JavaClass> havePublicConstructorWithoutParameters() {
        return new ArchCondition<>("have a public constructor without parameters") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean found = type.tryGetConstructor()
                        .map(constructor -> constructor.getModifiers().contains(JavaModifier.PUBLIC))
                        .orElse(false);
                events.add(new SimpleConditionEvent(type, found, type.getName()));
            }
        };
    }

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
