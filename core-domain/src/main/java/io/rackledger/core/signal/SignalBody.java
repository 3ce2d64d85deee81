package io.rackledger.core.signal;

import io.rackledger.core.boot.Link;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.PowerRequestId;
import io.rackledger.core.identity.Text;
import io.rackledger.core.node.BmcReport;
import io.rackledger.core.node.BmcTask;
import io.rackledger.core.node.BmcWork;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.node.TaskPhase;
import io.rackledger.core.plan.BootPlanKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What was observed. Wire names and versions are owned by the codec. Texts from machines are bounded and printable. */
public sealed interface SignalBody {
    /** A machine asked for its boot script and got one. */
    record BootScriptServed(MacAddress mac, BootPlanKind kind, Digest digest, int bytes) implements SignalBody {}

    /**
     * A file was served. {@code complete} is false where the transfer broke off or was a range. The list of steps is such a file, too:
     * who asks for it runs the user data, so its link is APPLIED.
     */
    record ArtifactServed(Link link, String name, Digest digest, long bytes, boolean complete) implements SignalBody {
        public ArtifactServed {
            name = Text.bounded(name, 255);
        }
    }

    /** A file of the cloud-init seed was served; link is META_DATA, USER_DATA or VENDOR_DATA. */
    record SeedServed(Link link, int status, Digest digest, int bytes, String userAgent) implements SignalBody {
        public SeedServed {
            userAgent = Text.bounded(userAgent, 200);
        }
    }

    /**
     * cloud-init's webhook.
     *
     * @param eventType start or finish
     * @param result SUCCESS, WARN, FAIL or empty; not to be believed without the description
     */
    record CloudInitReported(String name, String description, String eventType, String result, String origin)
            implements SignalBody {
        public CloudInitReported {
            name = Text.bounded(name, 255);
            description = Text.bounded(description, 1000);
            eventType = Text.bounded(eventType, 20);
            result = Text.bounded(result, 20);
            origin = Text.bounded(origin, 40);
        }
    }

    /** cloud-init's phone_home. */
    record PhoneHomeReceived(String instanceId, String hostname) implements SignalBody {
        public PhoneHomeReceived {
            instanceId = Text.bounded(instanceId, 255);
            hostname = Text.bounded(hostname, 255);
        }
    }

    /** The machine told that it cannot go on; link in words as the machine gave it. */
    record FailureReported(String link, String detail) implements SignalBody {
        public FailureReported {
            link = Text.bounded(link, 64);
            detail = Text.bounded(detail, 1000);
        }
    }

    /** The step runner began on this boot; {@code bootId} is the kernel's. */
    record RunnerStarted(String bootId) implements SignalBody {
        public RunnerStarted {
            bootId = Text.bounded(bootId, 64);
        }
    }

    /** A step began; index counts from 1. */
    record StepStarted(int index, String step) implements SignalBody {
        public StepStarted {
            step = Text.bounded(step, 64);
        }
    }

    /** A step ended; {@code tail} is the end of its output. */
    record StepFinished(int index, String step, int exit, Duration took, boolean timedOut, String tail)
            implements SignalBody {
        public StepFinished {
            step = Text.bounded(step, 64);
        }
    }

    /** A piece of a step's output, from a byte offset. */
    record StepLogged(int index, long offset, String text) implements SignalBody {}

    /** The step runner is through; {@code failedStep} is empty on success. */
    record RunnerFinished(boolean success, String failedStep) implements SignalBody {
        public RunnerFinished {
            failedStep = Text.bounded(failedStep, 64);
        }
    }

    /** A sign of life. */
    record HeartbeatReceived() implements SignalBody {}

    /** An effector did, or could not do, what a power request asked. */
    record PowerReported(PowerRequestId request, PowerOutcome outcome) implements SignalBody {}

    /**
     * The effector is about to do something at the BMC that cannot be taken back; written before, so that whoever takes the request over
     * knows how far it came.
     *
     * @param number counts what was tried for this request, from 1
     */
    record PowerStepBegun(PowerRequestId request, int number, BmcWork work) implements SignalBody {}

