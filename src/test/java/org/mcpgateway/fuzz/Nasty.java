package org.mcpgateway.fuzz;

import java.util.List;
import java.util.Random;

/**
 * Texts that have broken programs. {@value #MARK} stands in those that must not come back as they are; see
 * {@link Oracle}.
 */
final class Nasty {

    /** In texts that would be markup, a header or an expression if somebody took them for one. */
    static final String MARK = "zq";

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "0",
            "-1",
            "99999999999999999999",
            "1e999",
            "true",
            "null",
            "undefined",
            "[object Object]",
            "__proto__",
            "constructor",
            "\u0000",
            "a\u0000b",
            "\r\nZq-Injected: 1",
            "\nZq-Injected: 1\n\n<script>zq</script>",
            "\u2028zq\u2029",
            "<script>zq</script>",
            "\"><img src=x onerror=zq>",
            "'><svg/onload=zq>",
            "zq<zq\"zq'zq&zq",
            "</title><script>zq</script>",
            "javascript:zq",
            "zq#{7*191}zq",
            "zq${7*191}zq",
            "zq{{7*191}}zq",
            "#{request.contextPath}zq",
            "${jndi:ldap://127.0.0.1:1/zq}",
            "%s%s%s%n",
            "%0d%0aZq-Injected:%201",
            "%00",
            "../../../../etc/passwd",
            "..\\..\\windows\\win.ini",
            "file:///etc/passwd",
            "http://169.254.169.254/latest/meta-data",
            "https://evil.example/zq",
            "//evil.example/zq",
            "https://evil.example\\@127.0.0.1/",
            "http://127.0.0.1@evil.example/",
            "http://localhost.evil.example/cb",
            "http://127.0.0.1:33418/callback#zq",
            "http://[::1",
            "http://%zz/",
            "urn:ietf:wg:oauth:2.0:oob",
            "data:text/html,<script>zq</script>",
            "' OR '1'='1",
            "*",
            "oauth:*",
            "{zq}",
            "}{",
            "\\",
            "\\u0000",
            "ünïcödé",
            "日本語",
            "👋🏽",
            "\u202Ezq\u202C",
            "e\u0301\u0301\u0301",
            "\uFEFF",
            "\uFFFF",
            "İı",
            "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ6cSJ9.",
            "eyJhbGciOiJSUzI1NiJ9.e30.AAAA",
            "a.b.c",
            "none",
            "mcp gateway:admin openid",
            "S256",
            "plain",
            "code token",
            "A".repeat(43),
            "A".repeat(128),
            "A".repeat(2_001),
            "a=b&c=d",
            "?",
            ";",
            ",");

    private static final List<String> LONG = List.of(
            "B".repeat(5_000),
            "é".repeat(3_000),
            "<".repeat(4_000),
            "&".repeat(6_000),
            "[".repeat(5_000),
            " ".repeat(5_000));

    private Nasty() {}

    /** One of them; now and then two of them joined, or a very long one. */
    static String text(Random random) {
        return switch (random.nextInt(20)) {
            case 0 -> pick(LONG, random);
            case 1, 2, 3 -> pick(TEXTS, random) + pick(TEXTS, random);
            case 4 -> noise(random);
            default -> pick(TEXTS, random);
        };
    }

    /** The same without what would end a header. */
    static String headerText(Random random) {
        return text(random).replaceAll("[\\r\\n\\u0000\\u2028\\u2029]", " ");
    }

    static <T> T pick(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    private static String noise(Random random) {
        return random.ints(1 + random.nextInt(40), 0, 0x11000)
                .filter(c -> !Character.isSurrogate((char) c) && Character.isValidCodePoint(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
