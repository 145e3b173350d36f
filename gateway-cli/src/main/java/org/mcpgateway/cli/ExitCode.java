package org.mcpgateway.cli;

/** The exit codes of every verb; {@code gateway --help} prints this table. */
public enum ExitCode {
    OK(0, "success"),
    FAILED(1, "something failed that no other code names"),
    USAGE(2, "the command line is wrong"),
    PORT_IN_USE(3, "another program listens on the port"),
    STATE_UNUSABLE(4, "the state folder is damaged or not writable"),
    ALREADY_RUNNING(5, "a gateway already runs on this state folder"),
    RUNTIME_MISSING(6, "a runtime or a file that is needed is missing"),
    START_FAILED(7, "Redis or the server did not start, or stopped by itself"),
    BUILD_FAILED(8, "the build failed"),
    SETTING_INVALID(9, "a setting is missing or malformed"),
    UNREACHABLE(10, "the gateway, or what it needs, does not answer"),
    UNAUTHORIZED(11, "the gateway does not let the caller do this"),
    NOT_FOUND(12, "there is nothing of that name"),
    DAMAGED(13, "a backup is damaged, or of another gateway");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** What the process exits with. */
    public int number() {
        return number;
    }

    /** One line for {@code --help}. */
    public String meaning() {
        return meaning;
    }
}
