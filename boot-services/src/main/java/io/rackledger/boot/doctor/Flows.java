package io.rackledger.boot.doctor;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where machines must be able to go. */
final class Flows {
    private static final int HTTP = 80;
    /** Purpose of the port that hears broadcasts. */
    private static final String DHCP = "DHCP";
    /** Purpose of the ports that the URLs name. */
    private static final String BOOT = "HTTP";

    private Flows() {}

    static List<Flow> of(DoctorSubject subject) {
        Set<Flow> flows = new LinkedHashSet<>();
        flows.add(url(subject.addresses().boot().value(), "boot script, files, seed, reports"));
        if (!subject.addresses().seed().equals(subject.addresses().boot())) {
            flows.add(url(subject.addresses().seed().value(), "cloud-init seed"));
        }
        String host = URI.create(subject.addresses().boot().value()).getHost();
        subject.listeners().stream()
                .filter(listener -> !listener.purpose().equals(BOOT))
                .map(listener -> flow(listener, host))
                .forEach(flows::add);
        return List.copyOf(flows);
    }

    private static Flow flow(Listener listener, String host) {
        return listener.purpose().equals(DHCP)
                ? Flow.broadcast(listener.address(), listener.port(), "DHCP, also by broadcast to 255.255.255.255")
                : Flow.of(
                        listener.transport().wireName(),
                        everywhere(listener) ? host : listener.address(),
                        listener.port(),
                        listener.purpose());
    }

    private static boolean everywhere(Listener listener) {
        return listener.address().equals("0.0.0.0") || listener.address().equals("::");
    }

    private static Flow url(String base, String purpose) {
        URI url = URI.create(base);
        return Flow.of("tcp", url.getHost(), url.getPort() < 0 ? HTTP : url.getPort(), purpose);
    }
}
