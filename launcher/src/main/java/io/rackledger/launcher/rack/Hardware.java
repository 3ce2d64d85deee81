package io.rackledger.launcher.rack;

import io.rackledger.launcher.rack.StepRunner.FetchedStep;
import io.rackledger.launcher.rack.StepRunner.LifeSigns;
import io.rackledger.launcher.rack.StepRunner.StepEnd;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Disk and devices of a machine, as steps meet them. Keeps what a write-image step stores: the seed address of the installed system,
 * read from the step's own script as the real step does.
 */
final class Hardware {
    private static final Duration USUAL = Duration.ofMillis(500);
    private static final Duration WRITING = Duration.ofMillis(1200);
    private static final int STOPPED = 124;
    private static final Pattern SEED = Pattern.compile("https?://[^\\s'\"]+/nc/[^\\s'\"/]+/");
    private static final Pattern HOOK = Pattern.compile("https?://[^\\s'\"]+/hook/[^\\s'\"/]+");
    private static final Pattern IMAGE = Pattern.compile("https?://[^\\s'\"]+/files/[^\\s'\"]+");

    private final String name;
    private final MachineFault fault;
    private volatile Optional<InstalledSystem> disk = Optional.empty();

    Hardware(String name, MachineFault fault) {
        this.name = name;
        this.fault = fault;
    }

    /**
     * @param hook where its cloud-init reports from its first stage on
     * @param booted whether cloud-init has gone through its first boot of this instance
     */
    record InstalledSystem(String seed, Optional<String> hook, boolean booted) {}

    Optional<InstalledSystem> installed() {
        return disk;
    }

    /** Called by the machine's one running boot only. */
    void bootedOnce() {
        disk = disk.map(system -> new InstalledSystem(system.seed(), system.hook(), true));
    }

    StepEnd run(FetchedStep step, LifeSigns signs, MachineHttp http, PowerCord cord) throws PowerLost {
        return switch (step.name()) {
            case "inventory" -> ends(signs, USUAL, facts());
            case "erase-metadata" -> erase(step, signs);
            case "write-image" -> write(step, signs, http, cord);
            default -> ends(signs, USUAL, name + ": step " + step.name() + " done\n");
        };
    }

    private StepEnd erase(FetchedStep step, LifeSigns signs) throws PowerLost {
        if (fault == MachineFault.STEP_HANGS) {
            signs.spend(step.limit());
            return new StepEnd(STOPPED, step.limit(), true, "erasing /dev/sda\nwaiting for /dev/sda to answer\n");
        }
        disk = Optional.empty();
        return ends(signs, USUAL, "erased signatures of /dev/sda\n");
    }

    private StepEnd write(FetchedStep step, LifeSigns signs, MachineHttp http, PowerCord cord) throws PowerLost {
        Matcher image = IMAGE.matcher(step.script());
        String fetched = "";
        if (image.find()) {
            fetched = "fetched the image: "
                    + http.get(image.group(), "curl/7.88.1", cord).body().length + " bytes\n";
        }
        if (fault == MachineFault.STEP_EXITS_7) {
            signs.spend(USUAL);
            String words = "write error at block 81920 of /dev/sda: input/output error\n";
            return new StepEnd(7, USUAL, false, fetched + words);
        }
        Matcher seed = SEED.matcher(step.script());
        if (!seed.find()) {
            return new StepEnd(3, USUAL, false, fetched + "the script names no seed for the installed system\n");
        }
        Matcher hook = HOOK.matcher(step.script());
        Optional<String> reports = hook.find() ? Optional.of(hook.group()) : Optional.empty();
        disk = Optional.of(new InstalledSystem(seed.group(), reports, false));
        return ends(signs, WRITING, fetched + "wrote the image to /dev/sda\nwrote the seed address for cloud-init\n");
    }

    private String facts() {
        return "fact cpus 16\nfact memory_mb 65536\nfact disk_gb 960\nfact serial " + name + "\nfact arch x86_64\n";
    }

    private static StepEnd ends(LifeSigns signs, Duration took, String output) throws PowerLost {
        signs.spend(took);
        return new StepEnd(0, took, false, output);
    }
}
