package dev.steward.journeys.attacks;

/**
 * A statement that a client must be refused.
 *
 * @param sql what he tries
 * @param state the SQLSTATE of the refusal
 * @param control what a superuser does instead, with success: it shows that nothing but the protection is in the way
 */
record Attack(String sql, String state, String control) {

    static final String NOT_PRIVILEGED = "42501";

    /** One that needs a privilege, and would work for who has it. */
    static Attack denied(String sql) {
        return new Attack(sql, NOT_PRIVILEGED, undone(sql));
    }

    /** The same, where who may do it does something like it: what he tries can't be undone, or would do harm. */
    static Attack denied(String sql, String control) {
        return new Attack(sql, NOT_PRIVILEGED, control);
    }

    static String undone(String sql) {
        return "begin; " + sql + "; rollback";
    }
}
