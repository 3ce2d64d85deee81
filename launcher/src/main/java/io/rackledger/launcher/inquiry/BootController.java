package io.rackledger.launcher.inquiry;

import io.rackledger.boot.doctor.DoctorReport;
import io.rackledger.boot.inquiry.MachineOutlook;
import io.rackledger.boot.inquiry.PlanDocument;
import io.rackledger.launcher.contract.Tells;
import io.rackledger.launcher.probe.Reply;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What machines are served, as operators ask. {@code {machine}} is a MAC address, or the id or name of a node. */
@RestController
@RequestMapping(path = "/api/v1/boot", produces = MediaType.APPLICATION_JSON_VALUE)
public final class BootController {
    private final BootAnswers answers;

    public BootController(BootAnswers answers) {
        this.answers = answers;
    }

    /** The boot plan of a machine: its script, kernel, seed and steps, with digests. */
    @GetMapping("/plan/{machine}")
    @Tells(PlanDocument.class)
    ResponseEntity<String> plan(@PathVariable String machine) {
        return http(answers.plan(machine));
    }

    /** What a machine would be served now, request by request, and why. */
    @GetMapping("/why/{machine}")
    @Tells(MachineOutlook.class)
    ResponseEntity<String> why(
            @PathVariable String machine,
            @RequestParam(defaultValue = "") List<String> arch,
            @RequestParam(required = false) @Nullable String relay) {
        List<String> named = arch.stream().filter(name -> !name.isEmpty()).toList();
        return http(answers.why(machine, named, Optional.ofNullable(relay).filter(text -> !text.isEmpty())));
    }

    /** Examines the set-up of the boot services; lists where machines must be able to go. */
    @GetMapping("/doctor")
    @Tells(DoctorReport.class)
    ResponseEntity<String> doctor() {
        return http(answers.doctor());
    }

    private static ResponseEntity<String> http(Reply reply) {
        return ResponseEntity.status(reply.status())
                .contentType(MediaType.parseMediaType(reply.type()))
                .body(reply.body());
    }
}
