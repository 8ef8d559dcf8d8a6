package studio.rowan.browse;

/// How a column is compared; each has its negation by [Condition#not].
public enum Operator {
    CONTAINS,
    EQUALS,
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    BETWEEN,
    /// One of a list.
    IN,
    STARTS,
    ENDS,
    /// The whole of it, where `*` stands for anything and `?` for one character.
    GLOB,
    REGEX,
    EMPTY,
    NULL;

    private final String sign;

    Operator() {
        this("");
    }

    Operator(String sign) {
        this.sign = sign;
    }

    /// As SQL spells a comparison of order; empty for all others.
    String sign() {
        return sign;
    }

    boolean takesValue() {
        return this != NULL && this != EMPTY;
    }
}
