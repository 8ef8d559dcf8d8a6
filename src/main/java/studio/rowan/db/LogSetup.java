package studio.rowan.db;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Where the program logs: a rolling file in its data folder (system property `rowan.data`, set by the entry; none
/// where that is empty), and warnings on standard error; standard output belongs to commands. Found by the logging
/// library as a service. In Java and not
/// in XML, whose parser would cost a tenth of the time to the window.
public final class LogSetup extends ContextAwareBase implements Configurator {
    private static final FileSize OF_A_FILE = FileSize.valueOf("2MB");
    private static final FileSize OF_ALL = FileSize.valueOf("20MB");
    private static final int DAYS = 14;

    @Override
    public ExecutionStatus configure(LoggerContext logs) {
        // MyBatis logs statements and values at DEBUG under its own name and under each mapper's.
        logs.getLogger("org.apache.ibatis").setLevel(Level.WARN);
        logs.getLogger("studio.rowan").setLevel(Level.INFO);
        logs.getLogger("studio.rowan.db.Records").setLevel(Level.WARN);
        logs.getLogger("studio.rowan.blog").setLevel(Level.WARN);
        logs.getLogger("org.flywaydb").setLevel(Level.WARN);
        var root = logs.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(errors(logs));
        // What Flyway logs as an error is told to the user in our words, and Flyway's are not always true of the file.
        var flyway = logs.getLogger("org.flywaydb");
        flyway.setAdditive(false);
        String data = System.getProperty("rowan.data", System.getProperty("java.io.tmpdir") + "/rowan-studio");
        if (!data.isEmpty()) {
            var file = file(logs, Path.of(data, "logs"));
            root.addAppender(file);
            flyway.addAppender(file);
        }
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static RollingFileAppender<ILoggingEvent> file(LoggerContext logs, Path folder) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setFile(folder.resolve("rowan.log").toString());
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy = new SizeAndTimeBasedRollingPolicy<>();
        policy.setContext(logs);
        policy.setParent(appender);
        policy.setFileNamePattern(folder.resolve("rowan-%d{yyyy-MM-dd}.%i.log").toString());
        policy.setMaxFileSize(OF_A_FILE);
        policy.setMaxHistory(DAYS);
        policy.setTotalSizeCap(OF_ALL);
        policy.start();
        appender.setRollingPolicy(policy);
        return started(appender, logs, "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level [%thread] %logger{36} - %msg%n%ex");
    }

    private static ConsoleAppender<ILoggingEvent> errors(LoggerContext logs) {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setTarget("System.err");
        ThresholdFilter warnings = new ThresholdFilter();
        warnings.setLevel(Level.WARN.levelStr);
        warnings.start();
        appender.addFilter(warnings);
        return started(appender, logs, "%level: %msg%n%nopex");
    }

    private static <A extends OutputStreamAppender<ILoggingEvent>> A started(
            A appender, LoggerContext logs, String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(logs);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(pattern);
        encoder.start();
        appender.setContext(logs);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }
}
