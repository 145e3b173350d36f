package org.mcpgateway.fuzz;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Paths that proxies, containers and applications read differently. */
final class Paths {

    private static final List<String> TAILS = List.of(
            "/",
            "//",
            "/.",
            "/..",
            "/../",
            "/%2e%2e/",
            "/..;/",
            ";zq=1",
            ";jsessionid=1",
            "%00",
            "%0a",
            "%2f",
            "%5c",
            "%20",
            ".json",
            ".xhtml",
            "/%3Cscript%3Ezq%3C%2Fscript%3E",
            "/zq%3Czq",
            "/%C0%AE%C0%AE/",
            "/%FF",
            "/WEB-INF/web.xml",
            "/%E2%80%AE",
            "~",
            "'",
            "%zz",
            "%",
            "/zq%23%7B7*191%7Dzq");

    private static final List<String> ELSEWHERE = List.of(
            "/",
            "//",
            "/WEB-INF/web.xml",
            "/WEB-INF/openapi/gateway.yaml",
            "/META-INF/MANIFEST.MF",
            "/views/WEB-INF/views/home.xhtml",
            "/.container-error",
            "/application.wadl",
            "/jakarta.faces.resource/a.js",
            "/error",
            "/no/such/%3Czq%3E",
            "/assets/../WEB-INF/web.xml",
            "/assets/%2e%2e%2fWEB-INF%2fweb.xml",
            "/register/",
            "/register/zq/zq",
            "/%2fevil.example",
            "//evil.example/%2e%2e",
            "*",
            "/device/",
            "/.well-known/",
            "/.well-known/oauth-protected-resource/services/time/mcp",
            "/index.html",
            "/assets/gateway.css%00.svg");

    private Paths() {}

    static String broken(String path, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Nasty.pick(ELSEWHERE, random);
            case 1 -> path.toUpperCase(Locale.ROOT);
            case 2 -> path.replaceFirst("/", Nasty.pick(List.of("//", "/./", "/%2f", "/;/", "/a/../"), random));
            default -> path + Nasty.pick(TAILS, random);
        };
    }
}
