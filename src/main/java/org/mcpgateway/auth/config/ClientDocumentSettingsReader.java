package org.mcpgateway.auth.config;

import java.nio.file.Path;
import java.util.Locale;

/** Reads {@link ClientDocumentSettings}. */
final class ClientDocumentSettingsReader {

    private ClientDocumentSettingsReader() {}

    static ClientDocumentSettings read(ConfigReader reader) {
        return new ClientDocumentSettings(
                reader.flag("CLIENT_DOCUMENTS", true),
                reader.list("CLIENT_DOCUMENT_HOSTS").stream()
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .toList(),
                reader.text("CLIENT_DOCUMENT_CA").map(Path::of));
    }
}
