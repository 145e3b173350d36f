package org.mcpgateway.cli.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.mcpgateway.cli.compose.Settings;

/** Who may read what holds secrets, and whether the disk has room. */
record FilesExamination(Settings settings, long mebibytes) implements Examination {

    private static final String CHECK = "files";
    private static final long MEBIBYTE = 1024L * 1024;
    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    @Override
    public List<Finding> look() throws IOException {
        List<Finding> findings = new ArrayList<>();
        for (Path file : secretFiles()) {
            findings.add(readers(file));
        }
        findings.add(room());
        return findings;
    }

    /** {@code .env}, what its {@code *_FILE} keys name on this machine, and what compose mounts. */
    private Set<Path> secretFiles() throws IOException {
        NamedFiles named = new NamedFiles(settings);
        Set<Path> files = new LinkedHashSet<>();
        files.add(settings.file());
        settings.values().keySet().stream()
                .filter(key ->
                        key.endsWith("_SECRET_FILE") || key.endsWith("_B64_FILE") || key.endsWith("_PASSWORD_FILE"))
                .flatMap(key -> named.path(key).stream())
                .filter(Files::exists)
                .forEach(files::add);
        Path folder = named.folder();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> inside = Files.list(folder)) {
                inside.filter(Files::isRegularFile)
                        .filter(file -> !file.getFileName().toString().startsWith("."))
                        .forEach(files::add);
            }
        }
        return files;
    }

    private static Finding readers(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            return Finding.fault(CHECK, file + " is not there, or not yours to read", "make it: ./gateway setup");
        }
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
            return OWNER.containsAll(mode)
                    ? Finding.ok(CHECK, file + " is its owner's alone")
                    : Finding.fault(
                            CHECK,
                            file + " has mode " + PosixFilePermissions.toString(mode) + ": others may use its secrets",
                            "chmod 600 " + file);
        } catch (UnsupportedOperationException e) {
            return Finding.unknown(CHECK, file + " is on a file system without modes", "let nobody else read it");
        }
    }

    private Finding room() throws IOException {
        Path folder = settings.file().toAbsolutePath().getParent();
        FileStore store = Files.getFileStore(folder);
        long free = store.getUsableSpace() / MEBIBYTE;
        return free >= mebibytes
                ? Finding.ok("disk", free + " MiB are free at " + folder)
                : Finding.fault(
                        "disk",
                        "only " + free + " MiB are free at " + folder + ", not " + mebibytes,
                        "make room: docker system prune, or move old backups away");
    }
}
