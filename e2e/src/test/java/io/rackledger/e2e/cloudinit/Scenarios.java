package io.rackledger.e2e.cloudinit;

import io.rackledger.e2e.cloudinit.Scenario.Fault;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The scenarios: a good life, and the faults of MAAS bug 1303925 and its relatives, measured before with the real cloud-init. */
final class Scenarios {
    static final int BROKEN_HOST_PORT = 8499;
    private static final String GOOD_USER_DATA =
            "#cloud-config\nruncmd:\n  - [sh, -c, 'echo tenant was here > /disk/tenant']\n";
    private static final String INSPECT_FAILED = "inspect failed";
    private static final String DEPLOY_FAILED = "deploy failed";

    private Scenarios() {}

    static List<Scenario> all() {
        return List.of(
                deploy("good", List.of(), GOOD_USER_DATA, false, "active", Set.of(), List.of()),
                inspect(
                        "metadata-refused",
                        List.of(seed("refuse")),
                        Set.of(),
                        Set.of("NO_METADATA_FETCH"),
                        List.of(Rack.METADATA)),
                inspect(
                        "metadata-dropped",
                        List.of(seed("drop")),
                        Set.of(),
                        Set.of("NO_METADATA_FETCH"),
                        List.of(Rack.METADATA)),
                diverted("meta-data-404", SeedFault.META_DATA_404, Set.of("NO_METADATA_FETCH")),
                diverted("user-data-500", SeedFault.USER_DATA_500, Set.of("NO_USERDATA_FETCH")),
                diverted("html-page", SeedFault.HTML_PAGE, Set.of("NO_METADATA_FETCH")),
                diverted("vendor-data-broken", SeedFault.VENDOR_DATA_NOT_YAML, Set.of("REPORTED_BY_MACHINE")),
                step(
                        "step-exits-7",
                        "echo 'the disk is gone' >&2; exit 7",
                        30,
                        Set.of("STEP_FAILED"),
                        List.of("code 7")),
                step("step-hangs", "sleep 600", 3, Set.of("STEP_TIMEOUT"), List.of("time limit")),
                inspect(
                        "report-path-dropped",
                        List.of(new Fault("final", "drop", Rack.ENGINE, Rack.BOOT_PORT, "POST")),
                        Set.of(),
                        Set.of("REPORT_MISSING"),
                        List.of(Rack.ENGINE)),
                deploy(
                        "bootcmd-fails",
                        List.of(),
                        "#cloud-config\nbootcmd:\n  - [sh, -c, 'exit 3']\n",
                        false,
                        DEPLOY_FAILED,
                        Set.of("CLOUD_INIT_FAILED"),
                        List.of("bootcmd")),
                deploy(
                        "yaml-error-forced",
                        List.of(),
                        "#cloud-config\nruncmd: [unclosed\n",
                        true,
                        DEPLOY_FAILED,
                        Set.of("USERDATA_INVALID"),
                        List.of("confirm-user-data")),
                deploy(
                        "deploy-report-dropped",
                        List.of(new Fault("final", "drop", Rack.ENGINE, Rack.BOOT_PORT, "POST")),
                        GOOD_USER_DATA,
                        false,
                        DEPLOY_FAILED,
                        Set.of("REPORT_MISSING"),
                        List.of(Rack.ENGINE)));
    }

    private static Fault seed(String action) {
        return new Fault("os", action, Rack.METADATA, Rack.BOOT_PORT, "");
    }

    private static Scenario inspect(
            String name, List<Fault> faults, Set<SeedFault> seedFault, Set<String> codes, List<String> words) {
        return new Scenario(name, faults, List.of(), seedFault, List.of(), "", false, INSPECT_FAILED, codes, words);
    }

    private static Scenario diverted(String name, SeedFault fault, Set<String> codes) {
        return inspect(name, List.of(seed("divert:" + BROKEN_HOST_PORT)), Set.of(fault), codes, List.of());
    }

    private static Scenario step(String name, String script, int limit, Set<String> codes, List<String> words) {
        Map<String, Object> step = Map.of("name", name, "script", script, "limitSeconds", limit, "required", true);
        return new Scenario(
                name, List.of(), List.of(), Set.of(), List.of(step), "", false, INSPECT_FAILED, codes, words);
    }

    private static Scenario deploy(
            String name,
            List<Fault> faults,
            String userData,
            boolean force,
            String end,
            Set<String> codes,
            List<String> words) {
        return new Scenario(name, List.of(), faults, Set.of(), List.of(), userData, force, end, codes, words);
    }
}
