package io.rackledger.bmc.ipmi;

/** Network functions of requests (IPMI 2.0, table 5-1). */
public final class NetFn {
    public static final int CHASSIS = 0x00;
    public static final int SENSOR = 0x04;
    public static final int APP = 0x06;
    public static final int STORAGE = 0x0a;
    public static final int TRANSPORT = 0x0c;

    private NetFn() {}
}
