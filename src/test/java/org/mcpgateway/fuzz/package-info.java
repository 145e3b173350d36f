/**
 * Requests made from a grammar, broken in many ways, and what must hold of every answer. In the order to be read:
 * {@code Grammar} knows what an endpoint takes, {@code Persona} has the values that are good now, {@code FuzzCase}
 * makes a request and breaks it by {@code Mutation}s, {@code RawConnection} sends it byte by byte, {@code Oracle}
 * judges the answer, {@code FuzzRun} does that often and makes what fails small.
 */
package org.mcpgateway.fuzz;
