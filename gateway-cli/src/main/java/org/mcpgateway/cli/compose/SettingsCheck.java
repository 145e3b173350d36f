package org.mcpgateway.cli.compose;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/** Refuses settings that could not work, before anything starts, with one line that names the key. */
public final class SettingsCheck {

    private static final Pattern DOMAIN =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]");
    private static final Pattern ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    private static final List<String> SECONDS = List.of(
            "ACCESS_TOKEN_LIFETIME",
            "REFRESH_TOKEN_LIFETIME",
            "REFRESH_GRACE",
            "AUTHORIZATION_CODE_LIFETIME",
            "CLIENT_LIFETIME",
            "CLIENT_UNUSED_LIFETIME",
            "MCP_SESSION_IDLE_TIMEOUT",
            "MCP_CALL_TIMEOUT",
            "MCP_BODY_TIMEOUT");

    private static final List<String> ADDRESSES = List.of(
            "GATEWAY_ISSUER",
            "GITHUB_BASE_URL",
            "GITHUB_AUTHORIZE_URL",
            "GITHUB_TOKEN_URL",
            "GITHUB_API_URL",
            "ACCOUNT_URL",
            "ACME_CA_SERVER");

    private final Settings settings;

    /**
     * Makes a check.
     *
     * @param settings what is judged
     */
    public SettingsCheck(Settings settings) {
        this.settings = settings;
    }

    /** @throws org.mcpgateway.cli.CommandException naming the first key that is missing or malformed */
    void run() {
        List<CommandException> faults = failures();
        if (faults.size() > 1) {
            throw new CommandException(
                    ExitCode.SETTING_INVALID,
                    faults.getFirst().getMessage() + " (and " + (faults.size() - 1)
                            + " more: ./gateway doctor names them all)");
        }
        faults.forEach(fault -> {
            throw fault;
        });
    }

    /** Every key that is missing or malformed: a sentence each that names it, and never its value. */
    public List<String> faults() {
        return failures().stream()
                .map(fault -> String.valueOf(fault.getMessage()))
                .toList();
    }

    private List<CommandException> failures() {
        List<Runnable> checks = new ArrayList<>(List.of(
                this::domain,
                this::address,
                this::gitHub,
                this::gitHubSecret,
                this::people,
                () -> new SigningKeyCheck(settings).run(),
                this::redis,
                () -> new AcmeChallenge(settings).option(),
                () -> new EnabledServices(settings)));
        SECONDS.forEach(key -> checks.add(() -> wholeNumber(key)));
        ADDRESSES.forEach(key -> checks.add(() -> webAddress(key)));
        List<CommandException> failures = new ArrayList<>();
        for (Runnable check : checks) {
            try {
                check.run();
            } catch (CommandException e) {
                failures.add(e);
            }
        }
        return failures;
    }

    private void domain() {
        matches(
                "BASE_DOMAIN",
                settings.require("BASE_DOMAIN", "the domain that auth.DOMAIN and the services live under"),
                DOMAIN,
                "must be a domain in lower case, like gateway.example.com");
    }

    private void address() {
        matches(
                "ACME_EMAIL",
                settings.require("ACME_EMAIL", "whom the certificate authority writes to"),
                ADDRESS,
                "must be an e-mail address");
    }

    private void gitHub() {
        if (isGitHub()) {
            settings.require("GITHUB_CLIENT_ID", "the identifier of your OAuth app at GitHub (or set OIDC_PROVIDERS)");
        }
    }

    private void gitHubSecret() {
        if (isGitHub()) {
            settings.requireSecret("GITHUB_CLIENT_SECRET", "the secret of your OAuth app at GitHub");
        }
    }

    private boolean isGitHub() {
        return isSet("GITHUB_CLIENT_ID") || !isSet("OIDC_PROVIDERS");
    }

    private void people() {
        if (settings.values().keySet().stream().noneMatch(key -> key.contains("ALLOWED_") && isSet(key))) {
            throw settings.missing("ALLOWED_GITHUB_USERS", "who may sign in, or * for everybody");
        }
    }

    /** The host of an address is what a browser or the server goes to: without one it is none. */
    private void webAddress(String key) {
        settings.find(key).ifPresent(value -> {
            URI parsed = parsed(value).orElseThrow(() -> malformedAddress(key));
            boolean web = "https".equals(parsed.getScheme()) || "http".equals(parsed.getScheme());
            if (!web || parsed.getHost() == null) {
                throw malformedAddress(key);
            }
        });
    }

    private CommandException malformedAddress(String key) {
        return settings.malformed(key, "must be an address with its scheme, as https://auth.example.com");
    }

    private static Optional<URI> parsed(String value) {
        try {
            return Optional.of(new URI(value));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private void redis() {
        matches(
                "REDIS_PASSWORD",
                settings.require("REDIS_PASSWORD", "a long random password"),
                Pattern.compile("[!#-\\[\\]-~]+"),
                "must not contain quotes, backslashes or spaces");
    }

    private void wholeNumber(String key) {
        settings.find(key)
                .ifPresent(value -> matches(key, value, Pattern.compile("[0-9]{1,9}"), "must be a whole number"));
    }

    private void matches(String key, String value, Pattern form, String problem) {
        if (!form.matcher(value).matches()) {
            throw settings.malformed(key, problem);
        }
    }

    private boolean isSet(String key) {
        return settings.find(key).isPresent();
    }
}
