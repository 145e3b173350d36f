package org.mcpgateway.cli.api;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The first bytes of a body. When there are more the connection is closed, so that no server fills the memory. */
public final class BodyBeginning implements BodySubscriber<byte[]> {

    private final int most;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    private BodyBeginning(int most) {
        this.most = most;
    }

    /** As bytes, so many at most. */
    static BodySubscriber<byte[]> bytes(int most) {
        return new BodyBeginning(most);
    }

    /** As text in UTF-8, of so many bytes at most. */
    public static BodySubscriber<String> text(int most) {
        return BodySubscribers.mapping(bytes(most), bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Nothing of it: status and headers are what matters. */
    static BodyHandler<Void> none() {
        return answer -> BodySubscribers.mapping(bytes(0), bytes -> null);
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (most == 0) {
            end();
        } else {
            given.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] bytes = new byte[Math.min(buffer.remaining(), most - read.size())];
            buffer.get(bytes);
            read.writeBytes(bytes);
        }
        if (read.size() == most) {
            end();
        }
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        whole.complete(read.toByteArray());
    }

    private void end() {
        if (subscription != null) {
            subscription.cancel();
        }
        onComplete();
    }
}
