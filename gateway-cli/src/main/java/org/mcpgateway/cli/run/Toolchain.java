package org.mcpgateway.cli.run;

import java.util.List;

/**
 * What MCP servers are written in, and how their pinned packages are installed.
 *
 * @param folder where its servers are installed, and where {@code docker/servers} pins them
 * @param programs what must be on the PATH
 * @param description what a person has to install
 * @param steps the commands that install its servers, run one after the other in its folder
 */
record Toolchain(String folder, List<String> programs, String description, List<List<String>> steps) {

    static final Toolchain NODE = new Toolchain(
            "node",
            List.of("node", "npm"),
            "Node.js 20 or newer with npm",
            List.of(List.of("npm", "ci", "--no-audit", "--no-fund", "--omit=dev", "--ignore-scripts")));

    static final Toolchain PYTHON = new Toolchain(
            "python",
            List.of("python3"),
            "Python 3.11 or newer with venv",
            List.of(
                    List.of("python3", "-m", "venv", "."),
                    List.of(
                            "bin/pip",
                            "install",
                            "--quiet",
                            "--disable-pip-version-check",
                            "--require-hashes",
                            "--requirement",
                            "requirements.txt")));

    static final List<Toolchain> ALL = List.of(NODE, PYTHON);
}
