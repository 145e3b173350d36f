package org.mcpgateway.cli.doctor;

import java.io.IOException;
import java.util.List;

/** Looks at one part of a deployment and changes nothing. */
@FunctionalInterface
interface Examination {

    /** What it found; what is well is told too. */
    List<Finding> look() throws IOException, InterruptedException;
}
