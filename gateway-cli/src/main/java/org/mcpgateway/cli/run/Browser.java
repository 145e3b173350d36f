package org.mcpgateway.cli.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mcpgateway.cli.Programs;

/** The person's browser. */
final class Browser {

    private Browser() {}

    /** Opens an address; where no opener is installed nothing happens, the address is on the screen. */
    static void open(String address, Map<String, String> environment) throws IOException {
        Optional<Path> opener = Stream.of("xdg-open", "open")
                .flatMap(name -> Programs.find(name, environment).stream())
                .findFirst();
        if (opener.isPresent()) {
            new ProcessBuilder(opener.get().toString(), address)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        }
    }
}
