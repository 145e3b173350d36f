package org.mcpgateway.cli.admin;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.AdminApi;
import org.mcpgateway.cli.api.AdminVerb;
import org.mcpgateway.cli.api.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gateway validate-tokens}: whether the tokens at hand are good. */
@Command(
        name = "validate-tokens",
        mixinStandardHelpOptions = true,
        description = "Says which tokens of .env are good, and what ails the others.",
        footer = {
            "%nLooks at MCP_CLIENT_ACCESS_TOKEN, MCP_CLIENT_REFRESH_TOKEN, GATEWAY_OAUTH_ACCESS_TOKEN and",
            "GATEWAY_OAUTH_REFRESH_TOKEN. Exits with 1 when one of them is not good.",
            "%nExamples:",
            "  ./gateway validate-tokens",
            "  echo $TOKEN | ./gateway validate-tokens --stdin"
        })
final class ValidateTokensCommand extends AdminVerb {

    private static final List<String> KEYS = List.of(
            "MCP_CLIENT_ACCESS_TOKEN",
            "MCP_CLIENT_REFRESH_TOKEN",
            "GATEWAY_OAUTH_ACCESS_TOKEN",
            "GATEWAY_OAUTH_REFRESH_TOKEN");

    @Option(names = "--stdin", description = "Reads tokens from the standard input instead, one a line.")
    private boolean stdin;

    ValidateTokensCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected ExitCode run(Report report) throws IOException, InterruptedException {
        Map<String, String> tokens = stdin ? fromInput() : fromSettings();
        if (tokens.isEmpty()) {
            throw new CommandException(
                    ExitCode.NOT_FOUND,
                    "there is no token: set one of " + String.join(", ", KEYS) + ", or use --stdin");
        }
        AdminApi api = api();
        List<JsonObject> findings = new ArrayList<>();
        for (Map.Entry<String, String> token : tokens.entrySet()) {
            JsonObject finding = api.post(
                    "tokens/validate",
                    Json.createObjectBuilder().add("token", token.getValue()).build());
            findings.add(Json.createObjectBuilder(finding)
                    .add("name", token.getKey())
                    .build());
        }
        report.list(new AdminApi.Listing(findings, false), "name", "valid", "kind", "username", "client_id", "reason");
        return findings.stream().allMatch(finding -> finding.getBoolean("valid")) ? ExitCode.OK : ExitCode.FAILED;
    }

    private Map<String, String> fromSettings() {
        Map<String, String> tokens = new LinkedHashMap<>();
        KEYS.forEach(key -> settings().find(key).ifPresent(token -> tokens.put(key, token)));
        return tokens;
    }

    private static Map<String, String> fromInput() throws IOException {
        Map<String, String> tokens = new LinkedHashMap<>();
        var reader = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line;
        while ((line = reader.readLine()) != null) {
            if (!line.isBlank()) {
                tokens.put("line " + (tokens.size() + 1), line.strip());
            }
        }
        return tokens;
    }
}
