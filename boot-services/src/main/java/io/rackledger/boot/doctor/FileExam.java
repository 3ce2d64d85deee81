package io.rackledger.boot.doctor;

import io.rackledger.boot.dhcp.FirmwareKind;
import io.rackledger.boot.file.FileShelf;
import io.rackledger.boot.file.ShelvedFile;
import io.rackledger.boot.script.FileName;
import io.rackledger.core.boot.BootStage;
import io.rackledger.core.node.InstanceInfo;
import io.rackledger.core.plan.BootPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether the files are there that machines load, look like what they should be, and are what plans demand. */
final class FileExam {
    private static final int HEAD = 1024;
    private static final int LINUX_X86 = 0x202;
    private static final int LINUX_ARM64 = 56;
    private static final int NAMED = 5;

    private final DoctorSubject subject;
    private final List<Check> checks = new ArrayList<>();

    FileExam(DoctorSubject subject) {
        this.subject = subject;
    }

    List<Check> run() throws IOException {
        if (!Files.isDirectory(subject.files())) {
            checks.add(Check.fails(
                    "boot files",
                    subject.files() + " is no directory",
                    "make it, or name another with --boot-files; put kernel, initrd and loaders there"));
            return checks;
        }
        needed("kernel", subject.system().kernel().value());
        needed("initrd", subject.system().initrd().value());
        loaders();
        subject.known().ifPresent(this::plans);
        return checks;
    }

    private void needed(String use, String name) throws IOException {
        Optional<ShelvedFile> file = subject.shelf().find(name);
        checks.add(file.map(found -> judged(use, found))
                .orElseGet(() -> Check.fails(
                        use, name + " is not in " + subject.files(), "put it there, under this name, readable")));
    }

    private void loaders() throws IOException {
        if (subject.loaders().isEmpty()) {
            checks.add(Check.skipped("loaders", "neither TFTP nor DHCP is served, so no firmware loads from here"));
            return;
        }
        Map<String, List<String>> users = new TreeMap<>();
        for (FirmwareKind kind : FirmwareKind.values()) {
            Optional<String> loader = subject.dhcp()
                    .map(dhcp -> dhcp.loaders().get(kind.architecture()))
                    .filter(_ -> kind != FirmwareKind.IPXE);
            loader.ifPresent(
                    name -> users.computeIfAbsent(name, _ -> new ArrayList<>()).add(kind.wireName()));
        }
        subject.loaders().forEach(name -> users.putIfAbsent(name, List.of("firmware that is sent to it")));
        boolean any = false;
        for (String name : users.keySet()) {
            any |= subject.shelf().find(name).isPresent();
        }
        for (Map.Entry<String, List<String>> user : users.entrySet()) {
            loader(user.getKey(), String.join(", ", user.getValue()), any);
        }
    }

    private void loader(String name, String users, boolean others) throws IOException {
        String check = "loader " + name;
        Optional<ShelvedFile> file = subject.shelf().find(name);
        if (file.isPresent()) {
            checks.add(judged(check, file.get()));
            return;
        }
        String found = "it is not in " + subject.files() + "; without it these boot nothing: " + users;
        String remedy = "put it there; Debian has it in /usr/lib/ipxe (package ipxe)";
        checks.add(others ? Check.warning(check, found, remedy) : Check.fails(check, found, remedy));
    }

    private Check judged(String use, ShelvedFile file) {
        try {
            Optional<String> odd = odd(use, file);
            if (odd.isPresent()) {
                return Check.fails(use, file.name() + " " + odd.get(), "fetch it again, and compare its digest");
            }
            if (subject.running() && !FileShelf.digest(file.path()).equals(file.digest())) {
                return Check.fails(
                        use,
                        file.name() + " has other bytes than its digest " + file.digest()
                                + " says, at the same size and time: it was changed in place",
                        "touch " + file.path() + ", and replace files by renaming a new one over them");
            }
            return Check.well(use, file.name() + ", " + file.size() + " bytes, " + file.digest());
        } catch (IOException e) {
            return Check.fails(
                    use, file.name() + " cannot be read: " + e.getMessage(), "make it readable for the engine's user");
        }
    }

    /** What is wrong with the file's beginning. */
    private static Optional<String> odd(String use, ShelvedFile file) throws IOException {
        byte[] head = head(file.path());
        if (head.length == 0) {
            return Optional.of("is empty");
        }
        String text = new String(head, StandardCharsets.ISO_8859_1).strip();
        if (text.startsWith("<!") || text.startsWith("<html") || text.startsWith("<?xml")) {
            return Optional.of("is a web page: a download that failed");
        }
        boolean efi = file.name().endsWith(".efi");
        if (efi && !text.startsWith("MZ")) {
            return Optional.of("is no EFI program");
        }
        return use.equals("kernel") && !isKernel(head) ? Optional.of("is no Linux kernel") : Optional.empty();
    }

    /** Linux, Documentation/arch/x86/boot.rst and arm64/booting.rst; an EFI stub or a compressed image will do. */
    private static boolean isKernel(byte[] head) {
        return at(head, LINUX_X86, "HdrS")
                || at(head, LINUX_ARM64, "ARM\u0064")
                || at(head, 0, "MZ")
                || at(head, 0, "\u001f\u008b");
    }

    private static boolean at(byte[] head, int offset, String magic) {
        byte[] wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
        return head.length >= offset + wanted.length
                && Arrays.equals(head, offset, offset + wanted.length, wanted, 0, wanted.length);
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD);
        }
    }

    private void plans(DoctorSubject.Known known) {
        List<BootPlan> plans = known.plans().all().toList();
        List<String> troubles = plans.stream()
                .flatMap(plan -> trouble(plan, known).stream().map(words -> plan.nodeName() + ": " + words))
                .toList();
        checks.add(
                troubles.isEmpty()
                        ? Check.well("plans", "what the boot plans name is there, of " + plans.size())
                        : Check.fails(
                                "plans",
                                troubles.size() + " of " + plans.size() + " boot plans name what is not there: "
                                        + String.join("; ", troubles.subList(0, Math.min(NAMED, troubles.size()))),
                                "put the image among the boot files; user data is given again with a deploy or"
                                        + " rebuild"));
    }

    private Optional<String> trouble(BootPlan plan, DoctorSubject.Known known) {
        Optional<String> image = switch (plan.kind()) {
            case DEPLOY -> plan.instance().flatMap(this::image);
            case INSPECT, CLEAN, RESCUE, SERVICE, LOCAL_DISK, ENLIST, HOLD -> Optional.empty();
        };
        boolean needsUserData =
                plan.stage() == BootStage.INSTALLED && plan.attempt().isPresent();
        return image.or(() -> plan.userData()
                .filter(_ -> needsUserData)
                .filter(digest -> known.documents().get(digest).isEmpty())
                .map(digest -> "its user data " + digest + " is not in the documents store"));
    }

    private Optional<String> image(InstanceInfo instance) {
        if (!FileName.fits(instance.image())) {
            return Optional.empty();
        }
        try {
            Optional<ShelvedFile> file = subject.shelf().find(instance.image());
            return file.isEmpty()
                    ? Optional.of("image " + instance.image() + " is not among the boot files")
                    : instance.imageDigest()
                            .filter(wanted -> !wanted.equals(file.get().digest()))
                            .map(wanted -> "image " + instance.image() + " is not the one of digest " + wanted);
        } catch (IOException e) {
            return Optional.of("image " + instance.image() + " cannot be read: " + e.getMessage());
        }
    }
}
