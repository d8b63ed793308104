/** What people say to databases, honest and not, said through a whole gateway to real databases that hold planted secrets. */
@NullMarked
package dev.hoop.gateway.server.corpus;

import org.jspecify.annotations.NullMarked;
