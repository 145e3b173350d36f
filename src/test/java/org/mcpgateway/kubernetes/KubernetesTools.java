package org.mcpgateway.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kustomize and the schemas, each got by name and version; what was built once lies in the user's cache folder. */
final class KubernetesTools {

    private static final String KUSTOMIZE = "5.8.1";
    private static final String TRAEFIK = "github.com/traefik/traefik/v3@v3.6.12";
    private static final String TRAEFIK_KINDS =
            "docs/content/reference/dynamic-configuration/kubernetes-crd-definition-v1.yml";
    private static final Path ROOT = Path.of(System.getProperty("gateway.root"));
    private static final Path TARGET = ROOT.resolve("target/kubernetes");

    private final Path kustomize;
    private final Path traefikKinds;
    private final Path python;

    private KubernetesTools(Path kustomize, Path traefikKinds, Path python) {
        this.kustomize = kustomize;
        this.traefikKinds = traefikKinds;
        this.python = python;
    }

    static KubernetesTools install() throws IOException, InterruptedException {
        Files.createDirectories(TARGET);
        return new KubernetesTools(kustomize(), traefikKinds(), python());
    }

    /** The manifests of an overlay, as {@code kubectl apply --kustomize} would send them. */
    Path render(String overlay) throws IOException, InterruptedException {
        Path rendered = TARGET.resolve(overlay + ".yaml");
        String folder =
                ROOT.resolve("docker/kubernetes/overlays").resolve(overlay).toString();
        return Files.writeString(
                rendered, run(kustomize.toString(), "build", folder).output());
    }

    /** What the validation says; exit code 0 when it found no fault. */
    Run validate(Path manifests) throws IOException, InterruptedException {
        return execute(
                python.toString(),
                ROOT.resolve("src/test/kubernetes/validate.py").toString(),
                traefikKinds.toString(),
                manifests.toString());
    }

    private static Path kustomize() throws IOException, InterruptedException {
        Path folder = cache().resolve("kustomize-" + KUSTOMIZE);
        Path program = folder.resolve("kustomize");
        if (!Files.isExecutable(program)) {
            run("env", "GOBIN=" + folder, "go", "install", "sigs.k8s.io/kustomize/kustomize/v5@v" + KUSTOMIZE);
        }
        return program;
    }

    private static Path traefikKinds() throws IOException, InterruptedException {
        String module = run("go", "mod", "download", "-json", TRAEFIK).output();
        Matcher folder = Pattern.compile("\"Dir\": \"([^\"]+)\"").matcher(module);
        if (!folder.find()) {
            throw new IllegalStateException(TRAEFIK + " was not downloaded: " + module);
        }
        return Path.of(folder.group(1)).resolve(TRAEFIK_KINDS);
    }

    private static Path python() throws IOException, InterruptedException {
        Path folder = TARGET.resolve("python");
        Path installed = folder.resolve("installed");
        if (Files.notExists(installed)) {
            run("python3", "-m", "venv", folder.toString());
            String requirements =
                    ROOT.resolve("src/test/kubernetes/requirements.txt").toString();
            run(folder.resolve("bin/pip").toString(), "install", "--quiet", "--requirement", requirements);
            Files.createFile(installed);
        }
        return folder.resolve("bin/python");
    }

    private static Path cache() {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path base = configured == null || configured.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(configured);
        return base.resolve("mcp-oauth-gateway");
    }

    private static Run run(String... command) throws IOException, InterruptedException {
        Run run = execute(command);
        if (run.exitCode() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + run.output());
        }
        return run;
    }

    private static Run execute(String... command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile(TARGET, "errors", ".txt");
        Process process = new ProcessBuilder(List.copyOf(Arrays.asList(command)))
                .redirectError(errors.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        int exitCode = process.waitFor();
        return new Run(exitCode, exitCode == 0 ? output : output + Files.readString(errors));
    }

    /**
     * A program's end.
     *
     * @param exitCode 0 for success
     * @param output what it printed; its errors too when it failed
     */
    record Run(int exitCode, String output) {}
}
