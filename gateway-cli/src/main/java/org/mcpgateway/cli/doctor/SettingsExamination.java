package org.mcpgateway.cli.doctor;

import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.compose.PublicHalf;
import org.mcpgateway.cli.compose.Settings;
import org.mcpgateway.cli.compose.SettingsCheck;

/** Every fault of the settings, and secrets that somebody could guess. */
record SettingsExamination(Settings settings, List<Integer> malformedLines) implements Examination {

    private static final String CHECK = "settings";
    private static final int SHORTEST = 16;
    private static final int FEWEST_CHARACTERS = 6;
    private static final int RSA_BITS = 2048;
    private static final List<String> SECRETS = List.of(
            "REDIS_PASSWORD", "GATEWAY_JWT_SECRET", "JWT_SECRET", "REGISTRATION_TOKEN", "BRIDGE_REPLICA_SECRET");

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        malformedLines.forEach(line -> findings.add(Finding.fault(
                CHECK,
                settings.file() + " line " + line + " is not of the form KEY=value",
                "correct that line, or begin it with #")));
        new SettingsCheck(settings)
                .faults()
                .forEach(fault -> findings.add(Finding.fault(
                        CHECK, fault, "correct it in " + settings.file() + "; .env.example explains each key")));
        SECRETS.forEach(key -> settings.find(key)
                .filter(SettingsExamination::isWeak)
                .ifPresent(secret -> findings.add(Finding.fault(
                        CHECK, key + " is easily guessed", "give it a long random value: openssl rand -hex 32"))));
        signingKey()
                .filter(key -> key.getModulus().bitLength() < RSA_BITS)
                .ifPresent(key -> findings.add(Finding.fault(
                        CHECK,
                        "JWT_PRIVATE_KEY_B64 has only " + key.getModulus().bitLength() + " bits",
                        "make another: ./gateway keys rotate")));
        return findings.isEmpty() ? List.of(Finding.ok(CHECK, settings.file() + " is complete")) : findings;
    }

    private Optional<RSAPublicKey> signingKey() {
        try {
            return new NamedFiles(settings).secret("JWT_PRIVATE_KEY_B64").flatMap(PublicHalf::keyOf);
        } catch (CommandException e) {
            return Optional.empty(); // the server may read what whoever asks may not
        }
    }

    private static boolean isWeak(String secret) {
        return secret.length() < SHORTEST || secret.chars().distinct().count() < FEWEST_CHARACTERS;
    }
}
