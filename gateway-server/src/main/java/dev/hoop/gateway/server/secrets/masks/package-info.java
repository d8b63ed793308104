/** Where the keys of keyed hashes are kept. */
@NullMarked
package dev.hoop.gateway.server.secrets.masks;

import org.jspecify.annotations.NullMarked;
