package org.mcpgateway.cli.doctor;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.compose.Settings;

/** Whether GitHub and the OpenID Connect providers answer, accept the credentials, and have the same time. */
record ProvidersExamination(Settings settings, Clock clock) implements Examination {

    @Override
    public List<Finding> look() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        if (settings.find("GITHUB_CLIENT_ID").isPresent()) {
            attempt("github", findings, () -> gitHub(probe(), findings));
        }
        for (String provider : settings.list("OIDC_PROVIDERS")) {
            attempt("oidc " + provider, findings, () -> new OpenIdProvider(settings, probe(), provider).look(findings));
        }
        return findings;
    }

    private ProviderProbe probe() {
        return new ProviderProbe(clock, new NamedFiles(settings).besides("IDENTITY_CA"));
    }

    /** Asks one provider. */
    @FunctionalInterface
    private interface Asking {
        void run() throws InterruptedException;
    }

    private static void attempt(String check, List<Finding> findings, Asking asking) throws InterruptedException {
        try {
            asking.run();
        } catch (CommandException e) {
            findings.add(Finding.fault(check, String.valueOf(e.getMessage()), cure(e)));
        } catch (IllegalArgumentException e) {
            findings.add(Finding.fault(check, "its address is malformed", "correct it in " + settings(check)));
        }
    }

    private static String cure(CommandException failure) {
        if (failure.exitCode() == ExitCode.SETTING_INVALID) {
            return NamedFiles.CURE;
        }
        return failure.getCause() instanceof SSLException
                ? "its certificate is not trusted: let IDENTITY_CA name a PEM file of its authority"
                : "let this machine reach it: firewall, DNS, proxy";
    }

    private static String settings(String check) {
        return check.equals("github") ? "GITHUB_BASE_URL and GITHUB_TOKEN_URL" : "its OIDC_…_ISSUER";
    }

    private void gitHub(ProviderProbe probe, List<Finding> findings) throws InterruptedException {
        String check = "github";
        if (!settings.find("GITHUB_CLIENT_ID").orElse("").matches("[A-Za-z0-9._-]{8,64}")) {
            findings.add(Finding.fault(
                    check,
                    "GITHUB_CLIENT_ID is none that GitHub gives",
                    "copy it from the settings of your OAuth app"));
        }
        Optional<String> secret = new NamedFiles(settings).secret("GITHUB_CLIENT_SECRET");
        if (secret.isEmpty()) {
            return; // the settings' own finding names the key
        }
        String base =
                settings.find("GITHUB_BASE_URL").orElse("https://github.com").replaceFirst("/$", "");
        URI token = URI.create(settings.find("GITHUB_TOKEN_URL").orElse(base + "/login/oauth/access_token"));
        HttpResponse<String> answer = probe.redeem(
                token,
                Map.of(
                        "client_id",
                        settings.require("GITHUB_CLIENT_ID", ""),
                        "client_secret",
                        secret.get(),
                        "code",
                        ProviderProbe.NEVER_GIVEN));
        probe.clock(answer).ifPresent(findings::add);
        String error = ProviderProbe.error(answer);
        findings.add(
                switch (error) {
                    case "bad_verification_code" -> Finding.ok(check, token.getHost() + " accepts the credentials");
                    case "incorrect_client_credentials", "Not Found", "invalid_client" ->
                        Finding.fault(
                                check,
                                token.getHost() + " does not accept GITHUB_CLIENT_ID with GITHUB_CLIENT_SECRET",
                                "copy both from your OAuth app at GitHub, or make a new secret there");
                    default -> ProviderProbe.notUnderstood(check, token, answer);
                });
    }
}
