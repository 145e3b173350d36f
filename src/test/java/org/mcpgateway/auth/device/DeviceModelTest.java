package org.mcpgateway.auth.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.interleaving.GatedRedis;
import org.mcpgateway.auth.interleaving.Interleavings;
import org.mcpgateway.auth.interleaving.Scenario;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.token.TestIssuing;
import org.mcpgateway.auth.token.TokenResponse;

/** What becomes of one device's question, in whichever order its person, others and the device itself reach Redis. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DeviceModelTest {

    private final TestIssuing issuing = new TestIssuing();

    @Test
    void a_decision_and_a_question_whose_commands_come_twice_because_redis_was_silent_are_one() {
        var device = new Device();

        GatedRedis.sendingTwice(() -> {
            device.isApproved().run();
            device.asks().run();
            return device;
        });

        assertThat(device.approvals).hasValue(1);
        assertThat(device.tokens).hasSize(1);
        assertThat(device.lives()).isTrue();
    }

    @Test
    void once_approved_the_device_is_given_tokens_exactly_once_however_often_it_asks() {
        play(
                device -> List.of(device.asks(), device.asks(), device.isApproved()),
                device -> {
                    assertThat(device.approvals).hasValue(1);
                    assertThat(device.tokens).hasSize(1);
                    assertThat(device.lives()).isTrue();
                },
                1,
                200);
    }

    @Test
    void once_denied_it_is_given_nothing() {
        play(
                device -> List.of(device.asks(), device.isDenied(), device.asks()),
                device -> {
                    assertThat(device.denials).hasValue(1);
                    assertThat(device.tokens).isEmpty();
                    assertThat(device.lives()).isFalse();
                },
                3,
                200);
    }

    @Test
    void of_an_approval_and_a_denial_one_is_heard_and_the_other_is_told_so() {
        play(
                device -> List.of(device.isApproved(), device.isDenied(), device.asks()),
                device -> {
                    assertThat(device.approvals.get() + device.denials.get()).isEqualTo(1);
                    assertThat(device.tokens).hasSize(device.approvals.get());
                },
                1,
                200);
    }

    @Test
    void another_client_is_given_nothing_and_takes_nothing_away() {
        play(
                device -> List.of(device.asks(), device.isApproved(), device.isStolen()),
                device -> {
                    assertThat(device.stolen).isEmpty();
                    assertThat(device.tokens).hasSize(1);
                },
                1,
                250);
    }

    @Test
    void once_the_user_has_withdrawn_nothing_lives() {
        play(
                device -> {
                    device.isApproved().run();
                    return List.of(device.asks(), device.withdraws());
                },
                device -> assertThat(device.lives()).isFalse(),
                2,
                100);
    }

    @Test
    void a_question_that_is_refused_for_its_resource_takes_no_answer_away() {
        var device = new Device();
        device.isApproved().run();

        assertThatExceptionOfType(OAuthException.class)
                .isThrownBy(() -> issuing.deviceGrant.exchange(
                        device.client,
                        RequestParameters.parse(
                                "device_code=" + device.codes.deviceCode() + "&resource=https://other.example/mcp")));
        device.asks().run();

        assertThat(device.tokens).hasSize(1);
    }

    /** At the end the device asks once more: whatever was decided is known by then. */
    private void play(Function<Device, List<Runnable>> actors, Consumer<Device> check, int interruptions, int drawn) {
        Interleavings.of(() -> {
                    var device = new Device();
                    return new Scenario(actors.apply(device), () -> {
                        device.asks().run();
                        check.accept(device);
                    });
                })
                .play(interruptions, drawn);
    }

    /** A device that waits for its person. */
    private final class Device {

        final UserIdentity user = TestIssuing.user();
        final ClientRecord client = issuing.client();
        final ClientRecord thief = issuing.client();
        final DeviceAuthorizationStore.Codes codes = issuing.devices.begin(client.clientId(), "mcp", List.of());
        final String userCode = UserCodes.typed(codes.userCode()).orElseThrow();
        final DeviceAuthorization asked = issuing.devices.pending(userCode).orElseThrow();
        final DeviceDecisions decisions =
                new DeviceDecisions(issuing.devices, issuing.clients, issuing.consents, issuing.audit);
        final Queue<TokenResponse> tokens = new ConcurrentLinkedQueue<>();
        final Queue<TokenResponse> stolen = new ConcurrentLinkedQueue<>();
        final AtomicInteger approvals = new AtomicInteger();
        final AtomicInteger denials = new AtomicInteger();

        Runnable asks() {
            return () -> poll(client).ifPresent(tokens::add);
        }

        Runnable isStolen() {
            return () -> poll(thief).ifPresent(stolen::add);
        }

        Runnable isApproved() {
            return () -> decide(() -> decisions.approve(userCode, asked, user), approvals);
        }

        Runnable isDenied() {
            return () -> decide(() -> decisions.deny(userCode, asked), denials);
        }

        Runnable withdraws() {
            return () -> issuing.consents
                    .find(user, client.clientId())
                    .ifPresent(consent -> issuing.consents.withdraw(consent, "test"));
        }

        boolean lives() {
            return !issuing.living(client).isEmpty();
        }

        private Optional<TokenResponse> poll(ClientRecord by) {
            try {
                return Optional.of(
                        issuing.deviceGrant.exchange(by, RequestParameters.parse("device_code=" + codes.deviceCode())));
            } catch (OAuthException e) {
                assertThat(e.error())
                        .isIn(
                                OAuthError.AUTHORIZATION_PENDING,
                                OAuthError.SLOW_DOWN,
                                OAuthError.DEVICE_DENIED,
                                OAuthError.INVALID_GRANT);
                return Optional.empty();
            }
        }

        private void decide(Runnable decision, AtomicInteger heard) {
            try {
                decision.run();
                heard.incrementAndGet();
            } catch (OAuthException e) {
                assertThat(e.error()).isEqualTo(OAuthError.ACCESS_DENIED);
            }
        }
    }
}