    /**
     * The effector tried something at the BMC for a power request.
     *
     * @param number counts what was tried for this request, from 1; of several equal tries in a row the last one
     * @param stage how far it came where it failed, in the words of the protocol; empty where it did not fail
     * @param kind how it failed, as {@code docs/bmc-failures.md} sorts it; empty where it did not fail
     * @param code status or completion code that the BMC told, -1 where it told none
     * @param took the last try
     * @param times how many equal tries in a row this stands for, from 1
     * @param detail what was read, answered or said
     */
    record PowerAttempted(
            PowerRequestId request,
            int number,
            BmcWork work,
            String stage,
            String kind,
            int code,
            Duration took,
            int times,
            String detail)
            implements SignalBody {
        public PowerAttempted {
            stage = Text.bounded(stage, 60);
            kind = Text.bounded(kind, 32);
            detail = Text.bounded(detail, 400);
        }
    }

    /**
     * An operator has something done at the node's BMC on which no state of the node depends. Told twice: before it is done, and when it
     * has ended.
     *
     * @param by who asked for it
     * @param kind how it failed, as {@code docs/bmc-failures.md} sorts it; empty where it did not fail
     * @param took zero where it has only begun
     * @param detail what it is done with, then what the BMC answered, or what was wrong
     */
    record BmcTaskTold(BmcTask task, TaskPhase phase, String by, String kind, Duration took, String detail)
            implements SignalBody {
        public BmcTaskTold {
            by = Text.bounded(by, 120);
            kind = Text.bounded(kind, 32);
            detail = Text.bounded(detail, 400);
        }
    }

    /** Something was found out about a BMC: which machine it belongs to, that it fails, or that it answers again. */
    record BmcReported(BmcReport report) implements SignalBody {}

    /** The power state was read in the background. */
    record PowerRead(PowerState power) implements SignalBody {}

    /**
     * We refused a request: of a machine (status as HTTP has it, whatever the protocol), or a command (status 0, reason names the
     * refusal code).
     */
    record RequestRefused(String request, int status, String reason) implements SignalBody {
        public RequestRefused {
            request = Text.bounded(request, 300);
            reason = Text.bounded(reason, 500);
        }
    }

    /**
     * A file was asked for by TFTP, and how that ended.
     *
     * @param end how it ended; a probe for the size is a good end
     * @param size bytes of the whole file
     * @param acknowledged bytes that the machine has confirmed: where it stopped
     * @param took from the request to the end
     * @param resent how often something was sent again because no answer came
     * @param detail what the machine said when it broke off, else empty
     */
    record TftpServed(
            String name,
            TransferEnd end,
            Digest digest,
            long size,
            long acknowledged,
            Duration took,
            int resent,
            String detail)
            implements SignalBody {
        public TftpServed {
            name = Text.bounded(name, 255);
            detail = Text.bounded(detail, 200);
        }
    }

    /**
     * A DHCP request of a machine was answered.
     *
     * @param answer what it got
     * @param client which program of the machine asked
     * @param architecture client system architecture of RFC 4578, for example 7 of UEFI on x86-64; empty where it told none
     * @param uuid the machine's UUID, empty where it told none
     * @param address the IPv4 address given or confirmed, empty where another server gives it
     * @param lease how long the address is the machine's; zero where no address was given
     * @param bootFile name or URL of what it should load next, empty where nothing
     * @param relay IPv4 address of the relay agent that forwarded the request, empty where there was none
     */
    record DhcpAnswered(
            MacAddress mac,
            DhcpAnswer answer,
            DhcpClient client,
            Optional<Integer> architecture,
            String uuid,
            String address,
            Duration lease,
            String bootFile,
            String relay)
            implements SignalBody {
        public DhcpAnswered {
            uuid = Text.bounded(uuid, 36);
            address = Text.bounded(address, 15);
            bootFile = Text.bounded(bootFile, 400);
            relay = Text.bounded(relay, 15);
        }
    }

