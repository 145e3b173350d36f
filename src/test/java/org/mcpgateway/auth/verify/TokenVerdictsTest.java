package org.mcpgateway.auth.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.accesstoken.AccessToken;
import org.mcpgateway.auth.accesstoken.AccessTokenRecord;
import org.mcpgateway.auth.accesstoken.RevocationTopic;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.support.RedisServer;
import org.mcpgateway.auth.token.TestIssuing;
import org.redisson.client.RedisException;

/** What is remembered of a token when clocks and Redis fail together. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TokenVerdictsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RedisServer pushes = RedisServer.start();
    private final TestIssuing issuing = new TestIssuing();
    private final TokenVerdicts verdicts = new TokenVerdicts(
            issuing.decoder(), issuing.livingTokens, new RevocationTopic(pushes.client()), issuing.clock);

    @AfterEach
    void everything_stops() {
        verdicts.stop();
        pushes.close();
    }

    @Test
    void a_clock_that_is_set_back_while_no_revocation_can_be_heard_keeps_no_verdict_alive() {
        String token = issuing.accessToken();
        verdicts.start();
        await().atMost(PATIENCE).until(() -> isGoodAfterItEnded(token));

        pushes.interrupt();
        issuing.clock.advance(Duration.ofSeconds(-4));

        await().atMost(PATIENCE).until(() -> verdicts.of(token) instanceof Verdict.Bad);
    }

    @Test
    void a_revocation_that_is_published_while_the_subscription_comes_back_ends_a_remembered_verdict() {
        String token = issuing.accessToken();
        verdicts.start();
        await().atMost(PATIENCE).until(() -> isGoodAfterItEnded(token));
        String jti = issuing.decoder().decode(token).orElseThrow().jti();

        issuing.records.delete(RedisKeys.token(jti));
        assertThat(pushes.publishUnheard(RedisKeys.REVOCATIONS, jti)).isZero();

        await().atMost(PATIENCE).until(() -> verdicts.of(token) instanceof Verdict.Bad);
    }

    @Test
    void a_clock_that_steps_forward_ends_tokens_early_and_one_that_steps_back_brings_none_back_that_was_ended() {
        String token = issuing.accessToken();
        String ended = issuing.accessToken();
        issuing.records.delete(
                RedisKeys.token(issuing.decoder().decode(ended).orElseThrow().jti()));

        issuing.clock.advance(Duration.ofDays(400));
        assertThat(verdicts.of(token)).isInstanceOf(Verdict.Bad.class);

        issuing.clock.advance(Duration.ofDays(-400).minusSeconds(2));
        assertThat(verdicts.of(token)).isInstanceOf(Verdict.Good.class);
        assertThat(verdicts.of(ended)).isInstanceOf(Verdict.Bad.class);
    }

    /** Each would hold a thread of the server until it is given up, seconds later. */
    @Test
    void of_many_questions_to_a_redis_that_is_silent_some_wait_and_the_others_are_refused_at_once() {
        String token = issuing.accessToken();
        RedisServer.shared().pause();
        List<CompletableFuture<Verdict>> questions;
        try {
            questions = Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> verdicts.of(token), Thread::startVirtualThread))
                    .limit(100)
                    .toList();
            await().atMost(PATIENCE)
                    .until(() -> questions.stream()
                                    .filter(CompletableFuture::isCompletedExceptionally)
                                    .count()
                            >= 68);
        } finally {
            RedisServer.shared().goOn();
        }

        assertThat(questions)
                .filteredOn(CompletableFuture::isCompletedExceptionally)
                .allSatisfy(question -> assertThat(question.exceptionNow()).isInstanceOf(RedisException.class));
        assertThat(questions)
                .extracting(question ->
                        question.exceptionally(failure -> new Verdict.Bad()).join())
                .filteredOn(Verdict.Good.class::isInstance)
                .hasSizeLessThanOrEqualTo(32);
        assertThat(verdicts.of(token)).isInstanceOf(Verdict.Good.class);
    }

    /** Whether the verdict is remembered: the token ends without a word, and is brought back when that was noticed. */
    private boolean isGoodAfterItEnded(String token) {
        verdicts.of(token);
        AccessToken decoded = issuing.decoder().decode(token).orElseThrow();
        AccessTokenRecord record = issuing.accessTokens.find(decoded.jti()).orElseThrow();
        issuing.records.delete(RedisKeys.token(decoded.jti()));
        if (verdicts.of(token) instanceof Verdict.Good) {
            return true;
        }
        issuing.records.save(RedisKeys.token(decoded.jti()), record, Duration.ofHours(1));
        return false;
    }
}
