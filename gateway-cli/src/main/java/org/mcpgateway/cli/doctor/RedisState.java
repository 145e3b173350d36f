package org.mcpgateway.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a Redis that answers is set up.
 *
 * @param known what {@code INFO} says, and {@code save} of its configuration
 */
record RedisState(Map<String, String> known) {

    private static final String CHECK = RedisExamination.CHECK;
    private static final double FULL = 0.9;

    /** What it could lose, and how it would. */
    List<Finding> faults() {
        List<Finding> findings = new ArrayList<>();
        String policy = known.getOrDefault("maxmemory_policy", "noeviction");
        if (!policy.equals("noeviction")) {
            findings.add(Finding.fault(
                    CHECK,
                    "maxmemory-policy is " + policy + ": revocations and clients may be forgotten",
                    "redis-cli config set maxmemory-policy noeviction, and in redis.conf"));
        }
        boolean keeps = "1".equals(known.get("aof_enabled"))
                || !known.getOrDefault("save", "").isEmpty();
        if (!keeps) {
            findings.add(Finding.fault(
                    CHECK,
                    "nothing is kept on the disk: a restart signs everybody out",
                    "redis-cli config set appendonly yes, and in redis.conf"));
        }
        for (String last : List.of("rdb_last_bgsave_status", "aof_last_write_status")) {
            if (!known.getOrDefault(last, "ok").equals("ok")) {
                findings.add(Finding.fault(CHECK, last + " is err", "give Redis room on its disk: see its log"));
            }
        }
        long most = number("maxmemory");
        if (most > 0 && number("used_memory") > FULL * most) {
            findings.add(Finding.fault(CHECK, "the memory that it may use is nearly full", "raise maxmemory"));
        }
        return findings;
    }

    private long number(String key) {
        String value = known.getOrDefault(key, "0");
        return value.matches("[0-9]{1,18}") ? Long.parseLong(value) : 0;
    }
}
