package io.rackledger.e2e.bootload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Servers that others wrote, set up to do what ours does. All in the foreground, as root, on the servers' side of the wire. */
public final class Peers {
    private final Wire wire;
    private final Path folder;

    public Peers(Wire wire, Path folder) {
        this.wire = wire;
        this.folder = folder;
    }

    /** dnsmasq as TFTP server of a directory. */
    public Program dnsmasqTftp(Path files) throws IOException, InterruptedException {
        return dnsmasq("dnsmasq-tftp", """
                enable-tftp
                tftp-root=%s
                tftp-max=200
                dhcp-range=10.80.0.1,10.95.255.254,255.192.0.0,1h
                """.formatted(files));
    }

    /** dnsmasq as DHCP server, its leases in a file. */
    public Program dnsmasqDhcp() throws IOException, InterruptedException {
        return dnsmasq("dnsmasq-dhcp", """
                no-ping
                dhcp-authoritative
                quiet-dhcp
                dhcp-lease-max=1000000
                dhcp-leasefile=%s
                dhcp-range=10.80.0.1,10.95.255.254,255.192.0.0,1h
                dhcp-match=set:efi64,option:client-arch,7
                dhcp-boot=tag:efi64,snponly.efi
                """.formatted(folder.resolve("dnsmasq.leases")));
    }

    private Program dnsmasq(String name, String settings) throws IOException, InterruptedException {
        Path file = folder.resolve(name + ".conf");
        String common =
                "port=0\ninterface=" + Wire.DEVICE + "\nbind-interfaces\nuser=root\nkeep-in-foreground\npid-file=\n";
        Files.writeString(file, common + settings);
        return awaitPort(
                wire.serve(folder.resolve(name + ".out"), List.of(Wire.path("dnsmasq"), "-C", file.toString())));
    }

    public Program tftpdHpa(Path files) throws IOException, InterruptedException {
        return awaitPort(wire.serve(
                folder.resolve("tftpd-hpa.out"),
                List.of(
                        "/usr/sbin/in.tftpd",
                        "-L",
                        "--address",
                        Wire.SERVER + ":69",
                        "-u",
                        "root",
                        "-s",
                        files.toString())));
    }

    public Program atftpd(Path files) throws IOException, InterruptedException {
        return awaitPort(wire.serve(
                folder.resolve("atftpd.out"),
                List.of(
                        Wire.path("atftpd"),
                        "--daemon",
                        "--no-fork",
                        "--bind-address",
                        Wire.SERVER,
                        "--port",
                        "69",
                        "--user",
                        "root",
                        "--group",
                        "root",
                        "--maxthread",
                        "200",
                        "--no-multicast",
                        files.toString())));
    }

    /** Kea with its leases in memory and, unsynced, in a file. */
    public Program kea() throws IOException, InterruptedException {
        Path file = folder.resolve("kea.json");
        Files.writeString(file, """
                {"Dhcp4": {"interfaces-config": {"interfaces": ["srv"], "dhcp-socket-type": "udp"},
                 "lease-database": {"type": "memfile", "persist": true, "name": "DIR/leases.csv", "lfc-interval": 0},
                 "valid-lifetime": 3600,
                 "multi-threading": {"enable-multi-threading": true, "thread-pool-size": 2, "packet-queue-size": 64},
                 "client-classes": [{"name": "efi64", "test": "option[93].hex == 0x0007",
                  "boot-file-name": "snponly.efi", "next-server": "10.64.0.1"}],
                 "subnet4": [{"subnet": "10.64.0.0/10", "pools": [{"pool": "10.80.0.1 - 10.95.255.254"}]}],
                 "loggers": [{"name": "kea-dhcp4", "severity": "ERROR", "output_options": [{"output": "DIR/kea.log"}]}]}}
                """.replace("DIR", folder.toString()));
        Program kea = wire.serve(
                folder.resolve("kea.out"),
                List.of(
                        "env",
                        "KEA_PIDFILE_DIR=" + folder,
                        "KEA_LOCKFILE_DIR=none",
                        Wire.path("kea-dhcp4"),
                        "-c",
                        file.toString()));
        return awaitPort(kea);
    }

    /** nginx with one worker and sendfile. */
    public Program nginx(Path files, int port) throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("nginx/logs"));
        Path file = folder.resolve("nginx/nginx.conf");
        Files.writeString(file, """
                daemon off; worker_processes 1; pid logs/nginx.pid; error_log logs/error.log; user root;
                events { worker_connections 512; }
                http { access_log off; sendfile on; tcp_nopush on;
                  client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp; uwsgi_temp_path tmp; scgi_temp_path tmp;
                  server { listen %s:%d; root %s; } }
                """.formatted(Wire.SERVER, port, files));
        return awaitPort(wire.serve(
                folder.resolve("nginx.out"),
                List.of(
                        Wire.path("nginx"),
                        "-p",
                        folder.resolve("nginx").toString(),
                        "-e",
                        "logs/error.log",
                        "-c",
                        file.toString())));
    }

    private static Program awaitPort(Program program) {
        program.awaitSocket();
        return program;
    }
}
