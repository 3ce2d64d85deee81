package io.rackledger.core.signal;

import io.rackledger.core.boot.Link;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.PowerRequestId;
import io.rackledger.core.identity.Text;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.plan.BootPlanKind;
import java.time.Duration;

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

    /** The power state was read in the background. */
    record PowerRead(PowerState power) implements SignalBody {}

    /** We refused a request: an HTTP request of a machine (status), or a command (status 0, reason names the refusal code). */
    record RequestRefused(String request, int status, String reason) implements SignalBody {
        public RequestRefused {
            request = Text.bounded(request, 300);
            reason = Text.bounded(reason, 500);
        }
    }
}
