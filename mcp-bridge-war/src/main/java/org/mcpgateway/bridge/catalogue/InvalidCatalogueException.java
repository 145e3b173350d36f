package org.mcpgateway.bridge.catalogue;

/** A catalogue file that cannot be used; the message says where and why. */
public final class InvalidCatalogueException extends RuntimeException {

    InvalidCatalogueException(String problem) {
        super(problem);
    }
}
