package org.mcpgateway.redisforms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A certificate authority made for one test, and a certificate of it for the loopback address.
 *
 * @param certificate of the authority, PEM
 * @param serverCertificate PEM
 * @param serverKey PEM
 */
record Authority(Path certificate, Path serverCertificate, Path serverKey) {

    /** Makes both with {@code openssl} in a new folder below this one. */
    static Authority create(Path parent) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(Files.createDirectories(parent), "tls");
        Files.writeString(folder.resolve("names"), "subjectAltName=IP:127.0.0.1,DNS:localhost\n");
        openssl(
                folder,
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=authority -keyout ca.key -out ca.pem");
        openssl(
                folder,
                "req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost -keyout server.key -out server.csr");
        openssl(
                folder,
                "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out server.pem");
        return new Authority(folder.resolve("ca.pem"), folder.resolve("server.pem"), folder.resolve("server.key"));
    }

    private static void openssl(Path folder, String arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(("openssl " + arguments).split(" ")))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("openssl failed: " + Files.readString(folder.resolve("log")));
        }
    }
}
