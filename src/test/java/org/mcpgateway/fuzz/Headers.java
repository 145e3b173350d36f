package org.mcpgateway.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** What headers may say that nobody should believe. */
final class Headers {

    static final List<String> CONTENT_TYPES = List.of(
            "application/json",
            "application/x-www-form-urlencoded",
            "application/x-www-form-urlencoded; charset=UTF-16",
            "application/x-www-form-urlencoded; charset=zq",
            "application/json; charset=ISO-8859-1",
            "multipart/form-data",
            "multipart/form-data; boundary=zq",
            "text/plain",
            "text/html",
            "application/xml",
            "application/*",
            "*/*",
            "/",
            "zq",
            "application/json;;;=",
            "application/json, text/html",
            "a/".repeat(500));

    static final List<String> ACCEPTS = List.of(
            "*/*",
            "text/html",
            "application/json",
            "text/html;q=0",
            "image/png",
            "application/xml",
            "zq",
            "",
            ";",
            "*/html",
            "text/html;q=2",
            "application/json;q=0.0001,*/*;q=0",
            "a/b,".repeat(300));

    static final List<String> HOSTS = List.of(
            "evil.example",
            "localhost",
            "127.0.0.1",
            "[::1]",
            "127.0.0.1:99999",
            "time.gateway.test",
            "TIME.gateway.test:443",
            "zq<zq",
            "a b",
            "evil.example\tx",
            "a".repeat(300));

    static final List<String> ORIGINS = List.of(
            "null",
            "http://evil.example",
            "https://inspector.gateway.test",
            "https://inspector.gateway.test.evil.example",
            "zq",
            "http://127.0.0.1",
            "://",
            "");

    static final List<String> FORWARDED = List.of(
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-Forwarded-Uri",
            "X-Forwarded-Method",
            "X-Forwarded-Port",
            "X-Forwarded-Prefix",
            "X-Original-Url",
            "X-Rewrite-Url",
            "X-Http-Method-Override",
            "Forwarded",
            "X-Request-Id",
            "X-Real-Ip",
            "X-User-Id",
            "X-User-Name");

    static final List<String> NAMES = List.of(
            "Accept-Language",
            "Accept-Encoding",
            "Accept-Charset",
            "User-Agent",
            "Referer",
            "Range",
            "If-None-Match",
            "If-Modified-Since",
            "Content-Encoding",
            "Content-Language",
            "Content-Disposition",
            "Cache-Control",
            "Cookie",
            "Cookie2",
            "Via",
            "TE",
            "Date",
            "From",
            "MCP-Protocol-Version",
            "Mcp-Session-Id",
            "Access-Control-Request-Method",
            "Access-Control-Request-Headers",
            "Authorization",
            "Zq",
            "Sec-Fetch-Mode",
            "DPoP",
            "Priority",
            "X-Powered-By");

    private Headers() {}

    static String authorization(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> "Basic";
            case 1 -> "Basic " + Nasty.headerText(random);
            case 2 -> "Basic " + base64(Nasty.text(random));
            case 3 -> "Basic " + base64(Nasty.text(random) + ":" + Nasty.text(random));
            case 4 -> "Basic " + base64("%zz:%");
            case 5 -> "Bearer " + Nasty.headerText(random);
            case 6 -> "bearer eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.e30.";
            default -> Nasty.headerText(random);
        };
    }

    static String cookie(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> "gateway-browser=" + Nasty.headerText(random);
            case 1 -> "gateway-session=" + Nasty.headerText(random) + "; gateway-browser=" + "A".repeat(43);
            case 2 -> "=; ;;=" + Nasty.headerText(random);
            case 3 -> "$Version=1; gateway-session=\"" + "A".repeat(43) + "\"; $Path=/";
            default -> Nasty.headerText(random);
        };
    }

    static String forwarded(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Nasty.pick(HOSTS, random);
            case 1 ->
                Nasty.pick(
                        List.of("10.0.0.1", "::1", "unknown", "127.0.0.1, 127.0.0.1", "https", "OPTIONS", "/verify"),
                        random);
            case 2 -> Paths.broken("/services/time/mcp", random);
            default -> Nasty.headerText(random);
        };
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
