package org.mcpgateway.fuzz;

import java.util.Random;

/** Somebody who uses an interface as it is meant to be used; each thread has one of its own. */
interface Actor {

    /** A request as good as this actor can make it now. */
    Draft request(Operation operation, Random random);

    /** Notes what an answer gave: tokens, cookies, addresses to go to. */
    void learn(Operation operation, RawAnswer answer);
}
