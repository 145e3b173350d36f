package org.mcpgateway.cli.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts Payara Micro in a container whose root file system is read-only. The server writes to its own configuration,
 * so it gets a fresh copy of it in a folder that may be written to and is gone with the container.
 */
public final class ContainerServer {

    private static final String SERVER = "fish.payara.micro.impl.PayaraMicroImpl";
    private static final List<String> COPIED = List.of("config", "docroot", "lib", "META-INF");

    private ContainerServer() {}

    /**
     * Copies the configuration, makes the folders of {@code DATA_FOLDERS}, and becomes the server.
     *
     * @param arguments the unpacked server, the folder that may be written to, then those of Payara Micro
     */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        Path unpacked = Path.of(arguments[0]);
        Path instance = Path.of(arguments[1]);
        for (String part : COPIED) {
            copy(unpacked.resolve(part), instance.resolve(part));
        }
        for (String folder :
                System.getenv().getOrDefault("DATA_FOLDERS", "/tmp").split(":", -1)) {
            Files.createDirectories(Path.of(folder)); // an empty volume has none of them
        }
        System.setProperty(
                "fish.payara.micro.BootJar",
                unpacked.resolve("launch-micro.jar").toUri().toString());
        System.setProperty("fish.payara.micro.UnpackDir", unpacked.toString());
        String[] options = Stream.concat(
                        Stream.of("--rootdir", instance.toString()), Arrays.stream(arguments, 2, arguments.length))
                .toArray(String[]::new);
        chooseLogFormat(options, instance);
        Class.forName(SERVER).getMethod("main", String[].class).invoke(null, (Object) options);
    }

    /** The file that the options name is another one where {@code LOG_FORMAT} says so. */
    private static void chooseLogFormat(String[] options, Path instance) throws IOException {
        int file = Arrays.asList(options).indexOf("--logproperties") + 1;
        LogFormat format = LogFormat.of(System.getenv());
        if (file > 0 && format != LogFormat.TEXT) {
            String properties = Files.readString(Path.of(options[file]));
            options[file] = Files.writeString(instance.resolve("logging.properties"), format.applied(properties))
                    .toString();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> copyOne(file, to.resolve(from.relativize(file).toString())));
        }
    }

    /** Files of an earlier start of the same container give way: the server remembers what it deployed. */
    private static void copyOne(Path file, Path copy) {
        try {
            if (Files.isDirectory(file)) {
                Files.createDirectories(copy);
            } else {
                Files.write(copy, Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
