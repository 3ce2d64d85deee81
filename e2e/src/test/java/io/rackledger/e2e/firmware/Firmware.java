package io.rackledger.e2e.firmware;

/** What a virtual machine runs at power-on. */
enum Firmware {
    /** SeaBIOS, with the iPXE that QEMU's network cards have in their ROM. */
    BIOS("bios"),
    /** OVMF, which boots over the network by PXE. */
    UEFI("uefi"),
    /** OVMF that boots over the network by HTTP alone. */
    UEFI_HTTP("uefi-http");

    private final String word;

    Firmware(String word) {
        this.word = word;
    }

    /** Its name in machine.conf, which chassis.sh reads. */
    String word() {
        return word;
    }
}
