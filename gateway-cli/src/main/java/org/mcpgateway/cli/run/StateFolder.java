package org.mcpgateway.cli.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/**
 * The folder that outlives a run: Redis' files, the keys, the logs. One gateway at a time holds its lock; the system
 * frees the lock when the process dies, however it dies.
 */
final class StateFolder implements AutoCloseable {

    private final Path folder;
    private final FileChannel lockFile;

    private StateFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /**
     * Makes the folder where it is missing, closes it to other users, and takes its lock; of a folder that has other
     * things in it only the gateway's own parts are closed.
     *
     * @throws CommandException when it cannot be written, or another gateway runs on it
     */
    static StateFolder open(Path folder) {
        try {
            boolean ours = isOurs(folder);
            Files.createDirectories(folder);
            if (ours) {
                closeToOthers(folder);
            }
            FileChannel lockFile = FileChannel.open(
                    folder.resolve("run.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (tryLock(lockFile) == null) {
                String holder = Files.readString(folder.resolve("run.pid")).strip();
                lockFile.close();
                throw new CommandException(
                        ExitCode.ALREADY_RUNNING,
                        "a gateway already runs on " + folder + " (process " + holder
                                + "): stop it, or name another folder with --state");
            }
            Files.writeString(
                    folder.resolve("run.pid"),
                    Long.toString(ProcessHandle.current().pid()));
            for (String part : Set.of("redis", "logs", "files")) {
                Files.createDirectories(folder.resolve(part));
                closeToOthers(folder.resolve(part));
            }
            return new StateFolder(folder, lockFile);
        } catch (IOException e) {
            throw unusable(folder, e.getClass().getSimpleName() + " " + e.getMessage(), e);
        }
    }

    static CommandException unusable(Path folder, String why, @Nullable Throwable cause) {
        String sentence = "the state folder " + folder + " cannot be used (" + why
                + "): move it away, or name another with --state";
        return cause == null
                ? new CommandException(ExitCode.STATE_UNUSABLE, sentence)
                : new CommandException(ExitCode.STATE_UNUSABLE, sentence, cause);
    }

    Path path() {
        return folder;
    }

    Path redis() {
        return folder.resolve("redis");
    }

    Path log(String name) {
        return folder.resolve("logs").resolve(name);
    }

    /** What the filesystem service may reach. */
    Path files() {
        return folder.resolve("files");
    }

    Path signingKey() {
        return folder.resolve("jwt-signing-key.pem");
    }

    Path vaultKey() {
        return folder.resolve("vault-key");
    }

    /** The catalogue of this run, with every path resolved. */
    Path catalogue() {
        return folder.resolve("services.json");
    }

    /** What a file keeps that only this user may read; made at the first call. */
    String secret(Path file, Supplier<String> made) throws IOException {
        if (Files.notExists(file)) {
            writeSecret(file, made.get());
        }
        return Files.readString(file, StandardCharsets.US_ASCII);
    }

    /** Writes a file that only this user may read, whole or not at all. */
    void writeSecret(Path file, String content) throws IOException {
        Path draft = Files.createTempFile(
                folder,
                ".secret",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, content, StandardCharsets.UTF_8);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }

    /**
     * A folder that others use as well, such as a shared one for temporary files, keeps the permissions that it has.
     */
    private static boolean isOurs(Path folder) throws IOException {
        if (Files.notExists(folder) || folder.endsWith(".gateway")) {
            return true;
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        }
    }

    /** Redis, the servers and the logs write here with whatever permissions they choose. */
    private static void closeToOthers(Path folder) throws IOException {
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } catch (FileSystemException e) {
            // Another user's folder, or a file system without permissions: whoever made it answers for it.
        }
    }

    private static @Nullable FileLock tryLock(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }
}
