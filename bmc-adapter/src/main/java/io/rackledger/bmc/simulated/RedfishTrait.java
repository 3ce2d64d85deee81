package io.rackledger.bmc.simulated;

/** In what a maker's Redfish service differs from the others, as operators have met it. */
public enum RedfishTrait {
    /** It has no sessions: Basic authentication alone. */
    NO_SESSIONS,
    /** Basic authentication is switched off. */
    NO_BASIC,
    /** A change of the boot device must name device, times and mode. */
    NEEDS_FULL_BOOT,
    /** What a change of the boot device does not name goes back to Once and Legacy. */
    RESETS_BOOT,
    /** No mode is told. */
    NO_BOOT_MODE,
    /** The mode is told as null. */
    NULL_BOOT_MODE,
    /** UEFI alone is offered, and Legacy refused. */
    ONE_BOOT_MODE,
    /** A change that names the mode is refused. */
    FIXED_BOOT_MODE,
    /** A change that names the mode is taken without the mode. */
    DROPS_BOOT_MODE,
    /** Continuous is refused. */
    NO_PERSISTENT_BOOT,
    /** The boot device is changed in the settings resource. */
    BOOT_IN_SETTINGS,
    /** The system tells no power state; the chassis does. */
    NO_SYSTEM_POWER,
    /** The reset types are in an ActionInfo. */
    TYPES_IN_ACTION_INFO,
    /** Versions are weak, and only the strong form of them matches. */
    WEAK_ETAGS,
    /** Versions are told with an ending that does not match. */
    GZIP_ETAGS,
    NO_ETAGS,
    /** The virtual drive is a DVD drive, and none for CDs. */
    DVD_DRIVE,
    /** There are two virtual drives, of which the second, which is told first, takes nothing. */
    ONE_DRIVE_WORKS,
    /** There are two virtual drives, of which the one that is told first takes images of browsers alone. */
    BROWSER_DRIVE,
    /** The virtual drives are the system's. */
    MEDIA_AT_SYSTEM,
    /** An image needs TransferProtocolType. */
    NEEDS_PROTOCOL,
    /** An image with Inserted or WriteProtected is refused. */
    REFUSES_INSERTED,
    /** There are no actions to insert and eject: the drive is changed. */
    NO_MEDIA_ACTIONS,
    /** Eject without an empty object is of an unsupported type. */
    EJECT_NEEDS_OBJECT,
    /** Eject with an object is refused. */
    EJECT_REFUSES_OBJECT,
    /** What was made is missing at the first look. */
    LATE_MEMBERS,
    /** Thermal and Power alone, without Sensors. */
    OLDER_SENSORS,
    /** It has no service for events. */
    NO_EVENTS,
    /** No network cards are told while the machine is off. */
    NICS_ONLY_WHEN_ON,
    /** Drives are told by SimpleStorage alone. */
    SIMPLE_STORAGE,
    /** No drives are told. */
    NO_STORAGE
}
