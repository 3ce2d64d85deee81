package io.rackledger.core.signal;

/** How lines of a machine's console or log came to us. */
public enum ConsolePath {
    /** RFC 3164 or 5424, by UDP or TCP. */
    SYSLOG,
    /** What the kernel prints, sent by itself: it needs no program of the machine to run any more. */
    NETCONSOLE,
    /** The serial console, through the BMC (Serial over LAN): firmware and boot loader speak there, too. */
    SERIAL
}
