package dev.steward.remote;

/** A command on a machine ended with another exit code than 0. Carries the last line it wrote to stderr. */
public final class CommandFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int exitCode;
    private final String lastLine;

    CommandFailed(String command, int exitCode, String lastLine) {
        super(command + " ended with " + exitCode + ": " + lastLine);
        this.exitCode = exitCode;
        this.lastLine = lastLine;
    }

    /** 1 to 255, or -1 when a signal ended it. */
    public int exitCode() {
        return exitCode;
    }

    public String lastLine() {
        return lastLine;
    }
}
