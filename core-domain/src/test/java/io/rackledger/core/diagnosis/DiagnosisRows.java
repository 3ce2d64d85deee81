package io.rackledger.core.diagnosis;

import static io.rackledger.core.diagnosis.DiagnosisRows.On.CLEAN;
import static io.rackledger.core.diagnosis.DiagnosisRows.On.DEPLOY;
import static io.rackledger.core.diagnosis.DiagnosisRows.On.INSPECT;
import static io.rackledger.core.diagnosis.DiagnosisRows.On.INSTALLED;

import io.rackledger.core.boot.Link;
import io.rackledger.core.failure.FailureCode;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What a machine showed, and what it must be called. Names in brackets are the rows of the measurements with cloud-init 22.4.2. */
final class DiagnosisRows {
    private static final String NOTHING = "no network data found from DataSourceNoCloudNet";

    private DiagnosisRows() {}

    /** Which boot the row is about. */
    enum On {
        INSPECT,
        CLEAN,
        DEPLOY,
        INSTALLED
    }

    record Row(
            String name,
            On on,
            UnaryOperator<Machine> shows,
            FailureCode code,
            String lastGood,
            String missing,
            String... says) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Row> all() {
        return Stream.of(boot(), SilenceRows.all(), BootLoaderRows.all(), seed(), cloudInit(), steps(), installed())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Row> boot() {
        return List.of(
                new Row(
                        "powered on, never asks for its boot script",
                        INSPECT,
                        machine -> machine,
                        FailureCode.NO_BOOT_REQUEST,
                        "power-on",
                        "boot script",
                        "10.0.0.1:8481"),
                new Row(
                        "gets its script, never the kernel",
                        INSPECT,
                        machine -> machine.script(),
                        FailureCode.NO_KERNEL_FETCH,
                        "boot script",
                        "kernel fetch",
                        "from 10.0.1.7 to 10.0.0.1:8481"),
                new Row(
                        "kernel transfer breaks off",
                        INSPECT,
                        machine -> machine.script().brokenOff(Link.KERNEL),
                        FailureCode.NO_KERNEL_FETCH,
                        "boot script",
                        "kernel fetch",
                        "no complete kernel fetch"),
                new Row(
                        "gets its kernel, never the initrd",
                        CLEAN,
                        machine -> machine.script().file(Link.KERNEL),
                        FailureCode.NO_INITRD_FETCH,
                        "kernel fetch",
                        "initrd fetch",
                        "from 10.0.1.7 to 10.0.0.1:8481"),
                new Row(
                        "boots in a loop",
                        DEPLOY,
                        machine ->
                                machine.boots().boots().boots().boots().boots().script(),
                        FailureCode.BOOT_LOOP,
                        "initrd fetch",
                        "meta-data fetch",
                        "6 times",
                        "10.0.1.7"),
                new Row(
                        "iPXE tells that it cannot load the kernel (0.4)",
                        INSPECT,
                        machine -> machine.script().fails("kernel", "imgfetch failed"),
                        FailureCode.REPORTED_BY_MACHINE,
                        "boot script",
                        "kernel",
                        "imgfetch failed"));
    }

    private static List<Row> seed() {
        return List.of(
                new Row(
                        "something else answers as the metadata host (G)",
                        INSPECT,
                        machine -> machine.boots()
                                .initLocal()
                                .searched("SUCCESS", "found network data from DataSourceNoCloudNet")
                                .cloudInit("modules-final", "SUCCESS", "running modules for final"),
                        FailureCode.NO_METADATA_FETCH,
                        "first cloud-init report",
                        "meta-data fetch",
                        "something else answers 10.0.1.7",
                        "10.0.0.2:8482"),
                new Row(
                        "the seed is changed on its way (G)",
                        INSPECT,
                        machine -> machine.boots()
                                .initLocal()
                                .seeded()
                                .searched("SUCCESS", "found network data from DataSourceNoCloudNet")
                                .cloudInit("modules-final", "SUCCESS", "running modules for final"),
                        FailureCode.USERDATA_NOT_APPLIED,
                        "vendor-data fetch",
                        "user data applied",
                        "never ran"),
                new Row(
                        "metadata host refused or black-holed, nothing heard (C1, C2, S0)",
                        INSPECT,
                        machine -> machine.boots(),
                        FailureCode.NO_METADATA_FETCH,
                        "initrd fetch",
                        "meta-data fetch",
                        "from 10.0.1.7 to 10.0.0.2:8482"),
                new Row(
                        "metadata host refused, early reports come (X1)",
                        INSPECT,
                        machine -> machine.boots().initLocal().searched("SUCCESS", NOTHING),
                        FailureCode.NO_METADATA_FETCH,
                        "first cloud-init report",
                        "meta-data fetch",
                        "from 10.0.1.7 to 10.0.0.2:8482"),
                new Row(
                        "metadata host black-holed, early reports come, then silence (C3, N4)",
                        INSPECT,
                        machine -> machine.boots().initLocal(),
                        FailureCode.NO_METADATA_FETCH,
                        "first cloud-init report",
                        "meta-data fetch",
                        "from 10.0.1.7 to 10.0.0.2:8482"),
                new Row(
                        "meta-data 404 (D1)",
                        INSPECT,
                        machine -> refused(machine.boots().initLocal(), Link.META_DATA, 404, 11)
                                .searched("FAIL", NOTHING),
                        FailureCode.SEED_REFUSED,
                        "first cloud-init report",
                        "meta-data fetch",
                        "HTTP 404, 11 times"),
                new Row(
                        "user data 500 (D3)",
                        CLEAN,
                        machine -> machine.boots()
                                .initLocal()
                                .seed(Link.META_DATA, 200)
                                .seed(Link.USER_DATA, 500)
                                .searched("SUCCESS", NOTHING),
                        FailureCode.SEED_REFUSED,
                        "meta-data fetch",
                        "user-data fetch",
                        "HTTP 500, once"),
                new Row(
                        "user data 404, falls back to no datasource (N7)",
                        CLEAN,
                        machine -> refused(
                                        machine.boots().initLocal().seed(Link.META_DATA, 200), Link.USER_DATA, 404, 11)
                                .cloudInit(
                                        "init-network/search-None",
                                        "SUCCESS",
                                        "found network data from DataSourceNone"),
                        FailureCode.SEED_REFUSED,
                        "meta-data fetch",
                        "user-data fetch",
                        "HTTP 404, 11 times"),
                new Row(
                        "meta-data fetched, user data never",
                        DEPLOY,
                        machine -> machine.boots().initLocal().seed(Link.META_DATA, 200),
                        FailureCode.NO_USERDATA_FETCH,
                        "meta-data fetch",
                        "user-data fetch",
                        "from 10.0.1.7 to 10.0.0.2:8482"),
                new Row(
                        "an HTML page instead of the seed (P)",
                        INSPECT,
                        machine -> machine.boots().initLocal().seeded().searched("FAIL", NOTHING),
                        FailureCode.USERDATA_NOT_APPLIED,
                        "vendor-data fetch",
                        "user data applied",
                        "not YAML"),
                new Row(
                        "vendor data that is not YAML, then silence (V1)",
                        INSPECT,
                        machine -> machine.boots()
                                .initLocal()
                                .seeded()
                                .searched("SUCCESS", "found network data from DataSourceNoCloudNet")
                                .cloudInit("init-network", "SUCCESS", "searching for network datasources"),
                        FailureCode.USERDATA_NOT_APPLIED,
                        "vendor-data fetch",
                        "user data applied",
                        "vendor data"),
                new Row(
                        "refused three times, then served, then no sign of the user data",
                        INSPECT,
                        machine -> refused(machine.boots().initLocal(), Link.META_DATA, 503, 3)
                                .seeded(),
                        FailureCode.USERDATA_NOT_APPLIED,
                        "vendor-data fetch",
                        "user data applied"),
                new Row(
                        "report path dropped, the work may be done",
                        CLEAN,
                        machine -> machine.boots().seeded(),
                        FailureCode.REPORT_MISSING,
                        "vendor-data fetch",
                        "user data applied",
                        "from 10.0.1.7 to 10.0.0.3:8483"));
    }

    private static List<Row> cloudInit() {
        return List.of(
                new Row(
                        "bootcmd fails (N11)",
                        INSPECT,
                        machine -> machine.boots()
                                .initLocal()
                                .seeded()
                                .cloudInit(
                                        "init-network/config-bootcmd",
                                        "FAIL",
                                        "running config-bootcmd with frequency always")
                                .cloudInit("init-network", "FAIL", "searching for network datasources"),
                        FailureCode.CLOUD_INIT_FAILED,
                        "vendor-data fetch",
                        "init-network/config-bootcmd done",
                        "config-bootcmd failed"),
                new Row(
                        "the last stage ends with a warning",
                        INSTALLED,
                        machine -> machine.initLocal()
                                .seeded()
                                .cloudInit("modules-final", "WARN", "running modules for final"),
                        FailureCode.CLOUD_INIT_FAILED,
                        "vendor-data fetch",
                        "modules-final done",
                        "ended with WARN"));
    }

    private static List<Row> steps() {
        return List.of(
                new Row(
                        "step exits 7 (H)",
                        DEPLOY,
                        machine -> running(machine)
                                .ends(1, "write-image", 7, "fetching\nno space left on device\n")
                                .runnerEnds(false, "write-image")
                                .cloudInit("modules-final/config-scripts-user", "FAIL", "running config-scripts-user")
                                .cloudInit("modules-final", "FAIL", "running modules for final"),
                        FailureCode.STEP_FAILED,
                        "step start 'write-image'",
                        "step 'write-image' done",
                        "exited with code 7 after 4.2 s",
                        "\"no space left on device\""),
                new Row(
                        "another image than the one that was ordered",
                        DEPLOY,
                        machine -> running(machine)
                                .ends(1, "write-image", 8, "try 3: digest differs: expected sha256 00, got 11\n")
                                .runnerEnds(false, "write-image"),
                        FailureCode.DIGEST_MISMATCH,
                        "step start 'write-image'",
                        "step 'write-image' done",
                        "the image that arrived is not the one that was ordered",
                        "digest differs: expected sha256 00, got 11"),
                new Row(
                        "step runs over its limit, the runner stops it",
                        DEPLOY,
                        machine -> running(machine).stopped(1, "write-image").runnerEnds(false, "write-image"),
                        FailureCode.STEP_TIMEOUT,
                        "step start 'write-image'",
                        "step 'write-image' done",
                        "stopped after 5 min"),
                new Row(
                        "runner tells the failure, the step's own report is lost",
                        DEPLOY,
                        machine -> running(machine).runnerEnds(false, "write-image"),
                        FailureCode.STEP_FAILED,
                        "step start 'write-image'",
                        "step 'write-image' done"),
                new Row(
                        "runner gives up before its first step, and says why in the same instant",
                        DEPLOY,
                        machine -> machine.boots().seeded().runner().gaveUp("vendor data differs"),
                        FailureCode.REPORTED_BY_MACHINE,
                        "user data applied",
                        "step runner",
                        "\"vendor data differs\""),
                new Row(
                        "runner gives up before its first step, the reason is lost",
                        DEPLOY,
                        machine -> machine.boots().seeded().runner().runnerEnds(false, ""),
                        FailureCode.STEP_FAILED,
                        "user data applied",
                        "steps done",
                        "gave up outside of any step"),
                new Row(
                        "step hangs, heartbeats go on",
                        INSPECT,
                        machine -> runningStep(machine, "inventory").beats(120),
                        FailureCode.STEP_TIMEOUT,
                        "step start 'inventory'",
                        "step finish",
                        "gave signs of life"),
                new Row(
                        "machine dies in a step",
                        DEPLOY,
                        machine -> running(machine).beats(3),
                        FailureCode.MACHINE_SILENT,
                        "step start 'write-image'",
                        "step finish",
                        "10.0.1.7",
                        "10.0.0.3:8483"),
                new Row(
                        "machine dies after the image was fetched",
                        DEPLOY,
                        machine -> running(machine).file(Link.IMAGE).beats(2),
                        FailureCode.MACHINE_SILENT,
                        "step start 'write-image'",
                        "step finish"),
                new Row(
                        "report path dropped, and the step runner goes on to its image",
                        DEPLOY,
                        machine -> machine.boots().seeded().file(Link.IMAGE),
                        FailureCode.REPORT_MISSING,
                        "image fetch",
                        "all steps done",
                        "from 10.0.1.7 to 10.0.0.3:8483"),
                new Row(
                        "runner stands still between two steps",
                        DEPLOY,
                        machine ->
                                running(machine).ends(1, "write-image", 0, "").beats(60),
                        FailureCode.REPORT_MISSING,
                        "step finish 'write-image'",
                        "all steps done",
                        "gave signs of life"));
    }

    private static List<Row> installed() {
        return List.of(
                new Row(
                        "installed system never comes up",
                        INSTALLED,
                        machine -> machine,
                        FailureCode.NO_METADATA_FETCH,
                        "power-on",
                        "meta-data fetch",
                        "disk boots",
                        "10.0.0.2:8482"),
                new Row(
                        "installed system asks the network again and again",
                        INSTALLED,
                        machine -> machine.script()
                                .script()
                                .script()
                                .script()
                                .script()
                                .script(),
                        FailureCode.BOOT_LOOP,
                        "boot script",
                        "meta-data fetch"),
                new Row(
                        "user data with a YAML error, reported as success (N10)",
                        INSTALLED,
                        machine -> confirming(machine)
                                .ends(1, "confirm-user-data", 4, "not a mapping")
                                .runnerEnds(false, "confirm-user-data"),
                        FailureCode.USERDATA_INVALID,
                        "step start 'confirm-user-data'",
                        "step 'confirm-user-data' done"),
                new Row(
                        "user data altered on the way (0.7)",
                        INSTALLED,
                        machine -> confirming(machine)
                                .ends(1, "confirm-user-data", 3, "digest differs")
                                .runnerEnds(false, "confirm-user-data"),
                        FailureCode.DIGEST_MISMATCH,
                        "step start 'confirm-user-data'",
                        "step 'confirm-user-data' done"),
                new Row(
                        "steps done, final report missing although it phoned home (0.8)",
                        INSTALLED,
                        machine -> confirming(machine)
                                .ends(1, "confirm-user-data", 0, "")
                                .runnerEnds(true, "")
                                .phonesHome(),
                        FailureCode.REPORT_MISSING,
                        "all steps done",
                        "final cloud-init report",
                        "from 10.0.1.7 to 10.0.0.3:8483"));
    }

    private static Machine refused(Machine machine, Link link, int status, int times) {
        for (int i = 0; i < times; i++) {
            machine.seed(link, status);
        }
        return machine;
    }

    private static Machine running(Machine machine) {
        return runningStep(machine, "write-image");
    }

    private static Machine runningStep(Machine machine, String step) {
        return machine.boots().initLocal().seeded().runner().starts(1, step);
    }

    private static Machine confirming(Machine machine) {
        return machine.initLocal().seeded().runner().starts(1, "confirm-user-data");
    }
}
