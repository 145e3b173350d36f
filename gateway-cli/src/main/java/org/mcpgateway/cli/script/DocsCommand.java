package org.mcpgateway.cli.script;

import picocli.CommandLine.Command;

/** {@code gateway docs}: builds the documentation; {@code .mvn/docs.sh} does it. */
@Command(
        name = "docs",
        mixinStandardHelpOptions = true,
        description = {
            "Builds the documentation into a site with navigation and search: target/site-docs.",
            "A link that leads nowhere fails it. Needs Node.js 20 and npm; the first build installs the generator."
        },
        footer = {
            "%nExamples:",
            "  ./gateway docs",
            "  ./gateway docs && python3 -m http.server --directory target/site-docs"
        })
public final class DocsCommand extends ScriptVerb {}
