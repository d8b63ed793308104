/** Telephone numbering plans, as the library libphonenumber knows them. */
@NullMarked
package dev.hoop.gateway.server.numbering.libphonenumber;

import org.jspecify.annotations.NullMarked;
