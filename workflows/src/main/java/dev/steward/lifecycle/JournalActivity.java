package dev.steward.lifecycle;

/** Being asked is all there is to it. */
public final class JournalActivity implements Journal {

    @Override
    public void written() {}
}
