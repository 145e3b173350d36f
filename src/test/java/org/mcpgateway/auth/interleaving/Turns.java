package org.mcpgateway.auth.interleaving;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One order: of the actors only one moves at a time, from one command to its next, and only once all others wait or are
 * done is it said who moves then.
 */
final class Turns {

    private static final ThreadLocal<@Nullable Turn> MINE = new ThreadLocal<>();
    private static final long PATIENCE_SECONDS = 60;

    private final Choice choice;
    private final Map<Integer, CountDownLatch> waiting = new TreeMap<>();
    private final List<Step> steps = new ArrayList<>();
    private int moving;
    private int last = -1;

    Turns(Choice choice, int actors) {
        this.choice = choice;
        this.moving = actors;
    }

    /** Who moves next. */
    interface Choice {
        /**
         * One of those that wait.
         *
         * @param step how many have moved before
         * @param last who moved before; -1 at the beginning
         */
        int next(int step, SortedSet<Integer> waiting, int last);
    }

    /**
     * What was chosen.
     *
     * @param actor who moved
     * @param waiting who could have
     * @param last who had moved before; -1 at the beginning
     */
    record Step(int actor, SortedSet<Integer> waiting, int last) {

        /** Whether somebody who could have gone on was made to wait. */
        boolean isInterruption(int instead) {
            return instead != last && waiting.contains(last);
        }
    }

    private record Turn(Turns turns, int actor) {}

    /** Waits for the turn of this thread's actor; a thread that is no actor's does not wait. */
    static void await() {
        Turn mine = MINE.get();
        if (mine != null) {
            mine.turns().await(mine.actor());
        }
    }

    /** Acts to the end as one of the actors. */
    void act(int actor, Runnable what, Consumer<Throwable> failed) {
        MINE.set(new Turn(this, actor));
        try {
            await(actor);
            what.run();
        } catch (RuntimeException | AssertionError e) {
            failed.accept(e);
        } finally {
            MINE.remove();
            done();
        }
    }

    /** What was chosen so far. */
    synchronized Collection<Step> steps() {
        return List.copyOf(steps);
    }

    private void await(int actor) {
        CountDownLatch turn = new CountDownLatch(1);
        synchronized (this) {
            waiting.put(actor, turn);
            moved();
        }
        try {
            if (!turn.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the turn of actor " + actor + " never came");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private synchronized void done() {
        moved();
    }

    private void moved() {
        moving--;
        if (moving == 0 && !waiting.isEmpty()) {
            SortedSet<Integer> able = new TreeSet<>(waiting.keySet());
            int next = choice.next(steps.size(), able, last);
            steps.add(new Step(next, able, last));
            last = next;
            moving = 1;
            waiting.remove(next).countDown();
        }
    }
}
