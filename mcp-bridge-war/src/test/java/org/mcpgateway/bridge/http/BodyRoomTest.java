package org.mcpgateway.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.bridge.support.Property;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BodyRoomTest {

    private static final int MOST = 100;
    private static final int MOST_OF_ONE = 30;

    private final BodyRoom room = new BodyRoom(MOST, MOST_OF_ONE, () -> {});

    @Test
    void one_sender_has_a_part_of_the_room() {
        BodyRoom.Share first = room.enter("ada", 20).orElseThrow();

        assertThat(first.grow(11)).isFalse();
        assertThat(room.enter("ada", 11)).isEmpty();
        assertThat(first.grow(10)).isTrue();
        assertThat(room.enter("bob", MOST_OF_ONE)).isPresent();
    }

    @Test
    void senders_who_are_unknown_have_all_of_it() {
        assertThat(room.enter("", MOST)).isPresent();
        assertThat(room.enter("", 1)).isEmpty();
        assertThat(room.enter("ada", 1)).isEmpty();
    }

    @Test
    void who_has_left_takes_no_more() {
        BodyRoom.Share share = room.enter("ada", MOST_OF_ONE).orElseThrow();
        share.leave();
        share.leave();

        assertThat(share.grow(1)).isFalse();
        assertThat(room.enter("ada", MOST_OF_ONE)).isPresent();
    }

    @Test
    void whatever_they_take_and_give_it_is_never_too_much_and_all_is_free_in_the_end() {
        Property.holds(200, draw -> {
            BodyRoom drawn = new BodyRoom(MOST, MOST_OF_ONE, () -> {});
            List<BodyRoom.Share> shares = new ArrayList<>();
            List<Integer> taken = new ArrayList<>();
            for (int step = draw.below(40); step > 0; step--) {
                int bytes = 1 + draw.below(MOST_OF_ONE);
                if (draw.below(3) == 0 && !shares.isEmpty()) {
                    int leaving = draw.below(shares.size());
                    shares.remove(leaving).leave();
                    taken.remove(leaving);
                } else {
                    drawn.enter("user" + draw.below(5), bytes).ifPresent(share -> {
                        shares.add(share);
                        taken.add(bytes);
                    });
                }
                assertThat(taken.stream().mapToInt(Integer::intValue).sum()).isLessThanOrEqualTo(MOST);
            }
            shares.forEach(BodyRoom.Share::leave);
            assertThat(drawn.enter("", MOST)).isPresent();
            assertThat(drawn.enter("user0", 1)).isEmpty();
        });
    }
}
