package org.mcpgateway.auth.device;

/** What a device learns when it asks (RFC 8628 s3.5). */
public sealed interface DevicePoll {

    /** The person has agreed; the code is used up. */
    record Granted(DeviceAuthorization authorization) implements DevicePoll {}

    /** The person has refused; the code is used up. */
    record Denied() implements DevicePoll {}

    /** The person has not decided yet. */
    record Pending() implements DevicePoll {}

    /** The device asks more often than it may; its interval has grown by five seconds. */
    record TooFast() implements DevicePoll {}

    /** Too late. */
    record Expired() implements DevicePoll {}

    /** No such code, or another client's. */
    record Unknown() implements DevicePoll {}
}
