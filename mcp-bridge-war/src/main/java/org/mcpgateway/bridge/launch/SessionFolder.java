package org.mcpgateway.bridge.launch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.server.ServerUnavailableException;

/** A working folder that the bridge makes: for a user it stays, for a session it goes with the child. */
final class SessionFolder {

    private static final System.Logger LOG = System.getLogger(SessionFolder.class.getName());

    private SessionFolder() {}

    /** Makes the folder, for the bridge's own user alone. */
    static Path make(Path folder) {
        try {
            boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
            return posix
                    ? Files.createDirectories(
                            folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
                    : Files.createDirectories(folder);
        } catch (IOException e) {
            throw new ServerUnavailableException("the working folder of the MCP server cannot be made", e);
        }
    }

    /** Removes it with all that is in it. */
    static void remove(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                        throws IOException {
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "event=session-folder-not-removed folder=" + folder, e);
        }
    }
}
