package io.rackledger.launcher.inquiry;

import io.rackledger.boot.doctor.DoctorReport;
import io.rackledger.boot.inquiry.BootInquiry;
import io.rackledger.boot.inquiry.Inquired;
import io.rackledger.launcher.contract.Problem;
import io.rackledger.launcher.probe.Reply;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Answers questions about the boot services of this process as JSON, whichever listener takes them. Thread-safe. */
public final class BootAnswers {
    /** What all paths begin with. */
    public static final String PREFIX = "/api/v1/boot/";

    private static final String PLAN = PREFIX + "plan/";
    private static final String WHY = PREFIX + "why/";
    private static final String DOCTOR = PREFIX + "doctor";
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final int UNAVAILABLE = 503;

    private final Optional<BootInquiry> inquiry;
    private final Supplier<DoctorReport> doctor;

    private BootAnswers(Optional<BootInquiry> inquiry, Supplier<DoctorReport> doctor) {
        this.inquiry = inquiry;
        this.doctor = doctor;
    }

    /** Of boot services that run in this process. */
    public static BootAnswers of(BootInquiry inquiry, Supplier<DoctorReport> doctor) {
        return new BootAnswers(Optional.of(inquiry), doctor);
    }

    /** Of a process without boot services: says where to ask. */
    public static BootAnswers elsewhere() {
        return new BootAnswers(Optional.empty(), () -> {
            throw new IllegalStateException("there are no boot services here to be examined");
        });
    }

    /** {@code GET /api/v1/boot/plan/{machine}}. */
    public Reply plan(String machine) {
        return asked(questions -> reply(questions.plan(machine)));
    }

    /** {@code GET /api/v1/boot/why/{machine}?arch=&relay=}. */
    public Reply why(String machine, List<String> arch, Optional<String> relay) {
        return asked(questions -> reply(questions.why(machine, arch, relay)));
    }

    /** {@code GET /api/v1/boot/doctor}. */
    public Reply doctor() {
        return asked(_ -> new Reply(200, JSON, JsonMapper.shared().writeValueAsString(doctor.get())));
    }

    /**
     * The same by path.
     *
     * @param query as sent, without the question mark
     */
    public Reply answer(String path, String query) {
        if (path.startsWith(PLAN)) {
            return plan(decoded(path.substring(PLAN.length())));
        }
        if (path.startsWith(WHY)) {
            return why(
                    decoded(path.substring(WHY.length())),
                    parameters(query, "arch=")
                            .flatMap(text -> Arrays.stream(text.split(",")))
                            .toList(),
                    parameters(query, "relay=").findFirst());
        }
        return path.equals(DOCTOR)
                ? doctor()
                : problem(new Inquired.Refused<>(
                        404,
                        "NOT_FOUND",
                        "",
                        "there is nothing at this path",
                        "use " + PLAN + "{machine}, " + WHY + "{machine} or " + DOCTOR));
    }

    private static Stream<String> parameters(String query, String name) {
        return Arrays.stream(query.split("&", -1))
                .filter(part -> part.startsWith(name))
                .map(part -> decoded(part.substring(name.length())))
                .filter(value -> !value.isEmpty());
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private Reply asked(Function<BootInquiry, Reply> question) {
        return inquiry.map(question)
                .orElseGet(() -> problem(new Inquired.Refused<>(
                        UNAVAILABLE,
                        "BOOT_ELSEWHERE",
                        "",
                        "this process has no boot services; those of another process know what they serve",
                        "ask the process of role boot: its port for probes, 8482 unless set, answers the same paths")));
    }

    private static <T> Reply reply(Inquired<T> answer) {
        return switch (answer) {
            case Inquired.Given<T>(T document) ->
                new Reply(200, JSON, JsonMapper.shared().writeValueAsString(document));
            case Inquired.Refused<T> refused -> problem(refused);
        };
    }

    private static Reply problem(Inquired.Refused<?> no) {
        Problem problem = new Problem(
                "about:blank",
                no.status() == UNAVAILABLE ? "Elsewhere" : no.status() == 404 ? "Not found" : "Bad request",
                no.status(),
                no.detail(),
                no.code(),
                no.field(),
                no.remedy());
        return new Reply(no.status(), PROBLEM, JsonMapper.shared().writeValueAsString(problem));
    }
}
