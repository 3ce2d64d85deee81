package io.rackledger.boot.script;

import io.rackledger.core.boot.LocalBoot;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.plan.BootPlanKind;
import java.time.Duration;
import java.util.Optional;

/** The boot script of each kind of plan. Pure: the same arguments give the same bytes. */
public final class BootScripts {
    private static final Duration BEFORE_RESTART = Duration.ofSeconds(10);
    private static final int SPREAD_SECONDS = 10;
    private static final Duration BEFORE_SECOND_TRY = Duration.ofSeconds(3);
    private static final Label KERNEL_AGAIN = new Label("kernel-again");
    private static final Label INITRD = new Label("fetch-initrd");
    private static final Label INITRD_AGAIN = new Label("initrd-again");
    private static final Label START = new Label("start");
    private static final Label NO_KERNEL = new Label("no-kernel");
    private static final Label NO_INITRD = new Label("no-initrd");
    private static final Label NO_START = new Label("no-start");
    private static final Label AGAIN = new Label("again");

    private final EphemeralSystem system;
    private final HttpUrl self;
    private final Duration retry;

    /**
     * @param self base URL under which machines reach this server
     * @param retry how long a machine without anything to do waits before it asks again; each waits up to 10 s more
     */
    public BootScripts(EphemeralSystem system, HttpUrl self, Duration retry) {
        this.system = system;
        this.self = self;
        this.retry = retry;
    }

    /**
     * Boots the system in memory. Each fetch is tried twice, since one broken connection is no failure; a second failure is told
     * to the server before the machine asks for its script again.
     */
    public byte[] network(MacAddress mac, BootPlanKind kind, NodeId node, BootTargets targets) {
        KernelCommandLine line = commandLine(mac, targets);
        IpxeScript script = new IpxeScript()
                .echo(new Words("Rackledger: " + kind.wireName() + " of node " + node))
                .forgetImages()
                .kernel(targets.kernel(), line, KERNEL_AGAIN)
                .goTo(INITRD)
                .label(KERNEL_AGAIN)
                .sleep(BEFORE_SECOND_TRY)
                .kernel(targets.kernel(), line, NO_KERNEL)
                .label(INITRD)
                .initrd(targets.initrd(), system.initrd(), INITRD_AGAIN)
                .goTo(START)
                .label(INITRD_AGAIN)
                .sleep(BEFORE_SECOND_TRY)
                .initrd(targets.initrd(), system.initrd(), NO_INITRD)
                .label(START)
                .boot(NO_START);
        return withBeacons(script, mac, targets.beacons());
    }

    /** What the kernel of the system in memory is told. */
    public KernelCommandLine commandLine(MacAddress mac, BootTargets targets) {
        return KernelCommandLine.ephemeral(system.initrd(), system.arguments(), mac, targets.seed(), targets.hook());
    }

    private byte[] withBeacons(IpxeScript script, MacAddress mac, BeaconUrls beacons) {
        return script.label(NO_START)
                .beacon(beacons, mac, new Label("start"), AGAIN)
                .label(NO_KERNEL)
                .beacon(beacons, mac, new Label("kernel"), AGAIN)
                .label(NO_INITRD)
                .beacon(beacons, mac, new Label("initrd"), AGAIN)
                .label(AGAIN)
                .sleep(BEFORE_RESTART)
                .chain(scriptOf(mac), AGAIN)
                .bytes();
    }

    /** Leaves the network for the disk, as asked or, where nothing is asked, as the kind of firmware usually does. */
    public byte[] localDisk(NodeId node, Optional<LocalBoot> asked) {
        IpxeScript script = new IpxeScript().echo(new Words("Rackledger: node " + node + " starts from its disk"));
        return asked.map(how -> switch (how.method()) {
                    case EXIT, NOT_FOUND -> script.exit();
                    case SANBOOT -> script.startFirstDisk().exit();
                    case EFI_PATH -> script.startEfiFile(how).exit();
                })
                .orElseGet(() -> script.startFromDisk())
                .bytes();
    }

    /** Waits, and asks again. */
    public byte[] hold(MacAddress mac, NodeId node) {
        return waiting(mac, "Rackledger: node " + node + " has nothing to boot now");
    }

    /** Says that nobody knows this machine, waits, and asks again. */
    public byte[] enlist(MacAddress mac) {
        return waiting(mac, "Rackledger: " + mac + " is not the port of any node, enroll it");
    }

    private byte[] waiting(MacAddress mac, String why) {
        Duration wait = retry.plusSeconds(Math.floorMod(mac.hashCode(), SPREAD_SECONDS));
        return new IpxeScript()
                .label(AGAIN)
                .echo(new Words(why))
                .echo(new Words("Asking again in " + wait.toSeconds() + " s"))
                .sleep(wait)
                .chain(scriptOf(mac), AGAIN)
                .bytes();
    }

    private HttpUrl scriptOf(MacAddress mac) {
        return self.plus("/boot/" + mac);
    }
}
