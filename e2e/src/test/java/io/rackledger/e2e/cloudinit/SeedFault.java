package io.rackledger.e2e.cloudinit;

/** What a broken metadata host answers instead of the seed. */
enum SeedFault {
    META_DATA_404,
    USER_DATA_500,
    HTML_PAGE,
    VENDOR_DATA_NOT_YAML
}
