package org.mcpgateway.bridge.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mcpgateway.bridge.server.Messages.answer;
import static org.mcpgateway.bridge.server.Messages.bytes;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is known of what a child has read, from what it answers. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UnreadInputTest {

    private static final int CALL = 1000;

    private final UnreadInput unread = new UnreadInput();

    @Test
    void a_pipe_has_room_for_4096_bytes_that_nobody_has_read() {
        assertThat(unread.hasRoomFor(4096)).isTrue();
        assertThat(unread.hasRoomFor(4097)).isFalse();

        unread.add(call(1));

        assertThat(unread.hasRoomFor(4096 - CALL)).isTrue();
        assertThat(unread.hasRoomFor(4096 - CALL + 1)).isFalse();
    }

    @Test
    void an_answer_tells_that_everything_up_to_its_request_was_read() {
        unread.add(call(1));
        unread.add(bytes("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}"));
        unread.add(call(2));
        unread.add(call(3));

        unread.heard(bytes("{\"result\":{},\"jsonrpc\":\"2.0\",\"id\":2}"));

        assertThat(unread.hasRoomFor(4096 - CALL)).isTrue();
        assertThat(unread.hasRoomFor(4096 - CALL + 1)).isFalse();
    }

    @Test
    void an_answer_to_an_earlier_request_takes_nothing_back() {
        unread.add(call(1));
        unread.add(call(2));

        unread.heard(bytes("{\"jsonrpc\":\"2.0\",\"id\":2,\"error\":{\"code\":1,\"message\":\"x\"}}"));
        unread.heard(answer(1));

        assertThat(unread.hasRoomFor(4096)).isTrue();
    }

    @Test
    void requests_of_the_child_and_answers_to_nothing_tell_nothing() {
        unread.add(call(1));

        unread.heard(bytes("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}"));
        unread.heard(bytes("{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"result\":{}}"));
        unread.heard(bytes("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"id\":1}}"));
        unread.heard(bytes("no message"));

        assertThat(unread.hasRoomFor(4096 - CALL + 1)).isFalse();
    }

    @Test
    void small_calls_are_followed_however_many_there_are() {
        for (int id = 1; id < 10_000; id++) {
            unread.add(Messages.call(id, 0));
            unread.heard(answer(id));

            assertThat(unread.hasRoomFor(3000)).isTrue();
        }
    }

    @Test
    void calls_that_take_long_do_not_hide_the_others() {
        for (int id = 1; id <= 3; id++) {
            unread.add(call(id));
        }

        for (int id = 4; id < 1000; id++) {
            unread.add(call(id));
            unread.heard(answer(id));
        }

        assertThat(unread.hasRoomFor(4096)).isTrue();
    }

    @Test
    void calls_that_are_never_answered_do_not_hide_the_others() {
        for (int id = 1; id <= 100; id++) {
            unread.add(call(id));
        }
        assertThat(unread.hasRoomFor(1)).isFalse();

        unread.add(call(101));
        unread.heard(answer(101));

        assertThat(unread.hasRoomFor(4096)).isTrue();
    }

    @Test
    void a_large_message_leaves_no_room_until_a_later_call_is_answered() {
        unread.add(new byte[100_000]);
        assertThat(unread.hasRoomFor(1)).isFalse();

        unread.add(call(1));
        unread.heard(answer(1));

        assertThat(unread.hasRoomFor(4096)).isTrue();
    }

    /** A request that takes so many bytes with its line break. */
    private static byte[] call(int id) {
        return Messages.call(id, CALL - 1);
    }
}
