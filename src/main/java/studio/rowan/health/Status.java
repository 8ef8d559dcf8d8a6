package studio.rowan.health;

import java.util.Collection;

/// How a database is doing, in one word.
public enum Status {
    HEALTHY,
    DEGRADED,
    UNHEALTHY;

    /// The word for what was found: the worst finding decides.
    public static Status of(Collection<Finding> findings) {
        if (findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR)) {
            return UNHEALTHY;
        }
        return findings.stream().anyMatch(f -> f.severity() == Finding.Severity.WARNING) ? DEGRADED : HEALTHY;
    }
}
