package io.rackledger.launcher.engine;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Where log lines go. Our own from INFO on, those of libraries from WARN on. Line breaks in messages are escaped. */
public final class LogOutput {
    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} %replace(trace=%X{trace} ){'trace= ', ''}%replace(%msg){'[\\r\\n]+',' | '}%n%ex";

    private LogOutput() {}

    /** To standard error: for servers, whose standard output may be redirected. */
    public static void toStandardError() {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setTarget("System.err");
        use(console, Level.INFO);
    }

    /** To a file: for programs whose terminal shows something else. */
    public static void toFile(Path file) {
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setFile(file.toString());
        use(appender, Level.INFO);
    }

    /** Only what is wrong, to standard error: for commands that ask and end. */
    public static void quiet() {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setTarget("System.err");
        use(console, Level.ERROR);
    }

    private static void use(OutputStreamAppender<ILoggingEvent> appender, Level ours) {
        // Spring Boot would set up logging anew when it starts.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        context.reset();
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(ours.isGreaterOrEqual(Level.WARN) ? ours : Level.WARN);
        root.addAppender(appender);
        context.getLogger("io.rackledger").setLevel(ours);
    }
}
