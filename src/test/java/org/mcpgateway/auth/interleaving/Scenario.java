package org.mcpgateway.auth.interleaving;

import java.util.List;

/**
 * A few who act at the same time, made anew for each order.
 *
 * @param actors what each of them does, on its own thread; nothing may escape but a failure of the test
 * @param check holds what came of it against what must hold in every order
 */
public record Scenario(List<Runnable> actors, Runnable check) {}
