package io.rackledger.launcher.rack;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of iPXE as the engine's boot scripts use: labels, {@code ||} and {@code &&}, fetching, sleeping, chaining, booting. */
final class IpxeRom {
    private static final String AGENT = "iPXE/1.21.1";
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final int TRIES = 5;
    private static final Pattern OR = Pattern.compile(" *\\|\\|(?: |$)");
    private static final Pattern AND = Pattern.compile(" && ");
    private static final Pattern BLANKS = Pattern.compile(" +");

    private static final Pattern SETTING = Pattern.compile("\\$\\{([a-z]+)}");
    private static final int COME_BACKS = 20;
    private static final int UNAVAILABLE = 503;
    private static final int NOT_FOUND = 404;

    private final MachineHttp http;
    private final PowerCord cord;
    private List<String> lines = List.of();
    private Map<String, Integer> labels = Map.of();
    private int next;
    private String kernelLine = "";
    private Optional<Outcome> outcome = Optional.empty();
    private final Map<String, String> settings = new HashMap<>(Map.of("platform", "efi"));

    IpxeRom(MachineHttp http, PowerCord cord) {
        this.http = http;
        this.cord = cord;
    }

    /** How the ROM is left. */
    sealed interface Outcome {
        /** A kernel starts with this command line. */
        record Kernel(String commandLine) implements Outcome {}

        /** The firmware goes on with its next boot entry. */
        record NextDevice() implements Outcome {}
    }

    Outcome boot(String scriptUrl) throws PowerLost {
        boolean loaded = false;
        for (int i = 0; i < TRIES && !loaded; i++) {
            loaded = chain(scriptUrl);
            if (!loaded) {
                cord.spend(BETWEEN_TRIES);
            }
        }
        while (loaded && outcome.isEmpty() && next < lines.size()) {
            String line = lines.get(next++).strip();
            if (!line.isEmpty() && !line.startsWith(":") && !line.startsWith("#") && !execute(line)) {
                return new Outcome.NextDevice();
            }
        }
        return outcome.orElseGet(Outcome.NextDevice::new);
    }

    /** False where the line failed and no alternative worked: iPXE then leaves the script. */
    private boolean execute(String line) throws PowerLost {
        for (String alternative : OR.split(line, -1)) {
            boolean all = true;
            for (String command : AND.split(alternative)) {
                all = all && (command.isBlank() || run(expanded(command.strip())));
            }
            if (all) {
                return true;
            }
        }
        return false;
    }

    private boolean run(String command) throws PowerLost {
        List<String> words = List.of(BLANKS.split(command));
        return switch (words.getFirst()) {
            case "echo", "imgfree" -> true;
            case "kernel" -> kernel(command);
            case "initrd", "imgfetch" -> fetch(words.getLast()).good();
            case "sleep" -> sleep(words.getLast());
            case "goto" -> jump(words.getLast());
            case "chain" -> chain(words.getLast());
            case "iseq" -> words.get(1).equals(words.get(2));
            case "set" -> set(words);
            case "boot" -> boots();
            case "exit", "sanboot" -> leave(new Outcome.NextDevice());
            default -> false;
        };
    }

    private boolean kernel(String command) throws PowerLost {
        String[] parts = command.split(" ", 3);
        kernelLine = parts.length > 2 ? parts[2] : "";
        return fetch(parts[1]).good();
    }

    private boolean sleep(String seconds) throws PowerLost {
        cord.spend(Duration.ofSeconds(Long.parseLong(seconds)));
        return true;
    }

    private boolean jump(String label) {
        Integer to = labels.get(label);
        next = to == null ? lines.size() : to;
        return to != null;
    }

    private boolean boots() {
        return !kernelLine.isEmpty() && leave(new Outcome.Kernel(kernelLine));
    }

    private boolean leave(Outcome how) {
        outcome = Optional.of(how);
        return true;
    }

    private boolean chain(String url) throws PowerLost {
        MachineHttp.Reply script = fetch(url);
        if (!script.good() || !script.text().startsWith("#!ipxe")) {
            return false;
        }
        lines = script.text().lines().toList();
        labels = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(":")) {
                labels.put(lines.get(i).substring(1).strip(), i);
            }
        }
        next = 0;
        return true;
    }

    /** A server that says when to come back is asked again, within the same command. This machine has no TFTP. */
    private MachineHttp.Reply fetch(String url) throws PowerLost {
        if (!url.startsWith("http")) {
            return failed(MachineHttp.noAnswer("no such protocol"));
        }
        MachineHttp.Reply reply = http.get(url, AGENT, cord);
        for (int i = 0;
                i < COME_BACKS
                        && reply.status() == UNAVAILABLE
                        && reply.comeBack().isPresent();
                i++) {
            cord.spend(reply.comeBack().get());
            reply = http.get(url, AGENT, cord);
        }
        return reply.good() ? reply : failed(reply);
    }

    /** The number of the error stays for the script to tell. https://ipxe.org/err */
    private MachineHttp.Reply failed(MachineHttp.Reply reply) {
        String number = switch (reply.status()) {
            case 0 -> "0x4c0a6035";
            case NOT_FOUND -> "0x2d0c613b";
            default -> "0x1d0c6139";
        };
        settings.put("errno", number);
        return reply;
    }

    /** A setting that is not there is empty. */
    private String expanded(String line) {
        return SETTING.matcher(line)
                .replaceAll(found -> Matcher.quoteReplacement(settings.getOrDefault(found.group(1), "")));
    }

    private boolean set(List<String> words) {
        settings.put(words.get(1), words.size() > 2 ? words.get(2) : "");
        return true;
    }
}
