package io.rackledger.bmc.simulated;

/** How a simulated Redfish BMC misbehaves. What is counted ends by itself. */
public sealed interface BmcFault {
    /** It does not. */
    record None() implements BmcFault {}

    /** Answers 204 to every reset and does nothing. */
    record IgnoresResets() implements BmcFault {}

    /** Answers 204 to a reset and does nothing, and tells On at so many looks at the system. */
    record PretendsReset(int looks) implements BmcFault {}

    /** Tells this PowerState, whatever it is, at so many looks at the system. */
    record TellsPower(int looks, String state) implements BmcFault {}

    /** Answers 401 to everything. */
    record RefusesAccount() implements BmcFault {}

    /** Accepts connections and never answers. */
    record Silent() implements BmcFault {}

    /** Answers 503 to so many requests, then behaves. @param retryAfter seconds that it asks for; 0 for not asking */
    record Busy(int times, int retryAfter) implements BmcFault {
        public Busy(int times) {
            this(times, 0);
        }
    }

    /** Takes no more sessions; the id of the message that says so is the maker's. */
    record SessionsFull(String messageId) implements BmcFault {}

    /** Answers 401 to so many requests with a token that is good, and ends the session. */
    record ForgetsSessions(int times) implements BmcFault {}

    /** Answers this to so many resets and changes of the boot device. */
    record Conflict(int times, int status, String messageId, String message) implements BmcFault {
        RedfishReply reply() {
            return RedfishReply.error(status, messageId, message);
        }
    }

    /** Answers 412 to so many changes, as if someone else had been faster. */
    record ChangedMeanwhile(int times) implements BmcFault {}

    /** Takes the boot device, and holds none. */
    record ForgetsBoot() implements BmcFault {}

    /** Answers 500 to so many images, and repeats their addresses. */
    record InsertFails(int times) implements BmcFault {}

    /** After an eject the image is still told so many times. */
    record MediaStays(int looks) implements BmcFault {}

    /** What is left of it after a request that it has met. */
    default BmcFault met() {
        return switch (this) {
            case Busy(int times, int after) -> times > 1 ? new Busy(times - 1, after) : new None();
            case ForgetsSessions(int times) -> times > 1 ? new ForgetsSessions(times - 1) : new None();
            case Conflict(int times, int status, String id, String words) ->
                times > 1 ? new Conflict(times - 1, status, id, words) : new None();
            case ChangedMeanwhile(int times) -> times > 1 ? new ChangedMeanwhile(times - 1) : new None();
            case PretendsReset(int looks) -> new TellsPower(looks, "On");
            case TellsPower(int looks, String state) -> looks > 1 ? new TellsPower(looks - 1, state) : new None();
            case InsertFails(int times) -> times > 1 ? new InsertFails(times - 1) : new None();
            case None _, IgnoresResets _, RefusesAccount _, Silent _, SessionsFull _, ForgetsBoot _, MediaStays _ ->
                this;
        };
    }

    /** Whether it is this request that it meets. @param tokened whether the request bears a token */
    default boolean meets(String method, String path, boolean tokened) {
        return switch (this) {
            case Busy _ -> true;
            case ForgetsSessions _ -> tokened && !method.equals("DELETE");
            case Conflict _ -> method.equals("PATCH") || path.endsWith("/Actions/ComputerSystem.Reset");
            case ChangedMeanwhile _ -> method.equals("PATCH");
            case PretendsReset _ -> path.endsWith("/Actions/ComputerSystem.Reset");
            case TellsPower _ -> method.equals("GET") && path.matches(".*/Systems/[^/]+");
            case InsertFails _ ->
                path.endsWith("/Actions/VirtualMedia.InsertMedia")
                        || (method.equals("PATCH") && path.contains("/VirtualMedia/"));
            case None _, IgnoresResets _, RefusesAccount _, Silent _, SessionsFull _, ForgetsBoot _, MediaStays _ ->
                false;
        };
    }
}