    /**
     * A machine gave its IPv4 address back, or found it in use by somebody else ({@code declined}).
     *
     * @param address the address that is no longer the machine's
     */
    record DhcpLeaseEnded(MacAddress mac, String address, boolean declined) implements SignalBody {
        public DhcpLeaseEnded {
            address = Text.bounded(address, 15);
        }
    }

    /**
     * The boot services began to serve again: what the machine asked meanwhile got no answer from them, and nobody knows of it.
     *
     * @param from when they were last at work
     * @param until when they were at work again
     */
    record BootServicesAway(Instant from, Instant until) implements SignalBody {}

    /**
     * Another DHCP server was heard on the machines' network: two that answer make each boot a matter of luck.
     *
     * @param mac the machine that it answered
     * @param server its IPv4 address
     * @param offered the address that it offered, empty where only the machine's choice of it was heard
     * @param bootFile what it told the machine to load, empty where nothing
     */
    record DhcpConflictSeen(MacAddress mac, String server, String offered, String bootFile) implements SignalBody {
        public DhcpConflictSeen {
            server = Text.bounded(server, 15);
            offered = Text.bounded(offered, 15);
            bootFile = Text.bounded(bootFile, 400);
        }
    }

    /**
     * A file that was being served by HTTP stands still: the machine takes no more of it. Told once for each place where it stands.
     *
     * @param sent bytes given to the network, of which a few hundred thousand may still be under way
     * @param size bytes that this answer has in all: the file, or the range of it that was asked for
     * @param since when the last byte was given to the network, by our clock
     */
    record DownloadStalled(Link link, String name, Digest digest, long sent, long size, Instant since)
            implements SignalBody {
        public DownloadStalled {
            name = Text.bounded(name, 255);
        }
    }

    /**
     * A boot loader told by the name of a file that it asked for which step of its script failed.
     *
     * @param step a word of its boot script, for example kernel
     * @param error what the boot loader calls the reason, for example 0x4c0a6035 of iPXE; empty where it told none
     * @param proven whether it named the token of its attempt; without one anybody may have sent it
     */
    record BeaconReceived(MacAddress mac, String step, String error, BeaconPath path, boolean proven)
            implements SignalBody {
        public BeaconReceived {
            step = Text.bounded(step, 64);
            error = Text.bounded(error, 64);
        }
    }

    /**
     * Lines of a machine's console or log, as they came by the network or through its BMC: lines that came close together are one signal.
     *
     * @param text the lines, each ended by a line feed, other control characters escaped; who sent them is proven on path SERIAL alone
     * @param lines how many they are
     * @param dropped lines of this machine that were not kept since the signal before, because there were too many
     */
    record ConsoleHeard(ConsolePath path, String text, int lines, long dropped) implements SignalBody {}

    /**
     * A BMC told of something by an event (DSP0266, "Eventing"). Nothing of it is believed: what it tells of power is read anew.
     *
     * @param eventId the BMC's own name of the event, empty where it gave none
     * @param messageId registry and name of the message, for example ResourceEvent.1.0.ResourcePoweredOff; empty where it gave none
     * @param severity OK, Warning or Critical, as the BMC gave it; empty where it gave none
     * @param message in words; the message's arguments where the BMC gave no words
     * @param origin path of the resource that it is about, for example /redfish/v1/Systems/1; empty where it gave none
     * @param toldAt time by the BMC's own clock, as it wrote it; empty where it gave none
     */
    record BmcEventHeard(
            String eventId, String messageId, String severity, String message, String origin, String toldAt)
            implements SignalBody {
        public BmcEventHeard {
            eventId = Text.bounded(eventId, 64);
            messageId = Text.bounded(messageId, 128);
            severity = Text.bounded(severity, 20);
            message = Text.bounded(message, 500);
            origin = Text.bounded(origin, 200);
            toldAt = Text.bounded(toldAt, 40);
        }
    }
}
