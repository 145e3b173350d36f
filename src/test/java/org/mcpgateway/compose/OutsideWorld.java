package org.mcpgateway.compose;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.mcpgateway.auth.support.GitHubSimulator;

/**
 * What the deployment finds outside: GitHub under its own names and a page of the web, at an address of the namespace.
 */
final class OutsideWorld {

    static final String ADDRESS = "93.184.216.34";
    static final String PAGE = "http://www.example.com/";

    private static final char[] PASSWORD = "changeit".toCharArray();

    private static boolean isOpen;

    private OutsideWorld() {}

    /** Serves both for as long as this JVM lives, however often it is called. */
    static synchronized void open(Path certificates) throws IOException, GeneralSecurityException {
        if (isOpen) {
            return;
        }
        isOpen = true;
        HttpsServer github = HttpsServer.create(new InetSocketAddress(ADDRESS, 443), 0);
        github.setHttpsConfigurator(new HttpsConfigurator(context(certificates.resolve("github.p12"))));
        new GitHubSimulator(github);
        HttpServer web = HttpServer.create(new InetSocketAddress(ADDRESS, 80), 0);
        web.createContext("/", exchange -> {
            boolean isPage = exchange.getRequestURI().getPath().equals("/");
            byte[] body = (isPage
                            ? "<html><head><title>A page</title></head><body><main><h1>A page of the web</h1>"
                                    + "<p>The quick brown fox jumps over the lazy dog.</p></main></body></html>"
                            : "not here")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(isPage ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        web.start();
    }

    private static SSLContext context(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
