package io.rackledger.core.failure;

/** Every way a node can fail. The name is the wire form and never changes; docs/failure-codes.md is generated from here. */
public enum FailureCode {
    BMC_UNREACHABLE(
            FailureCategory.BMC,
            true,
            "The BMC did not answer in time.",
            "Check the BMC's address, cable and VLAN; then repeat the action."),
    BMC_REFUSED(
            FailureCategory.BMC,
            false,
            "The BMC answered and refused the request.",
            "Check user, password and privilege of the BMC account, and whether the action is supported."),
    POWER_NOT_CHANGED(
            FailureCategory.BMC,
            true,
            "The BMC accepted the power action, but the power state did not change.",
            "Look at the machine; reset the BMC if it lies about the power state."),
    NO_DHCP_REQUEST(
            FailureCategory.BOOT,
            true,
            "The machine was powered on, but never asked our DHCP server for an address.",
            "Check network boot in its firmware, the cable and VLAN of the boot interface, and that its MAC is a port of the node."),
    DHCP_NOT_ANSWERED(
            FailureCategory.BOOT,
            true,
            "The machine asked for an address, and our DHCP server refused.",
            "Read the reason in the timeline: a pool that is used up, a network that is not configured, or no loader for this firmware."),
    DHCP_BY_OTHERS(
            FailureCategory.NETWORK,
            true,
            "Another DHCP server answered the machine, and it never came to our boot script.",
            "Stop the other server on the machines' network, or let it name our boot files."),
    NO_LOADER_FETCH(
            FailureCategory.BOOT,
            true,
            "The machine was told its boot loader, but never fetched it whole.",
            "Check that UDP gets through from the machine to the TFTP server, and that the loader is among the boot files."),
    NO_BOOT_REQUEST(
            FailureCategory.BOOT,
            true,
            "The machine was powered on, but never asked for its boot script.",
            "Check network boot order, cabling and DHCP of the boot interface, and that its MAC is a port of the node."),
    NO_KERNEL_FETCH(
            FailureCategory.BOOT,
            true,
            "The machine got its boot script, but never fetched the kernel.",
            "Check the path from the machine to the boot server's HTTP port, and the kernel's file name."),
    NO_INITRD_FETCH(
            FailureCategory.BOOT,
            true,
            "The machine fetched its kernel, but never the initrd.",
            "Check the initrd's file name and size, and the machine's memory."),
    DOWNLOAD_STALLED(
            FailureCategory.NETWORK,
            true,
            "The download of the kernel or initrd stood still and never went on.",
            "Check cable, switch port, MTU and firewall between the machine and the boot server; the timeline tells how far it came."),
    KERNEL_PANIC(
            FailureCategory.BOOT,
            true,
            "The machine's kernel told on its console that it gave up.",
            "Read its last console lines in the timeline; check memory, initrd and kernel arguments."),
    NO_SYSTEM_START(
            FailureCategory.BOOT,
            true,
            "Kernel and initrd were served, but the system that they start never asked for an address.",
            "Look at the console: a panic, too little memory, or no driver for the network card."),
    NO_METADATA_FETCH(
            FailureCategory.NETWORK,
            true,
            "Kernel and initrd were served, but no request reached the metadata endpoint.",
            "Check the route and firewall from the machine to the metadata address, and the network configuration of the image."),
    NO_USERDATA_FETCH(
            FailureCategory.NETWORK,
            true,
            "The machine fetched its meta-data, but never its user data.",
            "Check the metadata endpoint's answers, and what cloud-init on the machine says of its datasource."),
    SEED_REFUSED(
            FailureCategory.NETWORK,
            true,
            "The metadata endpoint answered the machine with an error.",
            "Look at the status in the timeline; the endpoint or something before it refused the machine."),
    USERDATA_NOT_APPLIED(
            FailureCategory.USER_DATA,
            false,
            "The machine fetched its user data, but nothing shows that it was applied.",
            "Check the user data's first line and format, vendor data, and the machine's cloud-init log."),
    USERDATA_INVALID(
            FailureCategory.USER_DATA,
            false,
            "The user data is not what cloud-init can read.",
            "Correct the user data (YAML, first line) and deploy again."),
    DATASOURCE_NOT_FOUND(
            FailureCategory.NETWORK,
            true,
            "cloud-init gave up looking for its datasource.",
            "Check the path from the machine to the metadata address and what the address answers."),
    CLOUD_INIT_FAILED(
            FailureCategory.USER_DATA,
            false,
            "A stage of cloud-init reported failure.",
            "Read the failed stage in the timeline; correct the user data or image."),
    STEP_FAILED(
            FailureCategory.STEP,
            false,
            "A required step exited with a code other than 0.",
            "Read the step's output in the timeline; correct the step or the machine."),
    STEP_TIMEOUT(
            FailureCategory.STEP,
            true,
            "A step ran longer than its limit.",
            "Read the step's output; raise its limit if the work is really that long."),
    MACHINE_SILENT(
            FailureCategory.NETWORK,
            true,
            "The machine was running its steps, and its heartbeat stopped.",
            "Check power, console and network of the machine; its last words are in the timeline."),
    REPORT_MISSING(
            FailureCategory.NETWORK,
            true,
            "The machine went on, but its final report never came.",
            "Check the path from the machine to the report address; the work may have been done."),
    BOOT_LOOP(
            FailureCategory.BOOT,
            false,
            "The machine asked for its boot script more often than one attempt allows.",
            "Look at the console: it boots, falls and boots again. Check image, disk and boot order."),
    DIGEST_MISMATCH(
            FailureCategory.NETWORK,
            false,
            "What the machine holds is not what it was to get.",
            "Compare the served file with the digest that was ordered; if they fit, a proxy, a cache or an intruder alters it on its way."),
    REPORTED_BY_MACHINE(
            FailureCategory.BOOT,
            true,
            "The machine itself reported that it cannot go on.",
            "Read the detail that it sent; it is in the timeline."),
    ABORTED(
            FailureCategory.OPERATOR,
            true,
            "The action was aborted on request.",
            "Nothing is broken; start the action again when ready."),
    HOLD_EXPIRED(
            FailureCategory.OPERATOR,
            true,
            "A node waited for an operator who did not come.",
            "Release or abort the hold."),
    BOOT_SERVICES_AWAY(
            FailureCategory.ENGINE,
            true,
            "Nothing more was heard of the machine, and our boot services did not run for a part of that time.",
            "Start the action again; see why the boot services stopped."),
    WAIT_EXPIRED(
            FailureCategory.ENGINE,
            true,
            "Something that was due did not come, and no rule knows the reason.",
            "Read the attempt's timeline; the evidence is there, the reason is unknown."),
    BMC_OF_OTHER_MACHINE(
            FailureCategory.BMC,
            false,
            "The BMC says that it belongs to another machine than the one that was enrolled; nothing was switched.",
            "Correct the node's BMC address. If its mainboard or BMC was replaced, let the new one count: bmc trust NODE.");

    private final FailureCategory category;
    private final boolean retryable;
    private final String meaning;
    private final String operatorHint;

    FailureCode(FailureCategory category, boolean retryable, String meaning, String operatorHint) {
        this.category = category;
        this.retryable = retryable;
        this.meaning = meaning;
        this.operatorHint = operatorHint;
    }

    public FailureCategory category() {
        return category;
    }

    /** Whether the same action may succeed when repeated without a change by a person. */
    public boolean retryable() {
        return retryable;
    }

    /** One sentence: what happened. */
    public String meaning() {
        return meaning;
    }

    /** One sentence: what an operator should do. */
    public String operatorHint() {
        return operatorHint;
    }
}
