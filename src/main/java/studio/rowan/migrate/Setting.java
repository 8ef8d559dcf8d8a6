package studio.rowan.migrate;

/// A setting of Flyway's that holds here too, under Flyway's own name and with its own default.
public enum Setting {
    LOCATIONS("locations", ""),
    TABLE("table", History.TABLE),
    OUT_OF_ORDER("outOfOrder", "false"),
    BASELINE_VERSION("baselineVersion", "1"),
    BASELINE_DESCRIPTION("baselineDescription", "<< Flyway Baseline >>"),
    TARGET("target", "latest"),
    IGNORE_MIGRATION_PATTERNS("ignoreMigrationPatterns", ""),
    SQL_MIGRATION_PREFIX("sqlMigrationPrefix", "V"),
    REPEATABLE_PREFIX("repeatableSqlMigrationPrefix", "R"),
    SQL_MIGRATION_SEPARATOR("sqlMigrationSeparator", "__"),
    SQL_MIGRATION_SUFFIXES("sqlMigrationSuffixes", ".sql"),
    VALIDATE_MIGRATION_NAMING("validateMigrationNaming", "false"),
    ENCODING("encoding", "UTF-8"),
    INSTALLED_BY("installedBy", ""),
    PLACEHOLDER_REPLACEMENT("placeholderReplacement", "true"),
    PLACEHOLDER_PREFIX("placeholderPrefix", "${"),
    PLACEHOLDER_SUFFIX("placeholderSuffix", "}"),
    PLACEHOLDER_SEPARATOR("placeholderSeparator", ":");

    private final String key;
    private final String otherwise;

    Setting(String name, String otherwise) {
        this.key = MigrationSettings.PREFIX + name;
        this.otherwise = otherwise;
    }

    /// As it stands in `flyway.conf`.
    public String key() {
        return key;
    }

    /// What holds where nothing was said.
    public String otherwise() {
        return otherwise;
    }

    static boolean isKnown(String key) {
        if (key.startsWith(MigrationSettings.PLACEHOLDERS)) {
            return true;
        }
        for (Setting setting : values()) {
            if (setting.key.equals(key)) {
                return true;
            }
        }
        return false;
    }
}
