package org.mcpgateway.cli.compose;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/** What Docker keeps of the containers' output. */
final class ContainerLogs {

    private static final String SERVICE_AND_FILE =
            "{{index .Config.Labels \"com.docker.compose.service\"}} {{.LogPath}}";

    private final Compose compose;

    ContainerLogs(Compose compose) {
        this.compose = compose;
    }

    /**
     * The services that have a container.
     *
     * @param names of those alone; empty: all
     * @throws CommandException NOT_FOUND where one, or any at all, has none
     */
    List<String> services(List<String> names) throws IOException, InterruptedException {
        List<String> there = new ArrayList<>();
        require(compose.read(List.of("ps", "--all", "--services"), there::add));
        List<String> wanted = names.stream().map(compose::container).toList();
        for (String name : wanted) {
            if (!there.contains(name)) {
                throw new CommandException(
                        ExitCode.NOT_FOUND, name + " has no container: ./gateway status lists those that there are");
            }
        }
        if (there.isEmpty()) {
            throw new CommandException(ExitCode.NOT_FOUND, "there is no container yet: ./gateway up starts them");
        }
        return wanted.isEmpty() ? there.stream().sorted().toList() : wanted;
    }

    /** Hands over each line of one, each beginning with its time. */
    void read(String service, @Nullable String since, @Nullable String until, Consumer<String> line)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("logs", "--no-color", "--no-log-prefix", "--timestamps"));
        if (since != null) {
            arguments.addAll(List.of("--since", since));
        }
        if (until != null) {
            arguments.addAll(List.of("--until", until));
        }
        arguments.add(service);
        require(compose.read(arguments, line));
    }

    /** Where Docker writes them; how long they are is known to who may read that folder, mostly root. */
    List<JsonObject> files() throws IOException, InterruptedException {
        List<String> containers = new ArrayList<>();
        require(compose.read(List.of("ps", "--all", "--quiet"), containers::add));
        List<JsonObject> files = new ArrayList<>();
        if (!containers.isEmpty()) {
            List<String> arguments = new ArrayList<>(List.of("inspect", "--format", SERVICE_AND_FILE));
            arguments.addAll(containers);
            require(compose.readDocker(arguments, line -> files.add(file(line.split(" ", 2)))));
        }
        return files;
    }

    private static JsonObject file(String[] serviceAndFile) {
        JsonObjectBuilder row =
                Json.createObjectBuilder().add("service", serviceAndFile[0]).add("file", serviceAndFile[1]);
        try {
            row.add("bytes", Files.size(Path.of(serviceAndFile[1])));
        } catch (IOException e) {
            row.add("bytes", "");
        }
        return row.build();
    }

    private static void require(int exit) {
        if (exit != 0) {
            throw new CommandException(
                    ExitCode.UNREACHABLE, "docker compose failed with " + exit + ": is the Docker engine up?");
        }
    }
}
