package io.rackledger.launcher.meter;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.NamingConvention;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;

/** Gives our meters the words that the scrape shows as HELP; they stand in {@code help.properties}, by the metric's name. */
final class HelpTexts implements MeterFilter {
    private static final String TOTAL = "_total";

    private final NamingConvention names;
    private final Properties texts = new Properties();

    HelpTexts(NamingConvention names) {
        this.names = names;
        try (var in = new InputStreamReader(
                Objects.requireNonNull(HelpTexts.class.getResourceAsStream("help.properties")),
                StandardCharsets.UTF_8)) {
            texts.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the help texts of the metrics cannot be read", e);
        }
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        String name = names.name(id.getName(), id.getType(), id.getBaseUnit());
        String text =
                texts.getProperty(name.endsWith(TOTAL) ? name.substring(0, name.length() - TOTAL.length()) : name);
        return text == null || id.getDescription() != null
                ? id
                : new Meter.Id(id.getName(), Tags.of(id.getTagsAsIterable()), id.getBaseUnit(), text, id.getType());
    }
}
