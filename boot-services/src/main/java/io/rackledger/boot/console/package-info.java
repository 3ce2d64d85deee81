/** Consoles: what machines and their kernels print, heard by syslog and netconsole, told as signals of whoever has the address. */
@NullMarked
package io.rackledger.boot.console;

import org.jspecify.annotations.NullMarked;
