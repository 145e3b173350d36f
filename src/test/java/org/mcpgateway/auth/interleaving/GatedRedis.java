package org.mcpgateway.auth.interleaving;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RBatch;
import org.redisson.api.RFuture;
import org.redisson.api.RedissonClient;

/**
 * A Redisson client whose every command waits for its turn. A batch is sent command by command: Redis may serve others
 * between any two of them.
 */
public final class GatedRedis {

    private static final ThreadLocal<Boolean> TWICE = ThreadLocal.withInitial(() -> false);

    private GatedRedis() {}

    /**
     * Acts with a client that hears no answer to any command and sends each again, as Redisson does when Redis is
     * silent for a while: both are done, the second answer counts.
     */
    public static <T> T sendingTwice(Supplier<T> act) {
        TWICE.set(true);
        try {
            return act.get();
        } finally {
            TWICE.remove();
        }
    }

    /** The same client, for actors and for whoever sets the scene, who does not wait. */
    public static RedissonClient over(RedissonClient redisson) {
        return proxy(
                RedissonClient.class,
                (self, method, arguments) -> method.getName().equals("createBatch")
                        ? batch(redisson)
                        : commands(call(redisson, method, arguments), method.getReturnType()));
    }

    /** An object of Redisson whose methods are the commands. */
    private static @Nullable Object commands(@Nullable Object target, Class<?> type) {
        if (target == null || !type.isInterface()) {
            return target;
        }
        return proxy(type, (self, method, arguments) -> {
            Turns.await();
            if (TWICE.get()) {
                call(target, method, arguments);
            }
            return call(target, method, arguments);
        });
    }

    private static RBatch batch(RedissonClient redisson) {
        List<Command> commands = new ArrayList<>();
        return proxy(RBatch.class, (self, method, arguments) -> {
            if (method.getName().equals("execute")) {
                commands.forEach(command -> command.send(redisson));
                return null;
            }
            return proxy(method.getReturnType(), (object, act, values) -> {
                commands.add(new Command(method, arguments, act, values));
                return null;
            });
        });
    }

    /** {@code batch.opening(name).method(arguments)}. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Command(Method opening, Object @Nullable [] name, Method method, Object @Nullable [] arguments) {

        void send(RedissonClient redisson) {
            Turns.await();
            if (TWICE.get()) {
                perform(redisson);
            }
            perform(redisson);
        }

        private void perform(RedissonClient redisson) {
            Object opened = call(redisson, alike(opening), name);
            Object sent = opened == null ? null : call(opened, method, arguments);
            if (!(sent instanceof RFuture<?> answer)) {
                throw new IllegalStateException(method + " is no command");
            }
            answer.toCompletableFuture().join();
        }

        /** The client opens the same objects by the same names. */
        private static Method alike(Method opening) {
            try {
                return RedissonClient.class.getMethod(opening.getName(), opening.getParameterTypes());
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
