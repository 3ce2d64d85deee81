package io.rackledger.bmc.client;

import io.rackledger.bmc.driver.BmcConsole;
import io.rackledger.bmc.driver.BmcTrouble;
import java.time.Duration;
import java.util.Optional;

/** A console by Serial over LAN, as the drivers have it. */
final class IpmiConsole implements BmcConsole {
    private final SolConsole console;

    IpmiConsole(SolConsole console) {
        this.console = console;
    }

    @Override
    public String authority() {
        return console.authority();
    }

    @Override
    public Optional<byte[]> read(Duration wait) throws BmcTrouble, InterruptedException {
        try {
            return console.read(wait);
        } catch (IpmiException e) {
            throw IpmiWork.trouble(e);
        }
    }

    @Override
    public void write(byte... characters) throws BmcTrouble {
        try {
            console.write(characters);
        } catch (IpmiException e) {
            throw IpmiWork.trouble(e);
        }
    }

    @Override
    public void close() {
        console.close();
    }
}
