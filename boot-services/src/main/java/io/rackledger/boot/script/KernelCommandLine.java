package io.rackledger.boot.script;

import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of a kernel that boots over the network, in the order of its parts. Shorter than 1024 bytes: the x86 kernel
 * takes 2048, some firmware and boot loaders much less.
 */
public final class KernelCommandLine {
    private static final int LONGEST = 1023;
    private static final int REPORT_TIMEOUT_SECONDS = 5;
    private static final int REPORT_RETRIES = 2;

    private final String value;

    private KernelCommandLine(String value) {
        int bytes = value.getBytes(StandardCharsets.US_ASCII).length;
        Text.require(bytes <= LONGEST, "kernel command line of " + bytes + " bytes", value, "at most 1023 bytes");
        this.value = value;
    }

    /**
     * The line of a system in memory.
     *
     * @param initrd name that iPXE gives the initrd; EFI kernels look for it by this argument
     * @param seed base of the NoCloud-net seed, ending in '/'. {@code ds=nocloud;s=http} would fetch and then ignore it
     * @param hook where cloud-init reports from its first stage on, before and whatever becomes of the seed; a time limit is
     *     a must, since without one a dead endpoint costs 400 s for each stage
     */
    static KernelCommandLine ephemeral(
            FileName initrd, List<KernelArgument> extra, MacAddress mac, HttpUrl seed, HttpUrl hook) {
        List<String> parts = new ArrayList<>();
        parts.add("initrd=" + initrd);
        extra.forEach(argument -> parts.add(argument.value()));
        parts.add("ip=dhcp");
        parts.add("BOOTIF=01-" + mac.value().replace(':', '-'));
        parts.add("ds=nocloud-net;s=" + seed);
        parts.add(earlyReporting(hook));
        return new KernelCommandLine(String.join(" ", parts));
    }

    private static String earlyReporting(HttpUrl hook) {
        return "cc:{'datasource_list': ['NoCloud','None'],'reporting':{'rackledger':{'type':'webhook','endpoint':'"
                + hook + "','timeout':" + REPORT_TIMEOUT_SECONDS + ",'retries':" + REPORT_RETRIES + "}}}end_cc";
    }

    @Override
    public String toString() {
        return value;
    }
}
