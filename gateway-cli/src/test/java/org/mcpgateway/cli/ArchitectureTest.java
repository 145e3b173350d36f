package org.mcpgateway.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import picocli.CommandLine.Command;

/** The rules of CONTRIBUTING.md that a compiler does not know. */
@AnalyzeClasses(packages = "org.mcpgateway.cli", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule the_command_talks_to_the_gateway_over_http_only = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.mcpgateway.auth..", "org.mcpgateway.bridge..", "org.redisson..");

    @ArchTest
    static final ArchRule verbs_are_called_commands = classes()
            .that()
            .areAnnotatedWith(Command.class)
            .and()
            .haveSimpleNameNotEndingWith("Gateway")
            .should()
            .haveSimpleNameEndingWith("Command");

    @ArchTest
    static final ArchRule there_is_no_static_state =
            fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule names_say_what_a_class_is =
            noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Util|Utils)$");
}
