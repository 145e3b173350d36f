package org.mcpgateway.cli.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/** Finds out which services can run, installing what they need. */
final class Services {

    private final ServiceCatalogue catalogue;
    private final ServerInstaller installer;
    private final Map<Toolchain, Optional<String>> installed = new HashMap<>();

    Services(ServiceCatalogue catalogue, ServerInstaller installer) {
        this.catalogue = catalogue;
        this.installer = installer;
    }

    /**
     * @param chosen the services asked for by name; empty: all of the catalogue, without those that miss something
     * @throws CommandException when a chosen one is unknown or cannot run
     */
    List<ServiceState> prepare(List<String> chosen) throws IOException, InterruptedException {
        List<ServiceState> states = new ArrayList<>();
        for (String name : chosen.isEmpty() ? catalogue.names() : Set.copyOf(chosen)) {
            states.add(new ServiceState(name, missing(name)));
        }
        if (!chosen.isEmpty()) {
            states.stream().filter(state -> !state.isReady()).findFirst().ifPresent(state -> {
                throw new CommandException(
                        ExitCode.RUNTIME_MISSING,
                        "the service " + state.name() + " cannot run: "
                                + state.missing().orElseThrow());
            });
        }
        return states;
    }

    private Optional<String> missing(String name) throws IOException, InterruptedException {
        if (!catalogue.names().contains(name)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "there is no service " + name + "; the catalogue has " + String.join(", ", catalogue.names()));
        }
        for (Toolchain toolchain : catalogue.needs(name)) {
            if (!installed.containsKey(toolchain)) {
                installed.put(toolchain, installer.install(toolchain));
            }
            Optional<String> missing = installed.getOrDefault(toolchain, Optional.empty());
            if (missing.isPresent()) {
                return missing;
            }
        }
        return Optional.empty();
    }
}
